package dev.tollgate.local;

import dev.tollgate.local.testfunction.TestFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the zip of {@link TestFunction}, as a build would. */
public final class TestPackage {
    public static final String HANDLER = TestFunction.class.getName() + "::handleRequest";

    private TestPackage() {}

    public static Path write(Path directory) throws IOException {
        String file = TestFunction.class.getName().replace('.', '/') + ".class";
        Path zip = directory.resolve("function.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip));
                var in = TestFunction.class.getResourceAsStream("/" + file)) {
            out.putNextEntry(new ZipEntry(file));
            in.transferTo(out);
        }
        return zip;
    }
}
