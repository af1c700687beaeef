package dev.tollgate.local;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.dynamodb.DataLocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** From the client to the function's process and back. */
class LocalStackTest {
    @TempDir
    static Path root;

    private static final Lines LINES = new Lines();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static LocalStack stack;
    private static Map<String, String> seeded;

    @BeforeAll
    static void start() throws Exception {
        seeded = new HashMap<>();
        stack = LocalStack.start(
                TestTemplate.write(root, "{}"),
                (endpoint, tables) -> {
                    seeded.putAll(tables);
                    seeded.put("endpoint", endpoint.toString());
                    return Map.of("TOLLGATE_AGENT_KEY", "tg_x_y");
                },
                LINES);
    }

    @AfterAll
    static void close() {
        stack.close();
    }

    @Test
    void aRequestGoesThroughAsPayloadFormat2() throws Exception {
        var response = send(request("/echo/J%C3%B6?a=1")
                .header("X-Two", "1")
                .header("X-Two", "2")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{}")));
        assertEquals(200, response.statusCode());
        var event = (Json.Obj) new JsonText(10).parse(response.body());
        assertEquals("ANY /echo/{name}", event.text("routeKey").orElseThrow());
        assertEquals(
                "Jö", event.object("pathParameters").orElseThrow().text("name").orElseThrow());
        assertEquals("1,2", event.object("headers").orElseThrow().text("x-two").orElseThrow());
        assertEquals("{}", event.text("body").orElseThrow());
        String requestId =
                event.object("requestContext").orElseThrow().text("requestId").orElseThrow();
        assertEquals(List.of(requestId), response.headers().allValues("apigw-requestid"));
    }

    @Test
    void answersForAFunctionThatDoesNot() throws Exception {
        assertMessage(404, "Not Found", send(request("/nowhere").GET()));
        assertMessage(404, "Not Found", send(request("/short").GET()));
        assertMessage(
                500, "Internal Server Error", send(request("/echo/x?do:throw").GET()));
        assertMessage(
                500, "Internal Server Error", send(request("/echo/x?do:exit").GET()));
        assertMessage(
                500,
                "Internal Server Error",
                send(request("/echo/x?do:nonsense").GET()));
        assertMessage(
                503, "Service Unavailable", send(request("/short?do:sleep:1000").POST(BodyPublishers.noBody())));
        assertEquals("{\"bare\":true}", send(request("/echo/x?do:bare").GET()).body());
        assertTrue(
                LINES.has("[gateway] 500 for GET /echo/x: Fn crashed: the process exited with code 3"),
                LINES.toString());
    }

    @Test
    void refusesWhatIsTooLong() throws Exception {
        HttpResponse<String> tooLong = post(new byte[10 * 1024 * 1024 + 1]);
        assertMessage(413, "Request Too Long", tooLong);
        assertEquals(
                Optional.empty(),
                tooLong.headers().firstValue("Connection"),
                "a client that still sends would lose the answer with the connection");
        // Within the gateway's limit, but as base64 within an event no longer within Lambda's.
        assertMessage(413, "Request Too Long", post(new byte[5 * 1024 * 1024]));
        assertEquals(200, post(new byte[1024 * 1024]).statusCode());
    }

    @Test
    void writesItsEnvironmentForItsOwnerOnly() throws Exception {
        Path file = root.resolve(".tollgate/local.env");
        assertEquals(
                List.of(
                        "TOLLGATE_AGENT_KEY=tg_x_y",
                        "TOLLGATE_DYNAMODB_ENDPOINT=" + stack.dynamoDbEndpoint(),
                        "TOLLGATE_URL=" + stack.url()),
                Files.readAllLines(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                Map.of(
                        "Items",
                        "tollgate-Items",
                        "endpoint",
                        stack.dynamoDbEndpoint().toString()),
                seeded);
    }

    @Test
    void aSecondStackOnTheSameDirectoryIsRefused() {
        var refused = assertThrows(StackException.class, () -> start(TestTemplate.write(root, "{}")));
        assertTrue(refused.getMessage().startsWith("Another local stack is running on "), refused.getMessage());
    }

    @Test
    void saysWhichPortIsTaken(@TempDir Path directory) throws Exception {
        StackConfig config = TestTemplate.write(directory, "{}");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            var refused = assertThrows(
                    StackException.class,
                    () -> start(new StackConfig(
                            config.template(),
                            config.root(),
                            config.workDirectory(),
                            port,
                            1,
                            config.packaging(),
                            config.data(),
                            config.jdkHome(),
                            Map.of(),
                            Map.of())));
            assertTrue(refused.getMessage().startsWith("Port " + port + " is taken."), refused.getMessage());
            assertTrue(refused.getMessage().contains("PORT="), refused.getMessage());
        }
    }

    @Test
    void saysWhatIsNotBuilt(@TempDir Path directory) throws Exception {
        StackConfig config = TestTemplate.write(directory, "{}");
        Files.delete(directory.resolve("function.zip"));
        var refused = assertThrows(StackException.class, () -> start(config));
        assertEquals(
                "Fn is not built: there is no " + directory.resolve("function.zip") + ". Run: make build",
                refused.getMessage());
        assertFalse(Files.exists(directory.resolve(".tollgate/local.env")));
    }

    @Test
    void saysThatThereIsNoJdk(@TempDir Path directory) throws Exception {
        StackConfig config = TestTemplate.write(directory, "{}");
        var refused = assertThrows(
                StackException.class,
                () -> start(new StackConfig(
                        config.template(),
                        config.root(),
                        config.workDirectory(),
                        0,
                        1,
                        config.packaging(),
                        config.data(),
                        directory,
                        Map.of(),
                        Map.of())));
        assertTrue(refused.getMessage().startsWith("There is no JDK at " + directory), refused.getMessage());
    }

    @Test
    void saysThatANativePackageIsMissing(@TempDir Path directory) throws Exception {
        StackConfig config = TestTemplate.write(directory, "{}");
        var refused = assertThrows(
                StackException.class,
                () -> start(new StackConfig(
                        config.template(),
                        config.root(),
                        config.workDirectory(),
                        0,
                        1,
                        StackConfig.Packaging.NATIVE,
                        config.data(),
                        config.jdkHome(),
                        Map.of(),
                        Map.of())));
        assertTrue(refused.getMessage().contains("PACKAGE=jvm"), refused.getMessage());
    }

    @Test
    void killedItLeavesNoFunctionAndNoDataBehindThatIsLost(@TempDir Path directory) throws Exception {
        StackConfig config = TestTemplate.write(directory, "{}");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareStack.class.getName())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("PORT", "0");
        Process process = builder.start();
        List<ProcessHandle> children;
        try {
            process.getOutputStream().close();
            Eventually.holds("ready", () -> Files.exists(directory.resolve(".tollgate/local.env")));
            var environment = Files.readAllLines(directory.resolve(".tollgate/local.env"));
            Item.put(value(environment, "TOLLGATE_DYNAMODB_ENDPOINT"), "kept", 1);
            children = process.descendants().toList();
            assertTrue(children.size() >= 2, "a function and the guard: " + children);
        } finally {
            process.destroyForcibly().waitFor();
        }
        Eventually.holds("no process is left", () -> children.stream().noneMatch(ProcessHandle::isAlive));

        var again = new DataLocation.Directory(directory.resolve(".tollgate/data"));
        try (LocalStack next = LocalStack.start(config.withData(again), Seeding.NONE, new Lines())) {
            assertTrue(Item.exists(next.dynamoDbEndpoint().toString(), "kept", 1));
        }
    }

    @Test
    void asksForAnEndItLeavesNothing(@TempDir Path directory) throws Exception {
        LocalStack other = LocalStack.start(TestTemplate.write(directory, "{}"), Seeding.NONE, new Lines());
        List<Long> pids = other.function("Fn").processIds();
        other.close();
        assertTrue(pids.stream().noneMatch(Eventually::isAlive));
        try (var files = Files.list(directory.resolve(".tollgate"))) {
            assertEquals(
                    List.of("lock"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static void start(StackConfig config) throws Exception {
        LocalStack.start(config, Seeding.NONE, new Lines()).close();
    }

    private static String value(List<String> environment, String name) {
        return environment.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(stack.url().resolve(path)).version(HttpClient.Version.HTTP_1_1);
    }

    private static HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return send(request("/echo/x").POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertMessage(int status, String message, HttpResponse<String> response) {
        assertEquals(status, response.statusCode());
        assertEquals("{\"message\":\"" + message + "\"}", response.body());
    }
}
