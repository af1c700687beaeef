package dev.tollgate.local;

import dev.tollgate.local.template.TemplateException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code make run}: the stack until Ctrl-C. Settings come from the environment: PORT, INSTANCES, PACKAGE, DATA, BUNDLE. */
public final class Main {
    private static final int LONGEST_END_SECONDS = 15;

    private static final String FIRST_CALLS = """
            Try, in another terminal (the first call again and again is throttled, the last two are denied):
              infra/ask postgres/query '{"sql":"select name from customers"}'
              infra/ask postgres/query '{"sql":"drop table customers"}'
              infra/ask filesystem/read_text_file '{"path":"/etc/passwd"}'
            And hand an answer in, under the decision_id of an allowed call:
              echo '{"text":"write to ada@example.com"}' | infra/redact DECISION-ID -
            """;

    private Main() {}

    public static void main(String[] arguments) {
        System.setErr(new ErrorsWithoutAntlr(System.err));
        System.exit(run(System.out));
    }

    /**
     * Runs the stack until this process is asked to end.
     *
     * @return the process' exit code
     */
    static int run(PrintStream out) {
        Thread main = Thread.currentThread();
        var ended = new CountDownLatch(1);
        // Ctrl-C may come while the stack is still starting, so the thread that starts it is the one that ends it.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(() -> {
            main.interrupt();
            await(ended);
        }));
        try {
            return runUntilInterrupted(out);
        } finally {
            ended.countDown();
        }
    }

    private static int runUntilInterrupted(PrintStream out) {
        long before = System.nanoTime();
        Console console = out::println;
        try {
            Path root = Path.of("").toAbsolutePath();
            var settings = new Settings(System.getenv());
            StackConfig config = settings.config(root);
            var seeding = new DemoSeeding(settings.bundle(root), console);
            try (LocalStack stack = LocalStack.start(config, seeding, console)) {
                out.printf("Ready after %.1f s: %s%n", (System.nanoTime() - before) / 1e9, stack.url());
                if (settings.publishesStarter()) {
                    out.print(FIRST_CALLS);
                }
                new CountDownLatch(1).await();
            }
            return 0;
        } catch (StackException | TemplateException refused) {
            out.println(refused.getMessage());
            return 1;
        } catch (InterruptedException asked) {
            out.println("Ended.");
            return 0;
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            if (!ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The stack did not end within " + LONGEST_END_SECONDS + " s.");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
