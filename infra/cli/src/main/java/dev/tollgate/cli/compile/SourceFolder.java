package dev.tollgate.cli.compile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The YAML files of a folder and the folders in it, by name; what is hidden is left out. */
final class SourceFolder {
    static final int MOST_BYTES = 10_000_000;
    private static final int MOST_LEVELS = 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SourceFolder() {}

    static List<Source> read(Path folder, List<Problem> problems) {
        if (!Files.isDirectory(folder)) {
            problems.add(new Problem(".", 1, 1, "there is no such folder (expected the folder of a bundle)"));
            return List.of();
        }
        try {
            return read(folder, files(folder), problems);
        } catch (IOException unreadable) {
            problems.add(new Problem(".", 1, 1, "this folder cannot be read: " + unreadable.getMessage()));
            return List.of();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder, MOST_LEVELS)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> isYaml(path) && !isHidden(folder.relativize(path)))
                    .sorted((one, other) -> name(folder, one).compareTo(name(folder, other)))
                    .toList();
        }
    }

    private static List<Source> read(Path folder, List<Path> files, List<Problem> problems) throws IOException {
        if (files.isEmpty()) {
            problems.add(new Problem(".", 1, 1, "there is no .yaml file here (expected the folder of a bundle)"));
        }
        var sources = new ArrayList<Source>();
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
            if (bytes > MOST_BYTES) {
                problems.add(new Problem(
                        name(folder, file),
                        1,
                        1,
                        "the files of a bundle have at most 10 MB together (up to this one: more)"));
                return List.of();
            }
            text(file)
                    .ifPresentOrElse(
                            text -> sources.add(Source.of(name(folder, file), text, problems)),
                            () -> problems.add(
                                    new Problem(name(folder, file), 1, 1, "this is not a text file (expected UTF-8)")));
        }
        return sources;
    }

    private static Optional<String> text(Path file) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    private static boolean isYaml(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static boolean isHidden(Path relative) {
        for (Path step : relative) {
            if (step.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
