package dev.tollgate.tests.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the working copy. */
public final class Repository {
    private Repository() {}

    public static Path root() {
        return Path.of(System.getProperty("tollgate.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    public static Path bundle(String name) {
        return root().resolve("tests/bundles").resolve(name);
    }

    public static Path data(String name) {
        return root().resolve("tests/data").resolve(name);
    }

    /** A new directory below {@code tests/target}. */
    public static Path scratch(String name) {
        try {
            Path parent = Files.createDirectories(root().resolve("tests/target/scratch"));
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
