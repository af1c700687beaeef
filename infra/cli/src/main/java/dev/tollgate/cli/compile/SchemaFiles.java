package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON files of a bundle's folder, of which those are read that a tool names. */
final class SchemaFiles {
    private static final int MOST_LEVELS = 64;

    private final Map<String, Path> files;
    private long bytesLeft;

    /**
     * @param files by their names relative to the folder, with {@code /}
     * @param mostBytes that all that are read may have together
     */
    SchemaFiles(Map<String, Path> files, long mostBytes) {
        this.files = new TreeMap<>(files);
        this.bytesLeft = mostBytes;
    }

    /** The object in the file that is named there; empty, and a problem there, when there is none. */
    Optional<Json.Obj> read(Value name) {
        return name.text().flatMap(text -> {
            Path folder = Path.of(name.source().file()).resolveSibling("");
            Path file = files.get(named(folder, text));
            if (file == null) {
                name.problem("there is no file '" + Value.shortened(text)
                        + "' (expected a .json file of the bundle's folder, named from where this file is)"
                        + Suggestion.after(text, near(folder)));
                return Optional.empty();
            }
            return read(name, text, file);
        });
    }

    /** The file's name relative to the bundle's folder; outside of it there is none. */
    private static String named(Path folder, String text) {
        try {
            return folder.resolve(text).normalize().toString().replace('\\', '/');
        } catch (InvalidPathException noName) {
            return "";
        }
    }

    private List<String> near(Path folder) {
        return files.keySet().stream()
                .map(name -> folder.relativize(Path.of(name)).toString().replace('\\', '/'))
                .toList();
    }

    private Optional<Json.Obj> read(Value name, String text, Path file) {
        try {
            bytesLeft -= Files.size(file);
            if (bytesLeft < 0) {
                name.problem("with '" + text + "', the files of this bundle have more than 10 MB");
                return Optional.empty();
            }
            Json json = new JsonText(MOST_LEVELS).parse(Files.readAllBytes(file));
            if (json instanceof Json.Obj object) {
                return Optional.of(object);
            }
            name.problem("'" + text + "' is no JSON Schema that can be used here (expected a JSON object)");
        } catch (JsonException malformed) {
            name.problem("'" + text + "' is no JSON: " + malformed.getMessage());
        } catch (IOException unreadable) {
            name.problem("'" + text + "' cannot be read: " + unreadable.getMessage());
        }
        return Optional.empty();
    }
}
