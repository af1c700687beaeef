package dev.tollgate.tests.hooks;

import dev.tollgate.tests.hooks.FailingGateway.Failure;
import dev.tollgate.tests.hooks.FailingGateway.Mood;
import dev.tollgate.tests.hooks.HookProgram.Became;
import dev.tollgate.tests.hooks.HookProgram.Kind;
import dev.tollgate.tests.stage.MostlyWaits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each hook of ours, before whatever may answer in the place of Tollgate, or not answer. */
@MostlyWaits
class FailClosedIT {

    @ParameterizedTest
    @EnumSource
    void noCallGoesThroughWithoutADecision(Kind kind) throws Exception {
        assumePrograms(kind);
        var gateway = new FailingGateway();
        try (gateway;
                HookProgram hook = kind.start(gateway.url())) {
            assertTrue(hook.call().hasRun(), "a yes goes through, or this would show nothing");

            for (Failure failure : Failure.values()) {
                gateway.mood = new Mood.NoDecision(failure);
                Became became = hook.call();
                assertFalse(became.hasRun(), () -> failure + " is taken for a yes: " + became);
                assertFalse(became.seen().contains(HookProgram.SECRET), () -> failure + ": " + became);
            }
            gateway.close();
            Became became = hook.call();
            assertFalse(became.hasRun(), () -> "nobody is taken for a yes: " + became);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noAnswerIsSeenThatWasNotLookedAt(Kind kind) throws Exception {
        Assumptions.assumeTrue(kind.redacts());
        assumePrograms(kind);
        try (var gateway = new FailingGateway();
                HookProgram hook = kind.start(gateway.url())) {
            assertTrue(hook.call().seen().contains(HookProgram.SECRET));

            for (Failure failure : Failure.values()) {
                gateway.mood = new Mood.NoRedaction(failure);
                Became became = hook.call();
                assertEquals(true, became.hasRun(), became::toString);
                assertFalse(became.seen().contains(HookProgram.SECRET), () -> failure + ": " + became);
            }
        }
    }

    private static void assumePrograms(Kind kind) {
        List<String> needed = switch (kind) {
            case PYTHON -> List.of("python3");
            case TYPESCRIPT -> List.of("node");
            case SHELL -> List.of("sh", "curl", "jq");
            case PROXY_STDIO, PROXY_HTTP, JAVA_CLIENT, BRIDGE -> List.of();
        };
        for (String program : needed) {
            boolean isThere = List.of(System.getenv("PATH").split(":")).stream()
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            Assumptions.assumeTrue(isThere, program + " is not installed");
        }
    }
}
