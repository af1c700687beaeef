package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ArgumentType.ListOf;
import dev.tollgate.cli.compile.ArgumentType.ObjectOf;
import dev.tollgate.cli.compile.ToolCatalogue.ToolName;
import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.policy.Redaction;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.redact.Profile;
import dev.tollgate.core.redact.ProfileReader;
import dev.tollgate.core.redact.Transform;
import dev.tollgate.core.scan.FindingType.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Finds what a sound profile says in vain: its author will have meant something else. */
final class RedactionLint {
    /** What MCP wraps a tool's data in. */
    private static final Set<String> ENVELOPE = Set.of("content", "structuredContent", "isError", "_meta");

    private final ToolCatalogue catalogue;
    private final FindingTypes types;

    RedactionLint(ToolCatalogue catalogue, FindingTypes types) {
        this.catalogue = catalogue;
        this.types = types;
    }

    void check(Fields fields, Redaction redaction) {
        Profile profile = ProfileReader.read("?", redaction);
        each(fields.optional("findings"), (type, key) -> finding(type, key, profile.findings()));
        each(
                fields.optional("roles"),
                (role, at) -> each(
                        fields.optional("roles").map(roles -> member(roles, role)),
                        (type, key) -> ofRole(role, type, key, profile)));
        each(fields.optional("labels"), (label, at) -> {
            label(label, at);
            each(
                    fields.optional("labels").map(labels -> member(labels, label)),
                    (type, key) -> ofLabel(type, key, profile.labels().get(label)));
        });
        fields.optional("fields").map(Value::list).orElse(List.of()).forEach(field -> path(field, redaction));
    }

    private static void each(Optional<Value> mapping, BiConsumer<String, Value> check) {
        mapping.flatMap(Value::members)
                .ifPresent(members -> members.forEach((name, member) -> check.accept(name, member.key())));
    }

    private static Value member(Value mapping, String name) {
        return mapping.members().orElseThrow().get(name).value();
    }

    private void finding(String type, Value key, Map<String, Transform> findings) {
        boolean hasBothGroups =
                findings.containsKey(Group.PERSONAL.name()) && findings.containsKey(Group.SECRET.name());
        if (type.equals(FindingTypes.ANY_OTHER) && hasBothGroups) {
            key.warning("beside PERSONAL and SECRET there is nothing that '*' could stand for");
        } else if (isKept(type, findings) && !isTransformed(others(type), findings)) {
            key.warning("nothing here transforms '" + type + "', so that it is kept anyway");
        }
    }

    /** A role keeps what its profile would transform. */
    private void ofRole(String role, String type, Value key, Profile profile) {
        Map<String, Transform> ofRole = profile.roles().get(role);
        if (!isKept(type, ofRole) || isTransformed(others(type), ofRole)) {
            return;
        }
        boolean isTransformed = profile.findings().entrySet().stream()
                .anyMatch(entry -> !entry.getValue().equals(Transform.KEEP)
                        && (types.isWithin(type, entry.getKey()) || types.isWithin(entry.getKey(), type)));
        if (!isTransformed) {
            key.warning("the role keeps '" + type + "', which this profile transforms nowhere");
        }
    }

    private void label(String label, Value key) {
        Set<String> returned = catalogue.labels();
        if (!returned.contains(label)) {
            key.warning("no tool of the catalogue returns '" + Value.shortened(label) + "'"
                    + Suggestion.after(label, returned));
        }
    }

    private static void ofLabel(String type, Value key, Map<String, Transform> findings) {
        if (isKept(type, findings)) {
            key.warning("a label only makes a profile stricter, so that 'keep' says nothing here");
        }
    }

    private static boolean isKept(String type, Map<String, Transform> findings) {
        return Transform.KEEP.equals(findings.get(type));
    }

    /** The words that say what becomes of it where the word itself does not stand. */
    private List<String> others(String type) {
        return types.wider(type).stream().filter(word -> !word.equals(type)).toList();
    }

    /** By the first of the words that is there. */
    private static boolean isTransformed(List<String> words, Map<String, Transform> findings) {
        return words.stream()
                .filter(findings::containsKey)
                .findFirst()
                .filter(word -> !isKept(word, findings))
                .isPresent();
    }

    /** A path is in vain when each tool of the target says what it answers, and none of them has it. */
    private void path(Value field, Redaction redaction) {
        Optional<Value> written =
                field.members().map(members -> members.get("path")).map(Value.Member::value);
        if (written.isEmpty() || redaction.target().isEmpty()) {
            return;
        }
        Optional<JsonPath> path = JsonPath.read(written.get());
        List<ArgumentType> outputs = outputs(redaction);
        List<String> suggestions = new ArrayList<>();
        boolean isInVain = !outputs.isEmpty()
                && path.isPresent()
                && outputs.stream().allMatch(output -> leadsNowhere(output, path.get(), suggestions));
        if (isInVain) {
            written.get()
                    .warning("no tool of the target says in its output schema that it answers '"
                            + Value.shortened(path.get().text()) + "'" + suggestions.getFirst());
        }
    }

    /** What each tool answers; none when that is not known of every tool that the target can be about. */
    private List<ArgumentType> outputs(Redaction redaction) {
        Set<ToolName> tools =
                Scope.of(redaction.target().orElseThrow(), catalogue).tools().keySet();
        List<ArgumentType> outputs = tools.stream()
                .flatMap(tool -> catalogue.entry(tool).flatMap(ToolEntry::output).stream())
                .map(ArgumentSchema::document)
                .map(SchemaTypes::of)
                .toList();
        return outputs.size() == tools.size() ? outputs : List.of();
    }

    /** @param suggestions for the first step that leads nowhere */
    private static boolean leadsNowhere(ArgumentType output, JsonPath path, List<String> suggestions) {
        List<Optional<String>> steps = path.members();
        if (!steps.isEmpty() && steps.getFirst().filter(ENVELOPE::contains).isPresent()) {
            return false;
        }
        ArgumentType found = output;
        for (Optional<String> step : steps) {
            if (step.isEmpty()) {
                found = found instanceof ListOf(ArgumentType item) ? item : ArgumentType.Anything.ANYTHING;
                continue;
            }
            if (!(found instanceof ObjectOf(var members, boolean isClosed)) || members.isEmpty() && !isClosed) {
                return false;
            }
            if (!members.containsKey(step.get())) {
                suggestions.add(Suggestion.after(step.get(), members.keySet()));
                return true;
            }
            found = members.get(step.get()).type();
        }
        return false;
    }
}
