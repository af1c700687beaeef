package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ArgumentType.Anything;
import dev.tollgate.cli.compile.ArgumentType.ListOf;
import dev.tollgate.cli.compile.ArgumentType.Member;
import dev.tollgate.cli.compile.ArgumentType.ObjectOf;
import dev.tollgate.cli.compile.ArgumentType.Text;
import java.util.Optional;

/** Finds paths of the catalogue that lead to nothing in the schema of the tool's arguments. */
final class PathLint {
    private final ArgumentType arguments;

    PathLint(ArgumentType arguments) {
        this.arguments = arguments;
    }

    /** What stands there is read as text, or as a list of texts. */
    void texts(Value value, JsonPath path) {
        ArgumentType found = exists(value, path);
        ArgumentType item = found instanceof ListOf(ArgumentType each) ? each : found;
        if (!(item instanceof Text) && !(item instanceof Anything)) {
            value.problem("the tool's schema has no text at '" + Value.shortened(path.text())
                    + "' (expected the path of a text, or of a list of texts)");
        }
    }

    /** The type of what stands there. */
    ArgumentType exists(Value value, JsonPath path) {
        ArgumentType found = arguments;
        for (Optional<String> member : path.members()) {
            found = member.isPresent() ? member(value, path, found, member.get()) : item(found);
        }
        return found;
    }

    private static ArgumentType item(ArgumentType type) {
        return type instanceof ListOf(ArgumentType item) ? item : Anything.ANYTHING;
    }

    private static ArgumentType member(Value value, JsonPath path, ArgumentType type, String name) {
        if (!(type instanceof ObjectOf(var members, boolean isClosed))) {
            return Anything.ANYTHING;
        }
        Optional<Member> member = Optional.ofNullable(members.get(name));
        if (member.isEmpty()) {
            String message = "the tool's schema has no '" + Value.shortened(name) + "' where '"
                    + Value.shortened(path.text()) + "' looks for it" + Suggestion.after(name, members.keySet());
            if (isClosed) {
                value.problem(message);
            } else if (!members.isEmpty()) {
                value.warning(message);
            }
        }
        return member.map(Member::type).orElse(Anything.ANYTHING);
    }
}
