package dev.tollgate.tests.clock;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** {@link ClockAhead}, and what it needs, as the JVM takes it: a jar and an option that names it. */
final class ClockAgent {
    private ClockAgent() {}

    /** The option under which the first of all processes that have it is ahead, and no other. */
    static String optionOfFirst(Duration ahead) {
        Path directory = Repository.scratch("clock");
        try {
            Path jar = jar(directory.resolve("clock-ahead.jar"));
            return "-javaagent:" + jar + "=" + ahead.toMillis() + "," + directory.resolve("taken");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Path jar(Path file) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", ClockAhead.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            // The JVM says nothing of a class that a transformation lacks: all of the package that begin so.
            for (Path classFile : classFiles()) {
                jar.putNextEntry(new JarEntry("dev/tollgate/tests/clock/" + classFile.getFileName()));
                Files.copy(classFile, jar);
            }
        }
        return file;
    }

    private static List<Path> classFiles() throws IOException {
        Path tests = Repository.root().resolve("tests/target/test-classes/dev/tollgate/tests/clock");
        try (Stream<Path> files = Files.list(tests)) {
            return files.filter(file -> file.getFileName().toString().startsWith("ClockAhead"))
                    .toList();
        }
    }
}
