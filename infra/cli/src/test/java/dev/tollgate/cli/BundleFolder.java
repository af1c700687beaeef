package dev.tollgate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Folders of YAML files, as tests need them. */
public final class BundleFolder {
    private BundleFolder() {}

    /** A folder with these files, given as name, text, name, text. */
    public static Path of(Path folder, String... namesAndTexts) {
        try {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                Path file = folder.resolve(namesAndTexts[i]);
                Files.createDirectories(file.getParent());
                Files.writeString(file, namesAndTexts[i + 1]);
            }
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A folder with the base of the compiler's cases, and one more file, {@code case.yaml}. */
    public static Path withBase(Path folder, String text) {
        Path base = resource("bundles/base");
        try (Stream<Path> files = Files.walk(base)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> of(folder, base.relativize(file).toString(), text(file)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return of(folder, "case.yaml", text);
    }

    /** A file or folder among the test resources. */
    public static Path resource(String name) {
        try {
            return Path.of(BundleFolder.class.getResource("/" + name).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file or folder of the repository. */
    public static Path ofRepository(String name) {
        return Path.of("").toAbsolutePath().resolve("../..").normalize().resolve(name);
    }
}
