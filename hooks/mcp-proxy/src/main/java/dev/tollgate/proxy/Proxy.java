package dev.tollgate.proxy;

import dev.tollgate.hook.Settings;
import dev.tollgate.hook.Tollgate;
import dev.tollgate.proxy.client.Conversations;
import dev.tollgate.proxy.client.HttpClients;
import dev.tollgate.proxy.client.StdioClient;
import dev.tollgate.proxy.govern.ClientSide;
import dev.tollgate.proxy.govern.Conversation;
import dev.tollgate.proxy.govern.Governance;
import dev.tollgate.proxy.govern.SeenTools;
import dev.tollgate.proxy.govern.ServerSide;
import dev.tollgate.proxy.server.HttpServerSide;
import dev.tollgate.proxy.server.ServerProcess;
import dev.tollgate.proxy.server.ServerSource;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** The program: {@code tollgate-mcp-proxy}. */
public final class Proxy {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long EXIT_PATIENCE_MS = 2_000;
    private static final int OUTPUT_BUFFER = 64 * 1024;

    private final Options options;
    private final Environment environment;
    private final Log log;

    private Proxy(Options options, Environment environment, Log log) {
        this.options = options;
        this.environment = environment;
        this.log = log;
    }

    public static void main(String[] words) {
        System.exit(new ProxyCommand(System.getenv(), System.out, System.err).run(words));
    }

    /** @return the exit code */
    static int run(Options options, Environment environment, Log log) throws UsageException, InterruptedException {
        return new Proxy(options, environment, log).run();
    }

    static String version() {
        return Optional.ofNullable(Proxy.class.getPackage().getImplementationVersion())
                .orElse("0");
    }

    private int run() throws UsageException, InterruptedException {
        String agent = options.agent()
                .or(() -> environment.get("TOLLGATE_AGENT"))
                .orElseThrow(
                        () -> new UsageException("--agent ID is needed, or TOLLGATE_AGENT: on whose behalf to ask"));
        ServerSource source = source();
        Settings settings = environment.settings(options.journal(), version());
        try {
            return options.listen().isPresent()
                    ? listen(settings, agent, source, options.listen().get())
                    : converse(settings, agent, source);
        } catch (IOException failed) {
            throw new UsageException(failed.getMessage());
        }
    }

    private Governance governance(Tollgate tollgate, String agent) {
        return new Governance(
                tollgate,
                agent,
                options.server(),
                options.session(),
                options.refusal(),
                options.waitUpTo(),
                options.callTimeout(),
                options.mostInFlight());
    }

    private static Governance withSession(Governance governance) {
        return governance.sessionId().isPresent()
                ? governance
                : governance.withSession(UUID.randomUUID().toString());
    }

    private ServerSource source() throws UsageException {
        if (options.upstream().isEmpty()) {
            return () -> ServerProcess.start(options.command(), options.mostMessageBytes(), log);
        }
        URI uri = options.upstream().get();
        Map<String, String> headers = upstreamHeaders();
        boolean isLocal =
                "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost()) || "[::1]".equals(uri.getHost());
        if (!headers.isEmpty() && "http".equals(uri.getScheme()) && !isLocal) {
            throw new UsageException("--upstream-header-from: a secret is sent over https only, or to this machine");
        }
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .version("https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        return () -> new HttpServerSide(http, uri, headers, options.mostMessageBytes(), log);
    }

    private Map<String, String> upstreamHeaders() throws UsageException {
        var headers = new HashMap<String, String>();
        for (var header : options.upstreamHeaders().entrySet()) {
            headers.put(header.getKey(), environment.needed(header.getValue(), "the header " + header.getKey()));
        }
        return headers;
    }

    /** The server starts first, since that takes longest. */
    private int converse(Settings settings, String agent, ServerSource source)
            throws IOException, InterruptedException {
        ServerSide server = source.open();
        try (var tollgate = new Tollgate(settings)) {
            var client = new StdioClient(
                    new FileInputStream(FileDescriptor.in),
                    new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUTPUT_BUFFER),
                    options.mostMessageBytes(),
                    log);
            var conversation =
                    new Conversation(withSession(governance(tollgate, agent)), client, server, new SeenTools(), log);
            server.start(conversation);
            Thread reader = Thread.ofPlatform().daemon().name("client").start(() -> read(client, conversation, server));
            client.awaitEnd();
            boolean clientEndedFirst = client.hasEnded();
            reader.interrupt();
            return clientEndedFirst ? 0 : 1;
        } finally {
            server.close();
        }
    }

    /** When the client says no more, what it asked is still answered; then the server hears that there is no more. */
    private void read(StdioClient client, Conversation conversation, ServerSide server) {
        client.converse(conversation);
        conversation.awaitIdle(LAST_ANSWERS);
        server.endOfInput();
        try {
            Thread.sleep(EXIT_PATIENCE_MS);
            server.close();
            Thread.sleep(EXIT_PATIENCE_MS);
            client.ended("the client said no more and does not read either");
        } catch (InterruptedException hasEnded) {
            Thread.currentThread().interrupt();
        }
    }

    private int listen(Settings settings, String agent, ServerSource source, Options.Address address)
            throws IOException, UsageException, InterruptedException {
        Optional<String> token = options.clientTokenFrom().isEmpty()
                ? Optional.empty()
                : Optional.of(environment.needed(options.clientTokenFrom().get(), "what clients must show"));
        try (var tollgate = new Tollgate(settings)) {
            var clients = new HttpClients(
                    new InetSocketAddress(InetAddress.getByName(address.host()), address.port()),
                    conversations(governance(tollgate, agent), source),
                    token,
                    options.mostMessageBytes(),
                    log);
            var ending = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                clients.close();
                ending.countDown();
            }));
            clients.start();
            log.warn("listening on http://" + address.host() + ":" + clients.port() + "/mcp");
            ending.await();
            return 0;
        }
    }

    private Conversations conversations(Governance governance, ServerSource source) {
        var sharedTools = new SeenTools();
        return new Conversations() {
            @Override
            public Talk session(ClientSide client) throws IOException {
                return talk(withSession(governance), client, new SeenTools());
            }

            @Override
            public Talk sessionless(ClientSide client) throws IOException {
                return talk(governance, client, sharedTools);
            }

            @Override
            public boolean isShared() {
                return options.upstream().isEmpty();
            }

            private Talk talk(Governance asked, ClientSide client, SeenTools tools) throws IOException {
                ServerSide server = source.open();
                var conversation = new Conversation(asked, client, server, tools, log);
                server.start(conversation);
                return new Talk(conversation, server::close);
            }
        };
    }
}
