package dev.tollgate.proxy.govern;

import dev.tollgate.hook.AccessKey;
import dev.tollgate.hook.FakeTollgate;
import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.Settings;
import dev.tollgate.hook.Tollgate;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.govern.Governance.Refusal;
import dev.tollgate.proxy.message.Message;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A conversation between a client and a server that do as a test says, and a Tollgate that does, too. */
abstract class ConversationBed {
    static final String EVALUATION = "/access/v1/evaluation";
    static final String REDACT = "/v1/redact";
    static final String TOOLS = """
            "result":{"tools":[ {"name":"read","inputSchema":{"type":"object"} , "x":1.0}, {"name":"erase","inputSchema":{}}],"cacheScope":"public"}""";

    FakeTollgate fake;
    private Tollgate tollgate;
    FakeServer server;
    FakeClient client;
    Conversation conversation;

    /** Allows all but {@code erase}; redacts nothing. */
    static Answer answer(String path, Json.Obj body) {
        String id =
                body.object("resource").flatMap(resource -> resource.text("id")).orElse("");
        return switch (path) {
            case EVALUATION -> new Answer(200, id.equals("erase") ? DENIED : allowed(""));
            case REDACT ->
                new Answer(
                        200,
                        "{\"result\":" + JsonText.write(body.get("result").orElseThrow()) + ",\"action\":\"passed\"}");
            case "/access/v1/search/resource" ->
                body.object("options").isPresent()
                        ? among(body)
                        : new Answer(
                                200,
                                "{\"page\":{\"next_token\":\"\"},\"results\":[{\"type\":\"tool\",\"id\":\"read\"}]}");
            case "/access/v1/search/action" ->
                new Answer(
                        200,
                        id.contains("secret") || id.startsWith("tollgate-")
                                ? "{\"results\":[]}"
                                : "{\"results\":[{\"name\":\"tools/call\"},{\"name\":\"resources/read\"},{\"name\":\"prompts/get\"}]}");
            default -> new Answer(404, "{}");
        };
    }

    /** All that are asked about, but secrets. */
    private static Answer among(Json.Obj body) {
        List<Json> asked = body.object("options")
                .flatMap(options -> options.object("tollgate"))
                .map(own -> own.items("among"))
                .orElseThrow();
        String results = asked.stream()
                .filter(id -> !JsonText.write(id).contains("secret"))
                .map(id -> "{\"type\":\"resource\",\"id\":" + JsonText.write(id) + "}")
                .collect(Collectors.joining(","));
        return new Answer(200, "{\"page\":{\"next_token\":\"\"},\"results\":[" + results + "]}");
    }

    static final String DENIED =
            "{\"decision\":false,\"context\":{\"effect\":\"deny\",\"reason\":{\"code\":\"denied_by_policy\",\"message\":\"Never.\"}}}";

    static String allowed(String obligations) {
        return "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"decision_id\":\"w-1\",\"obligations\":["
                + obligations + "]}}";
    }

    @BeforeEach
    void start() throws Exception {
        fake = new FakeTollgate(ConversationBed::answer);
        tollgate = new Tollgate(Settings.of(fake.url(), AccessKey.of("tg_1_s"), "test/1")
                .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10)));
        server = new FakeServer(request -> Optional.of(
                request.method().equals("tools/list")
                        ? TOOLS
                        : "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"done\"}] }"));
        begin(Refusal.RESULT, Duration.ZERO, Duration.ofSeconds(20));
    }

    void begin(Refusal refusal, Duration waitUpTo, Duration callTimeout) {
        client = new FakeClient();
        var governance =
                new Governance(tollgate, "bot", "docs", Optional.of("session-1"), refusal, waitUpTo, callTimeout, 300);
        conversation = new Conversation(
                governance,
                client,
                server,
                new SeenTools(),
                new Log(new PrintStream(OutputStream.nullOutputStream()), false));
        server.start(conversation);
    }

    @AfterEach
    void end() {
        tollgate.close();
        fake.close();
    }

    void says(String message) throws Exception {
        conversation.said(Message.read(message.getBytes(StandardCharsets.UTF_8)));
    }

    static String call(long id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
    }

    static String text(Message message) {
        return new String(message.text(), StandardCharsets.UTF_8);
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not happen in time");
            Thread.sleep(2);
        }
    }
}
