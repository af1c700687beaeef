package dev.tollgate.core.agent;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of tests/data/hooks/acs: the requests of a session one after another, and their answers. What is another one each
 * time stands there as a word: {@code SESSION}, {@code KEY} (the key's id), {@code NOW} and {@code STALE} (six minutes
 * ago), {@code SIGNED} (a signature that fits), {@code HEAD} (the head of the chain), {@code ID} (of a record).
 */
public final class AcsFile {
    private static final Duration STALE = Duration.ofMinutes(6);
    private static final JsonText JSON = new JsonText(64);

    private final Json.Obj file;

    public AcsFile(Json.Obj file) {
        this.file = file;
    }

    public static boolean is(Json.Obj file) {
        return file.text("answered_by").equals(Optional.of("acs"));
    }

    /** How the other side is asked. */
    @FunctionalInterface
    public interface Post {
        String answer(String body) throws Exception;
    }

    /** @param actual the answer, with the words of the file */
    public record Exchanged(String expected, String actual) {}

    public List<Exchanged> exchange(KeyToken key, String session, InstantSource clock, Post post) throws Exception {
        var agent = new AcsAgent(key, session);
        var all = new ArrayList<Exchanged>();
        String head = "";
        for (Json step : ((Json.Arr) file.get("steps").orElseThrow()).items()) {
            Json.Obj exchange = (Json.Obj) step;
            Instant now = clock.instant();
            String written = JsonText.write(exchange.object("request").orElseThrow())
                    .replace("SESSION", session)
                    .replace("KEY", key.keyId())
                    .replace("NOW", now.toString())
                    .replace("STALE", now.minus(STALE).toString())
                    .replace("HEAD", head);
            Json.Obj request = json(written);
            String answer = post.answer(JsonText.write(written.contains("SIGNED") ? agent.signed(request) : request));
            Json.Obj result = json(answer).object("result").orElse(Json.Obj.EMPTY);
            head = result.text("chain_hash").orElse(head);
            all.add(new Exchanged(
                    JsonText.write(exchange.get("answer").orElseThrow()), inWords(answer, agent, head, result)));
        }
        return all;
    }

    private static String inWords(String answer, AcsAgent agent, String head, Json.Obj result) throws JsonException {
        String text = answer;
        Optional<Json.Obj> signature = result.object("signature");
        if (signature.isPresent() && agent.verifies(json(answer))) {
            text = text.replace(signature.get().text("value").orElseThrow(), "SIGNED")
                    .replace(signature.get().text("key_id").orElseThrow(), "KEY");
        }
        if (!head.isEmpty()) {
            text = text.replace(head, "HEAD");
        }
        return text.replaceAll("(decision|record) [a-z0-9]+-[0-9]+", "$1 ID")
                .replaceAll("has the id [a-z2-7]{42}", "has the id ID")
                .replaceAll("\"server_timestamp\":\"[^\"]*\"", "\"server_timestamp\":\"NOW\"")
                .replaceAll("\"(resolution_timeout_ms|retry_after_ms)\":[0-9]+", "\"$1\":0")
                .replaceAll("(retry_after_ms|Try again in) [0-9]+", "$1 0")
                .replaceAll(":k[0-9]+:[a-z2-7]{16}]", "]");
    }

    private static Json.Obj json(String text) throws JsonException {
        return (Json.Obj) JSON.parse(text);
    }
}
