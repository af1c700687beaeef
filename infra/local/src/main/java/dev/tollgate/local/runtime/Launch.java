package dev.tollgate.local.runtime;

import dev.tollgate.local.template.LambdaFunction;
import java.nio.file.Path;
import java.util.List;

/** How a process of a function is started, given where its package was unpacked. */
@FunctionalInterface
public interface Launch {

    List<String> command(LambdaFunction function, Path taskRoot);
}
