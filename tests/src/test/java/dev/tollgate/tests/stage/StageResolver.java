package dev.tollgate.tests.stage;

import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts each stage when the first test needs it, and ends it after the last test of the run. */
final class StageResolver implements ParameterResolver {
    private static final Namespace STAGES = Namespace.create(StageResolver.class);
    private static final int INSTANCES = 3;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String bundle =
                context.getRequiredTestClass().getAnnotation(OnStage.class).bundle();
        Map<String, String> environment = System.getenv();
        if (Stage.Elsewhere.isGiven(environment)) {
            String there = environment.getOrDefault("TOLLGATE_BUNDLE", "e2e");
            Assumptions.assumeTrue(
                    there.equals(bundle), "the stage has the bundle " + there + " (TOLLGATE_BUNDLE), not " + bundle);
            return Stage.Elsewhere.of(environment);
        }
        return context.getRoot().getStore(STAGES).computeIfAbsent(bundle, StageResolver::start, Stage.class);
    }

    private static Stage start(String bundle) {
        try {
            LocalStage stage = LocalStage.quiet(bundle, config -> config.withMaxInstances(INSTANCES));
            stage.warmUp();
            return stage;
        } catch (Exception failed) {
            throw new IllegalStateException("the stage did not start", failed);
        }
    }
}
