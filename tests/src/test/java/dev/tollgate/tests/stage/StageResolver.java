package dev.tollgate.tests.stage;

import dev.tollgate.local.StackConfig;
import dev.tollgate.tests.emulator.Emulator;
import dev.tollgate.tests.emulator.LocalStackInDocker;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

/**
 * Starts each stage when the first test needs it, and ends it after the last test of the run. Classes that no stage of this
 * run is for are skipped before any is started.
 */
final class StageResolver implements ExecutionCondition, ParameterResolver {
    private static final Namespace STAGES = Namespace.create(StageResolver.class);
    private static final int INSTANCES = 3;

    private final Map<String, String> environment = System.getenv();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        OnStage wanted = wanted(context);
        if (Stage.Elsewhere.isGiven(environment) && wanted.emulated()) {
            return disabled("is about an emulator, and TOLLGATE_URL names another stage");
        }
        // An emulator, too, holds one stage: the names of its tables are always the same.
        if (Stage.Elsewhere.isGiven(environment) || isEmulated(wanted)) {
            String there = environment.getOrDefault("TOLLGATE_BUNDLE", "e2e");
            if (!there.equals(wanted.bundle())) {
                return disabled("the stage has the bundle " + there + " (TOLLGATE_BUNDLE), not " + wanted.bundle());
            }
        }
        if (isEmulated(wanted) && Emulator.isInDocker(environment) && !isDockerThere(context)) {
            return disabled("LocalStack needs Docker");
        }
        return enabled("there is a stage for it");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        OnStage wanted = wanted(context);
        var stages = context.getRoot().getStore(STAGES);
        if (Stage.Elsewhere.isGiven(environment)) {
            return stages.computeIfAbsent("elsewhere", name -> Stage.elsewhere(environment), Stage.class);
        }
        return isEmulated(wanted)
                ? stages.computeIfAbsent("emulated", name -> emulated(wanted.bundle()), Stage.class)
                : stages.computeIfAbsent(wanted.bundle(), StageResolver::start, Stage.class);
    }

    private static OnStage wanted(ExtensionContext context) {
        return context.getRequiredTestClass().getAnnotation(OnStage.class);
    }

    private boolean isEmulated(OnStage wanted) {
        return !Stage.Elsewhere.isGiven(environment) && (wanted.emulated() || Emulator.isGiven(environment));
    }

    /** Maven shows no reasons for what it skips, so this one is said, once. */
    private static boolean isDockerThere(ExtensionContext context) {
        return context.getRoot()
                .getStore(STAGES)
                .computeIfAbsent(
                        "docker",
                        name -> {
                            boolean there = LocalStackInDocker.isPossible();
                            if (!there) {
                                System.out.println("LocalStack: skipped, since there is no Docker here.");
                            }
                            return there;
                        },
                        Boolean.class);
    }

    private static Stage start(String bundle) {
        return warm(() -> LocalStage.quiet(bundle, StageResolver::withInstances));
    }

    private Stage emulated(String bundle) {
        return warm(() -> LocalStage.emulated(bundle, Emulator.start(environment), StageResolver::withInstances));
    }

    private static StackConfig withInstances(StackConfig config) {
        return config.withMaxInstances(INSTANCES);
    }

    @FunctionalInterface
    private interface Start {
        LocalStage stage() throws InterruptedException;
    }

    private static Stage warm(Start start) {
        try {
            LocalStage stage = start.stage();
            stage.warmUp();
            return stage;
        } catch (Exception failed) {
            throw new IllegalStateException("the stage did not start", failed);
        }
    }
}
