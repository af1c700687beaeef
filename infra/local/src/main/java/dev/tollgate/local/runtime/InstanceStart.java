package dev.tollgate.local.runtime;

import dev.tollgate.local.Console;
import dev.tollgate.local.template.LambdaFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Brings up processes of one function.
 *
 * @param taskRoot where its package was unpacked
 */
public record InstanceStart(
        LambdaFunction function,
        Launch launch,
        Path taskRoot,
        FunctionEnvironment environment,
        OrphanGuard guard,
        Console console) {

    FunctionProcess start(FunctionInstance instance, Consumer<FunctionProcess> whenEnded) throws IOException {
        return FunctionProcess.start(
                function.logicalId() + " " + instance.number(),
                launch.command(function, taskRoot),
                environment.of(function, taskRoot, instance.port()),
                taskRoot,
                console,
                guard,
                whenEnded);
    }
}
