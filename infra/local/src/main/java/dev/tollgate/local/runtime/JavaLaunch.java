package dev.tollgate.local.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.tollgate.local.StackException;
import dev.tollgate.local.template.LambdaFunction;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * Lambda's managed Java runtime: AWS's runtime interface client on the class path, which itself adds the function's
 * package ({@code ./} and {@code lib/*}) by a class loader of its own; and the JVM options that Lambda sets.
 */
public final class JavaLaunch implements Launch {
    private static final String JNI_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final Path java;
    private final String classPath;
    private final Path jniLibrary;

    /** @param directory where the runtime interface client's native library may be put */
    public JavaLaunch(Path jdkHome, Path directory) {
        this.java = jdkHome.resolve("bin").resolve("java");
        if (!Files.isExecutable(java)) {
            throw new StackException("There is no JDK at " + jdkHome + ". Install a JDK 25 and point JAVA_HOME to it");
        }
        this.classPath = String.join(
                File.pathSeparator,
                jarOf(AWSLambda.class),
                jarOf(PojoSerializer.class),
                jarOf(Context.class),
                jarOf(SdkInternalThreadLocal.class));
        this.jniLibrary = unpackJniLibrary(directory);
    }

    @Override
    public List<String> command(LambdaFunction function, Path taskRoot) {
        // Lambda gives the heap 85 % of the function's memory.
        long heapKb = function.memoryMb() * 1024L * 85 / 100;
        var command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:MaxHeapSize=" + heapKb + "k",
                // Left to itself a JVM begins with a share of this machine's memory, where Lambda's sees the
                // function's.
                "-XX:MaxRAM=" + function.memoryMb() + "m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:+TieredCompilation",
                "-Djava.net.preferIPv4Stack=true",
                "--enable-native-access=ALL-UNNAMED",
                // Left to itself the client writes its library to one fixed file in /tmp, which instances that start
                // together tear from each other.
                "-D" + JNI_PROPERTY + "=" + jniLibrary));
        if (!function.fullTiering()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-classpath", classPath, AWSLambda.class.getName(), function.handler()));
        return List.copyOf(command);
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path unpackJniLibrary(Path directory) {
        String name = "libaws-lambda-jni." + platform() + ".so";
        Path library = directory.resolve(name);
        try (InputStream packed = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
            if (packed == null) {
                throw new StackException("AWS's Java runtime interface client has no native library " + name);
            }
            Files.copy(packed, library);
            return library;
        } catch (IOException unwritable) {
            throw new StackException("cannot write " + library + ": " + unwritable.getMessage(), unwritable);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new StackException(
                    "AWS serves the native part of its Java runtime interface client for Linux only, not " + "for "
                            + system + ". Run the stack in a Linux container or virtual machine");
        }
        String processor = switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "aarch_64";
            case String other ->
                throw new StackException(
                        "AWS serves its Java runtime interface client for " + "x86-64 and arm64, not for " + other);
        };
        boolean musl =
                Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
        return (musl ? "linux_musl-" : "linux-") + processor;
    }
}
