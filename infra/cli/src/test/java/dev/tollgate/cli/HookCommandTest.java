package dev.tollgate.cli;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.journal.Journal;
import dev.tollgate.core.journal.JournalReader;
import dev.tollgate.core.journal.RegisteredHook;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.store.AuditChains;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoHooks;
import dev.tollgate.core.store.Tables;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HookCommandTest {
    @RegisterExtension
    static final LocalTables dynamoDb = new LocalTables();

    @TempDir
    private Path directory;

    private Tables tables;
    private Session session;

    @BeforeEach
    void besideAStack() {
        tables = dynamoDb.newTables();
        session = Session.besideALocalStack(directory, dynamoDb, tables);
        assertEquals(
                0,
                session.run("agent", "create", "bot", "--purpose", "p", "--owner", "ada")
                        .exitCode());
    }

    @Test
    void aHookIsRegisteredListedAndRevoked() throws Exception {
        String publicKey = keygen("proxy-1.pub");

        Session.Result registered = register("proxy-1", "proxy-1.pub");
        assertEquals(0, registered.exitCode(), registered.err());
        assertEquals(
                new RegisteredHook(
                        "proxy-1", publicKey, List.of("bot", "report-*"), List.of("crm"), AccessKey.Status.ACTIVE),
                hook("proxy-1").orElseThrow());
        assertTrue(session.run("hook", "list").out().contains("proxy-1"));
        Session.Result again = register("proxy-1", "proxy-1.pub");
        assertEquals(1, again.exitCode());
        assertEquals(
                "tollgate: the hook 'proxy-1' is registered already; revoke it first to change its key or what it may "
                        + "report",
                again.err().strip());

        assertEquals(
                "Hook proxy-1 is now revoked.",
                session.run("hook", "revoke", "proxy-1").out().strip());
        assertEquals(
                "Hook proxy-1 was already revoked.",
                session.run("hook", "revoke", "proxy-1").out().strip());
        assertEquals(AccessKey.Status.REVOKED, hook("proxy-1").orElseThrow().status());
        assertEquals(0, register("proxy-1", "proxy-1.pub").exitCode(), "again, once it was revoked");
        assertEquals(
                List.of("hook.register", "hook.revoke", "hook.register"),
                acts().stream()
                        .map(act -> act.text("act").orElseThrow())
                        .filter(act -> act.startsWith("hook."))
                        .toList());
        assertEquals(
                Optional.of(publicKey),
                acts().stream().flatMap(act -> act.text("public_key").stream()).findFirst());
    }

    @Test
    void aPublicKeyOfOpensslIsTakenToo() throws Exception {
        String publicKey = keygen("proxy-1.pub");
        write("pub.pem", "-----BEGIN PUBLIC KEY-----\n" + publicKey + "\n-----END PUBLIC KEY-----\n");

        assertEquals(0, register("proxy-1", "pub.pem").exitCode());
        assertEquals(publicKey, hook("proxy-1").orElseThrow().publicKey());
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        write("no.pub", "no key\n");
        keygen("proxy-1.pub");

        assertTrue(register("proxy-1", "no.pub").err().contains("is no public Ed25519 key"));
        assertTrue(register("proxy-1", "none.pub").err().contains("there is no file"));
        assertEquals(2, register("Proxy 1", "proxy-1.pub").exitCode());
        assertEquals(
                "tollgate: there is no hook 'none'",
                session.run("hook", "revoke", "none").err().strip());
        assertEquals(
                "There are no hooks yet.", session.run("hook", "list").out().strip());
    }

    @Test
    void aFileOfCallsIsReportedOnceHoweverOftenItIsSent() throws Exception {
        keygen("proxy-1.pub");
        write("calls.json", "[" + call("a") + "," + call("b") + "]");
        try (var api = new ScriptedApi()) {
            Session reporter = api.session(directory);
            String[] report = {"hook", "report", "calls.json", "--hook", "proxy-1", "--key", "key.pem"};

            api.statuses.addAll(List.of(200, 503));
            Session.Result lost = reporter.run(report);
            assertEquals(1, lost.exitCode());
            assertEquals("tollgate: as planned", lost.err().strip());

            Session.Result done = reporter.run(report);
            assertEquals(0, done.exitCode(), done.err());
            assertEquals(
                    "Received up to entry 9; its record is w1-5.", done.out().strip());
            assertEquals(3, api.bodies.size());
            assertEquals(0, read(api.bodies.getFirst()).entries().size());
            assertEquals(api.bodies.get(1), api.bodies.get(2));
            Journal sent = read(api.bodies.get(2));
            assertEquals(8, sent.entries().getFirst().seq());
            assertEquals(ScriptedApi.HASH, sent.entries().getFirst().prev());
            assertEquals(9, sent.lastSeq());
            assertTrue(sent.isSignedBy(new RegisteredHook(
                    "proxy-1",
                    Files.readString(directory.resolve("proxy-1.pub")).strip(),
                    List.of("*"),
                    List.of("*"),
                    AccessKey.Status.ACTIVE)));
        }
    }

    @Test
    void aCallThatIsNoneIsNamed() throws Exception {
        keygen("proxy-1.pub");
        write("calls.json", "[" + call("a") + "," + call("b").replace("no_answer", "denied") + "]");
        try (var api = new ScriptedApi()) {
            api.statuses.add(200);
            Session.Result refused =
                    api.session(directory).run("hook", "report", "calls.json", "--hook", "proxy-1", "--key", "key.pem");

            assertEquals(1, refused.exitCode());
            assertTrue(refused.err().contains("calls.json: '[1].why': expected \"no_answer\"."), refused.err());
            assertEquals(1, api.bodies.size(), "nothing but the question where it goes on");
        }
    }

    private static String call(String tool) {
        return "{\"at\":\"2026-11-24T10:00:00Z\",\"subject\":{\"type\":\"agent\",\"id\":\"bot\"},"
                + "\"action\":{\"name\":\"tools/call\"},\"resource\":{\"type\":\"tool\",\"id\":\"" + tool
                + "\",\"properties\":{\"server\":\"crm\"}},\"why\":\"no_answer\"}";
    }

    private static Journal read(String body) throws JsonException, ProblemException {
        return new JournalReader().read((Json.Obj) new JsonText(64).parse(body));
    }

    private String keygen(String publicKeyFile) throws Exception {
        Session.Result made =
                session.run("hook", "keygen", directory.resolve("key.pem").toString());
        assertEquals(0, made.exitCode(), made.err());
        write(publicKeyFile, made.out());
        return made.out().strip();
    }

    private Session.Result register(String name, String publicKey) {
        return session.run(
                "hook", "register", name, "--public-key", publicKey, "--agents", "bot,report-*", "--servers", "crm");
    }

    private Optional<RegisteredHook> hook(String name) throws Exception {
        return new DynamoHooks(new DynamoCalls(dynamoDb.client()), tables.registry())
                .hook(name, Deadline.in(Duration.ofSeconds(10)));
    }

    /** In their order: writers' names sort by age. */
    private List<Json.Obj> acts() throws Exception {
        var gathered = new AuditChains.Gathered();
        new AuditChains(dynamoDb.client(), tables.audit()).forEach(gathered::add);
        return gathered.chains().values().stream()
                .flatMap(List::stream)
                .filter(record -> record.kind().equals("admin"))
                .map(SealedRecord::content)
                .toList();
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(directory.resolve(name), text);
    }

    /** Answers as it is told, as if seven entries had been received before. */
    private static final class ScriptedApi implements AutoCloseable {
        static final String HASH = "7".repeat(64);

        final List<Integer> statuses = new ArrayList<>();
        final List<String> bodies = new ArrayList<>();
        private final HttpServer server;

        ScriptedApi() throws Exception {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/audit/journal", exchange -> {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                int status = statuses.isEmpty() ? 200 : statuses.removeFirst();
                String body = status != 200
                        ? "{\"error\":{\"message\":\"as planned\"}}"
                        : bodies.size() == 1
                                ? "{\"received_to\":7,\"hash\":\"" + HASH + "\"}"
                                : "{\"received_to\":9,\"hash\":\"" + HASH + "\",\"record_id\":\"w1-5\"}";
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
        }

        Session session(Path directory) {
            return new Session(
                    Map.of(
                            "TOLLGATE_URL",
                            "http://127.0.0.1:" + server.getAddress().getPort(),
                            "TOLLGATE_ENFORCER_KEY",
                            "tg_" + "a".repeat(16) + "_" + "s".repeat(52)),
                    directory);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
