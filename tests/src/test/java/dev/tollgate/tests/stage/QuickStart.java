package dev.tollgate.tests.stage;

import dev.tollgate.local.StackConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions whose code is compiled by C1 alone, as Lambda itself does without SnapStart: a process that answers a few
 * questions of a test and is ended needs two thirds of the CPU time. {@code StackCrashIT} runs them as the template says.
 */
final class QuickStart {
    /** Those of template.yaml; one that is forgotten only starts later. */
    private static final List<String> FUNCTIONS = List.of(
            "DecisionFunction",
            "RedactionFunction",
            "AuditQueryFunction",
            "AuditStreamFunction",
            "AuditScheduleFunction",
            "AgentCoreRequestFunction",
            "AgentCoreResponseFunction");

    private static final String VARIABLE = "JAVA_TOOL_OPTIONS";

    /** In the place of the template's own, which the first two of these are. */
    private static final String C1_ALONE = "-Xmn96m -XX:SurvivorRatio=3 -XX:TieredStopAtLevel=1";

    private QuickStart() {}

    static StackConfig of(StackConfig config) {
        var environment = new HashMap<String, Map<String, String>>();
        for (String function : FUNCTIONS) {
            var variables = new HashMap<>(config.environment().getOrDefault(function, Map.of()));
            variables.putIfAbsent(VARIABLE, C1_ALONE);
            environment.put(function, variables);
        }
        return config.withEnvironment(environment);
    }
}
