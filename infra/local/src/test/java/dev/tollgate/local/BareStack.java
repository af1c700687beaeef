package dev.tollgate.local;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A stack in a process of its own, from the template of its directory, with nothing in its tables. */
public final class BareStack {
    private BareStack() {}

    public static void main(String[] arguments) throws InterruptedException {
        StackConfig config = new Settings(System.getenv()).config(Path.of("").toAbsolutePath());
        try (LocalStack stack = LocalStack.start(config, Seeding.NONE, System.out::println)) {
            System.out.println("Ready: " + stack.url());
            new CountDownLatch(1).await();
        }
    }
}
