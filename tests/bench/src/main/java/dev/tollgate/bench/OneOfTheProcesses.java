package dev.tollgate.bench;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.store.DynamoCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One process of {@link ProcessesOnOneKey}: asks as often as it can for as long as it is told, then says what it got. */
final class OneOfTheProcesses {
    private static final long AFTER_A_REFUSAL_NANOS = Duration.ofMillis(2).toNanos();

    private OneOfTheProcesses() {}

    public static void main(String[] arguments) throws IOException, StoreException {
        LocalCredentials.use();
        OnOneKey mechanism = OnOneKey.valueOf(arguments[0]);
        // 16 processes share two processors here: a try may take longer than where a function has one of its own.
        var calls = new DynamoCalls(DynamoCalls.client(Optional.of(URI.create(arguments[1]))), Duration.ofMinutes(1));
        var stores = new OnOneKey.Stores(calls, arguments[2]);
        stores.warmUp();
        System.out.println("ready");
        String seconds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        repeat(
                mechanism,
                stores,
                System.nanoTime() + Duration.ofSeconds(Long.parseLong(seconds)).toNanos());
    }

    private static void repeat(OnOneKey mechanism, OnOneKey.Stores stores, long untilNanos) {
        List<String> lines = new ArrayList<>();
        long asked = 0;
        long unanswered = 0;
        while (System.nanoTime() < untilNanos) {
            asked++;
            try {
                OnOneKey.Took took = mechanism.once(stores);
                if (took.cost() > 0) {
                    lines.add("admitted " + took.atMicros() + " " + took.cost());
                } else {
                    LockSupport.parkNanos(AFTER_A_REFUSAL_NANOS);
                }
            } catch (StoreException noAnswer) {
                unanswered++;
            }
        }
        lines.add("asked " + asked);
        lines.add("unanswered " + unanswered);
        lines.forEach(System.out::println);
    }
}
