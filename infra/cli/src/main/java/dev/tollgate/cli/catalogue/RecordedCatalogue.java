package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A catalogue that was written before, read for what it says of definitions; 'bundle lint' checks all the rest. */
record RecordedCatalogue(Path folder, Path file) {
    private static final int MOST_BYTES = 10_000_000;
    private static final int DEEPEST = 64;
    private static final String ANY_OTHER = "*";

    /** By name, without {@code "*"}. */
    Map<String, RecordedTool> tools(String server) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no catalogue " + file + " to check (write it first, without --check)");
        }
        Map<String, RecordedTool> tools = new LinkedHashMap<>();
        for (var entry : toolsOf(server).entrySet()) {
            if (!ANY_OTHER.equals(entry.getKey())) {
                tools.put(String.valueOf(entry.getKey()), tool(map(entry.getValue())));
            }
        }
        return tools;
    }

    private Map<?, ?> toolsOf(String server) throws IOException {
        try {
            for (Object document : yaml().loadAll(text(file))) {
                Map<?, ?> fields = map(document);
                if ("Server".equals(fields.get("kind"))
                        && server.equals(map(fields.get("metadata")).get("name"))) {
                    return map(map(fields.get("spec")).get("tools"));
                }
            }
        } catch (YAMLException unreadable) {
            throw new IOException(file + " is not YAML ('tollgate bundle lint' says where)", unreadable);
        }
        throw new IOException(file + " has no document of kind Server with metadata.name '" + server + "'");
    }

    private RecordedTool tool(Map<?, ?> fields) throws IOException {
        return new RecordedTool(
                fields.get("digest") instanceof String digest ? Optional.of(digest) : Optional.empty(),
                schemaOf(map(fields.get("arguments"))),
                schemaOf(map(fields.get("output"))));
    }

    private Optional<Json> schemaOf(Map<?, ?> fields) throws IOException {
        return fields.get("schema") instanceof String name
                ? Optional.of(schema(folder.resolve(name)))
                : Optional.empty();
    }

    private static Json schema(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no schema " + file + ", which the catalogue names");
        }
        try {
            return new JsonText(DEEPEST).parse(text(file));
        } catch (JsonException malformed) {
            throw new IOException(file + ": " + malformed.getMessage(), malformed);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " has more than 10 MB");
        }
        return Files.readString(file);
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MOST_BYTES);
        return new Yaml(new SafeConstructor(options));
    }

    /** A mapping's members; none of anything else. */
    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
