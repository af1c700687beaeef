package dev.tollgate.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One function as it is to be deployed.
 *
 * @param code the zip that Lambda would be given
 * @param runtime {@code java…} or {@code provided…}
 * @param fullTiering whether Lambda lets the JVM compile with C2: with SnapStart it does, from java25 on
 */
public record LambdaFunction(
        String logicalId,
        String name,
        Path code,
        String handler,
        String runtime,
        boolean fullTiering,
        Duration timeout,
        int memoryMb,
        boolean jsonLogs,
        Map<String, String> environment) {

    public LambdaFunction {
        environment = Map.copyOf(environment);
    }

    public boolean runsOnJvm() {
        return runtime.startsWith("java");
    }

    public String arn() {
        return LocalNames.functionArn(logicalId);
    }
}
