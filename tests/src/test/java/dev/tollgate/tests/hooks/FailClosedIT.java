package dev.tollgate.tests.hooks;

import dev.tollgate.tests.hooks.FailingGateway.Failure;
import dev.tollgate.tests.hooks.FailingGateway.Mood;
import dev.tollgate.tests.hooks.HookProgram.Became;
import dev.tollgate.tests.hooks.HookProgram.Kind;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.Programs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each hook of ours, before whatever may answer in the place of Tollgate, or not answer. */
@BesideOthers
class FailClosedIT {

    @ParameterizedTest
    @EnumSource
    void noCallGoesThroughUndecidedAndNoAnswerIsSeenUnredacted(Kind kind) throws Exception {
        assumePrograms(kind);
        var gateway = new FailingGateway();
        try (gateway;
                HookProgram hook = kind.start(gateway.url())) {
            Became well = hook.call();
            assertTrue(well.hasRun(), "a yes goes through, or this would show nothing");
            assertTrue(!kind.redacts() || well.seen().contains(HookProgram.SECRET), well::toString);

            for (Failure failure : Failure.values()) {
                if (kind.redacts()) {
                    gateway.mood = new Mood.NoRedaction(failure);
                    Became unredacted = hook.call();
                    assertTrue(unredacted.hasRun(), unredacted::toString);
                    assertFalse(unredacted.seen().contains(HookProgram.SECRET), () -> failure + ": " + unredacted);
                }
                gateway.mood = new Mood.NoDecision(failure);
                Became undecided = hook.call();
                assertFalse(undecided.hasRun(), () -> failure + " is taken for a yes: " + undecided);
                assertFalse(undecided.seen().contains(HookProgram.SECRET), () -> failure + ": " + undecided);
            }
            gateway.close();
            Became alone = hook.call();
            assertFalse(alone.hasRun(), () -> "nobody is taken for a yes: " + alone);
        }
    }

    private static void assumePrograms(Kind kind) {
        switch (kind) {
            case PYTHON -> Programs.assume("python3");
            case TYPESCRIPT -> Programs.assume("node");
            case SHELL -> Programs.assume("sh", "curl", "jq");
            case PROXY_STDIO, PROXY_HTTP, JAVA_CLIENT, BRIDGE -> {}
        }
    }
}
