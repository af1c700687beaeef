package dev.tollgate.cli.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a folder and the folders in it, by name; what is hidden is left out. */
final class SourceFolder {
    static final int MOST_BYTES = 10_000_000;
    private static final int MOST_LEVELS = 16;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path folder;
    private final Findings findings;

    private SourceFolder(Path folder, Findings findings) {
        this.folder = folder;
        this.findings = findings;
    }

    /**
     * @param sources the YAML files
     * @param schemas the JSON files, which are read when something names them
     */
    record Content(List<Source> sources, SchemaFiles schemas) {
        private static final Content NONE = new Content(List.of(), new SchemaFiles(Map.of(), 0));
    }

    static Content read(Path folder, Findings findings) {
        return new SourceFolder(folder, findings).read();
    }

    private Content read() {
        if (!Files.isDirectory(folder)) {
            findings.problem(new Problem(".", 1, 1, "there is no such folder (expected the folder of a bundle)"));
            return Content.NONE;
        }
        try {
            return read(files());
        } catch (IOException | UncheckedIOException unreadable) {
            findings.problem(new Problem(".", 1, 1, "this folder cannot be read: " + unreadable.getMessage()));
            return Content.NONE;
        }
    }

    private List<Path> files() throws IOException {
        // Links are followed, so that bundles can share a catalogue.
        try (Stream<Path> paths = Files.walk(folder, MOST_LEVELS, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !isHidden(folder.relativize(path)))
                    .sorted(Comparator.comparing(this::name))
                    .toList();
        }
    }

    private Content read(List<Path> files) throws IOException {
        List<Path> yaml = files.stream().filter(SourceFolder::isYaml).toList();
        if (yaml.isEmpty()) {
            findings.problem(new Problem(".", 1, 1, "there is no .yaml file here (expected the folder of a bundle)"));
        }
        var sources = new ArrayList<Source>();
        long bytes = 0;
        for (Path file : yaml) {
            bytes += Files.size(file);
            if (bytes > MOST_BYTES) {
                at(file, "the files of a bundle have at most 10 MB together (up to this one: more)");
                return Content.NONE;
            }
            text(file)
                    .ifPresentOrElse(
                            text -> sources.add(Source.of(name(file), text, findings)),
                            () -> at(file, "this is not a text file (expected UTF-8)"));
        }
        return new Content(sources, schemas(files, MOST_BYTES - bytes));
    }

    private SchemaFiles schemas(List<Path> files, long mostBytes) {
        var schemas = new LinkedHashMap<String, Path>();
        files.stream().filter(SourceFolder::isJson).forEach(file -> schemas.put(name(file), file));
        return new SchemaFiles(schemas, mostBytes);
    }

    private void at(Path file, String message) {
        findings.problem(new Problem(name(file), 1, 1, message));
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

    private static boolean isJson(Path path) {
        return path.getFileName().toString().endsWith(".json");
    }

    private static boolean isHidden(Path relative) {
        for (Path step : relative) {
            if (step.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
