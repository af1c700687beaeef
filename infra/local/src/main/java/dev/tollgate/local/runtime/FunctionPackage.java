package dev.tollgate.local.runtime;

import dev.tollgate.local.StackException;
import dev.tollgate.local.template.LambdaFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip that Lambda would be given, unpacked. */
public final class FunctionPackage {

    private FunctionPackage() {}

    /** @return the function's task root, within the directory */
    public static Path unpack(LambdaFunction function, Path directory) {
        Path code = function.code();
        if (!Files.isRegularFile(code)) {
            throw new StackException(function.logicalId() + " is not built: there is no " + code + ". Run: make build");
        }
        Path taskRoot = directory.resolve(function.logicalId());
        try (var zip = new ZipFile(code.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Path target = taskRoot.resolve(entry.getName()).normalize();
                if (!target.startsWith(taskRoot)) {
                    throw new StackException(code + " holds a file outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (var bytes = zip.getInputStream(entry)) {
                        Files.copy(bytes, target);
                    }
                }
            }
        } catch (IOException broken) {
            throw new StackException(
                    "cannot unpack " + code + ": " + broken.getMessage() + ". Run: make build", broken);
        }
        Path bootstrap = taskRoot.resolve("bootstrap");
        if (Files.exists(bootstrap) && !bootstrap.toFile().setExecutable(true)) {
            throw new StackException("cannot make " + bootstrap + " executable");
        }
        return taskRoot;
    }
}
