package dev.tollgate.proxy;

import dev.tollgate.hook.Tollgate;
import dev.tollgate.proxy.client.StdioClient;
import dev.tollgate.proxy.govern.Conversation;
import dev.tollgate.proxy.govern.Governance;
import dev.tollgate.proxy.server.ServerProcess;
import dev.tollgate.proxy.server.ServerSide;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The program: {@code tollgate-mcp-proxy}. */
public final class Proxy {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
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
        try (var tollgate = new Tollgate(environment.settings(options.journal(), version()))) {
            var governance = new Governance(
                    tollgate,
                    agent,
                    options.server(),
                    options.session().or(() -> Optional.of(UUID.randomUUID().toString())),
                    options.refusal(),
                    options.waitUpTo(),
                    options.callTimeout(),
                    options.mostInFlight());
            return converse(governance);
        } catch (IOException failed) {
            throw new UsageException(failed.getMessage());
        }
    }

    private int converse(Governance governance) throws IOException, InterruptedException {
        var client = new StdioClient(
                new FileInputStream(FileDescriptor.in),
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUTPUT_BUFFER),
                options.mostMessageBytes(),
                log);
        ServerProcess server = ServerProcess.start(options.command(), options.mostMessageBytes(), log);
        var conversation = new Conversation(governance, client, server, log);
        server.start(conversation);
        Thread reader = Thread.ofPlatform().daemon().name("client").start(() -> read(client, conversation, server));
        client.awaitEnd();
        boolean clientEndedFirst = !reader.isAlive();
        server.close();
        return clientEndedFirst ? 0 : 1;
    }

    /** When the client says no more, what it asked is still answered; then the server hears that there is no more. */
    private void read(StdioClient client, Conversation conversation, ServerSide server) {
        try {
            client.converse(conversation);
        } catch (IOException broken) {
            log.detail("the client's side broke");
        }
        conversation.awaitIdle(LAST_ANSWERS);
        server.endOfInput();
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(EXIT_PATIENCE_MS);
                server.close();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
