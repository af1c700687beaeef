package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ArgumentType.Anything;
import dev.tollgate.cli.compile.ArgumentType.ListOf;
import dev.tollgate.cli.compile.ArgumentType.MapOf;
import dev.tollgate.cli.compile.ArgumentType.Member;
import dev.tollgate.cli.compile.ArgumentType.ObjectOf;
import dev.tollgate.cli.compile.ArgumentType.Text;
import dev.tollgate.cli.compile.ArgumentType.Truth;
import dev.tollgate.cli.compile.ArgumentType.Whole;
import dev.tollgate.core.policy.expr.Input;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The variables whose members are the same for every call, with their types. */
final class KnownVariables {
    private static final ArgumentType TEXTS = new ListOf(Text.TEXT);
    private static final ArgumentType COUNTS = new MapOf(Whole.WHOLE);

    static final Map<Input, ObjectOf> TYPES = types();

    private KnownVariables() {}

    private static Map<Input, ObjectOf> types() {
        var types = new EnumMap<Input, ObjectOf>(Input.class);
        types.put(
                Input.SUBJECT,
                new Members()
                        .of(Text.TEXT, "type", "id", "owner", "purpose")
                        .of(TEXTS, "roles")
                        .of(Anything.ANYTHING, "claimed")
                        .object());
        types.put(
                Input.ACTION,
                new Members()
                        .of(Text.TEXT, "name")
                        .of(Anything.ANYTHING, "properties")
                        .object());
        types.put(
                Input.RESOURCE,
                new Members()
                        .of(Text.TEXT, "type", "id")
                        .of(Anything.ANYTHING, "properties")
                        .object());
        types.put(
                Input.TOOL,
                new Members()
                        .of(Text.TEXT, "server", "name")
                        .of(TEXTS, "traits", "returns")
                        .object());
        types.put(
                Input.SQL,
                new Members()
                        .of(Truth.TRUTH, "present", "read_only")
                        .of(TEXTS, "kinds", "tables", "columns")
                        .of(Whole.WHOLE, "statements")
                        .object());
        types.put(
                Input.HISTORY, calls().of(calls().object(), "session", "trace").object());
        return Map.copyOf(types);
    }

    private static Members calls() {
        return new Members().of(TEXTS, "labels").of(COUNTS, "calls", "amounts").of(Truth.TRUTH, "first_use");
    }

    /** Gathers the members of an object that has always all of them, and no others. */
    private static final class Members {
        private final Map<String, Member> members = new LinkedHashMap<>();

        Members of(ArgumentType type, String... names) {
            for (String name : names) {
                members.put(name, new Member(type, true));
            }
            return this;
        }

        ObjectOf object() {
            return new ObjectOf(members, true);
        }
    }

    /** The object at a place such as {@code history.session}. */
    static Optional<ObjectOf> at(List<String> path) {
        Optional<ObjectOf> found = Input.ofWord(path.getFirst()).map(TYPES::get);
        for (String step : path.subList(1, path.size())) {
            found = found.map(object -> object.members().get(step))
                    .flatMap(member ->
                            member.type() instanceof ObjectOf object ? Optional.of(object) : Optional.empty());
        }
        return found;
    }

    /** What to say of a member that an object never has. */
    static String noMember(String object, String member, Set<String> known) {
        return "'" + object + "' has no member '" + member + "' (expected " + Value.any(known) + ")"
                + Suggestion.after(member, known);
    }
}
