package dev.tollgate.tests.stories;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An agent may move 1,000 euros an hour, and tries to move more in slices. */
@OnStage(bundle = "stories")
class SalamiIT {
    private final Stage stage;

    SalamiIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void slicesAddUp() throws Exception {
        Story accountant = Story.of(stage, "carl", "accountant");
        long moved = 0;
        Answer last = accountant.asks("bank/transfer", euros(90));
        while (last.decision()) {
            moved += 90;
            last = accountant.asks("bank/transfer", euros(90));
        }

        assertEquals(990, moved);
        assertEquals("throttle", last.effect(), last::toString);
        long wait = last.json().at("/context/retry_after_ms").asLong();
        assertTrue(wait > 0 && wait <= 80 * 3_600, "80 euros come back in 288 s: " + last);
        accountant.may("bank/transfer", euros(10));
    }

    @Test
    void slicesAtTheSameTimeAddUpToo() throws Exception {
        Story accountant = Story.of(stage, "carl", "accountant");
        Callable<String> slice =
                () -> accountant.asks("bank/transfer", euros(90)).effect();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var effects = new ArrayList<String>();
            for (var result : threads.invokeAll(Collections.nCopies(24, slice))) {
                effects.add(result.get());
            }
            int allowed = Collections.frequency(effects, "allow");
            assertTrue(allowed > 0 && allowed * 90 <= 1_000, effects::toString);
        }
    }

    @Test
    void onePaymentOfTheWholeSumIsPaid() throws Exception {
        Story accountant = Story.of(stage, "carl", "accountant");

        accountant.may("bank/transfer", euros(1_000));
        accountant.mayNot("bank/transfer", euros(1), "rate_limited");
    }

    @Test
    void moreThanCanEverBeAdmittedIsDeniedAtOnce() throws Exception {
        Story accountant = Story.of(stage, "carl", "accountant");

        accountant.mayNot("bank/transfer", euros(1_001), "limit_cost_too_large");
        accountant.mayNot("bank/transfer", euros(5_001), "denied_by_policy");
        accountant.may("bank/transfer", euros(1_000));
    }

    private static String euros(int amount) {
        return "{\"euros\":" + amount + ",\"to\":\"DE-supplier\"}";
    }
}
