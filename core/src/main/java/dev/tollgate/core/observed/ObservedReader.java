package dev.tollgate.core.observed;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.RecordId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static dev.tollgate.core.authzen.EvaluationReader.expected;
import static dev.tollgate.core.authzen.EvaluationReader.optionalText;
import static dev.tollgate.core.authzen.EvaluationReader.requiredText;

/** Reads batches of observed calls. What is not known is refused, so that nobody sends arguments or answers along. */
public final class ObservedReader {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TIME = 40;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final List<String> MEMBERS = List.of("source", "batch", "calls");
    private static final List<String> MEMBERS_OF_CALL =
            List.of("server", "tool", "at", "agent", "decision_id", "session", "id");

    public ObservedBatch read(Json.Obj body) throws ProblemException {
        only(body, "body", MEMBERS);
        String source = source(requiredText(body, "source", "source"));
        String batch = requiredText(body, "batch", "batch");
        if (!(body.get("calls").orElse(Json.Null.NULL) instanceof Json.Arr(List<Json> items))
                || items.isEmpty()
                || items.size() > ObservedBatch.MOST_CALLS) {
            throw expected("calls", "an array of 1 to " + ObservedBatch.MOST_CALLS + " calls");
        }
        var calls = new ArrayList<ObservedCall>();
        for (Json item : items) {
            calls.add(readCall(item, "calls[" + calls.size() + "]"));
        }
        return new ObservedBatch(
                source, batch, calls, Sha256.hex(CanonicalJson.RFC_8785.bytes(new Json.Arr(List.copyOf(items)))));
    }

    /**
     * One call of a batch.
     *
     * @param path what messages call it
     */
    public static ObservedCall readCall(Json item, String path) throws ProblemException {
        if (!(item instanceof Json.Obj call)) {
            throw expected(path, "an object");
        }
        only(call, path, MEMBERS_OF_CALL);
        return new ObservedCall(
                requiredText(call, "server", path + ".server"),
                requiredText(call, "tool", path + ".tool"),
                time(requiredText(call, "at", path + ".at"), path),
                agent(call, path),
                decisionId(call, path),
                optionalText(call, "session", path + ".session"),
                optionalText(call, "id", path + ".id"));
    }

    /** @throws ProblemException when a log cannot be called so: records have the name as it is */
    public static String source(String name) throws ProblemException {
        boolean isName = name.length() <= LONGEST_NAME
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-_.".indexOf(c) >= 0);
        if (!isName || name.isEmpty()) {
            throw expected("source", "the log's name, 1 to 64 of a-z, 0-9, '-', '_', '.'");
        }
        return name;
    }

    private static Instant time(String text, String path) throws ProblemException {
        try {
            if (text.length() <= LONGEST_TIME) {
                Instant at = Instant.parse(text);
                if (!at.isBefore(EARLIEST) && !at.isAfter(LATEST)) {
                    return at;
                }
            }
        } catch (DateTimeException noTime) {
            // Said below.
        }
        throw expected(path + ".at", "a time such as 2026-11-24T10:00:00.250Z");
    }

    private static Optional<String> agent(Json.Obj call, String path) throws ProblemException {
        Optional<String> agent = optionalText(call, "agent", path + ".agent");
        if (agent.isPresent() && !Agent.isId(agent.get())) {
            throw expected(path + ".agent", "an agent's id");
        }
        return agent;
    }

    private static Optional<String> decisionId(Json.Obj call, String path) throws ProblemException {
        Optional<String> id = optionalText(call, "decision_id", path + ".decision_id");
        if (id.isPresent() && RecordId.parse(id.get()).isEmpty()) {
            throw expected(path + ".decision_id", "the id of a decision, as 'Tollgate-Decision-Id' has it");
        }
        return id;
    }

    private static void only(Json.Obj object, String path, List<String> known) throws ProblemException {
        if (!known.containsAll(object.members().keySet())) {
            throw expected(path, "only " + String.join(", ", known) + "; there is another member");
        }
    }
}
