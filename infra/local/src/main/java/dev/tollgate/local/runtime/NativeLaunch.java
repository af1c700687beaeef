package dev.tollgate.local.runtime;

import dev.tollgate.local.StackException;
import dev.tollgate.local.template.LambdaFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lambda's provided runtimes: the package brings its own executable. */
public final class NativeLaunch implements Launch {

    @Override
    public List<String> command(LambdaFunction function, Path taskRoot) {
        Path bootstrap = taskRoot.resolve("bootstrap");
        if (!Files.isExecutable(bootstrap)) {
            throw new StackException(function.code() + " holds no native package (no bootstrap in it). Build one: "
                    + "make native; or run the JVM package: PACKAGE=jvm");
        }
        return List.of(bootstrap.toString());
    }
}
