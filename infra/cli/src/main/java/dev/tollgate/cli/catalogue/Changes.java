package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is different at the server since its catalogue was written: names of tools.
 *
 * @param changed whose digest, or where there is none whose schema of arguments or of answers, is another one
 * @param namesOnly of which the catalogue holds neither, so that nothing can be said of them but that they are there
 */
public record Changes(List<String> added, List<String> gone, List<String> changed, List<String> namesOnly) {
    public Changes {
        added = List.copyOf(added);
        gone = List.copyOf(gone);
        changed = List.copyOf(changed);
        namesOnly = List.copyOf(namesOnly);
    }

    static Changes between(Map<String, RecordedTool> recorded, List<ToolDefinition> now) {
        Map<String, ToolDefinition> byName = now.stream().collect(Collectors.toMap(ToolDefinition::name, tool -> tool));
        return new Changes(
                now.stream()
                        .map(ToolDefinition::name)
                        .filter(name -> !recorded.containsKey(name))
                        .toList(),
                recorded.keySet().stream()
                        .filter(name -> !byName.containsKey(name))
                        .toList(),
                now.stream()
                        .filter(tool -> recorded.containsKey(tool.name()) && !isSame(recorded.get(tool.name()), tool))
                        .map(ToolDefinition::name)
                        .toList(),
                now.stream()
                        .map(ToolDefinition::name)
                        .filter(name -> recorded.containsKey(name)
                                && !recorded.get(name).isComparable())
                        .toList());
    }

    public boolean isEmpty() {
        return added.isEmpty() && gone.isEmpty() && changed.isEmpty();
    }

    public int count() {
        return added.size() + gone.size() + changed.size();
    }

    private static boolean isSame(RecordedTool recorded, ToolDefinition tool) {
        return recorded.digest()
                .map(digest -> digest.equals(tool.digest()))
                .orElseGet(() -> isSame(recorded.schema(), Optional.of(tool.inputSchema()))
                        && isSame(recorded.output(), tool.outputSchema()));
    }

    /** What was not recorded was not reviewed, so that nothing can be said of it. */
    private static boolean isSame(Optional<Json> recorded, Optional<Json.Obj> now) {
        return recorded.isEmpty() || recorded.map(Changes::canonical).equals(now.map(Changes::canonical));
    }

    private static String canonical(Json schema) {
        return CanonicalJson.NUMBERS_AS_WRITTEN.text(schema);
    }
}
