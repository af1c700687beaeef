package dev.tollgate.cli.compile;

import java.util.Map;
import java.util.Optional;

/** A mapping whose fields were checked: whatever is in it is known and does something. */
final class Fields {
    private final Value mapping;
    private final Map<String, Value.Member> members;

    private Fields(Value mapping, Map<String, Value.Member> members) {
        this.mapping = mapping;
        this.members = members;
    }

    static Fields of(Value mapping, Map<String, Value.Member> members, Shape shape) {
        members.forEach((name, member) -> {
            if (shape.later().contains(name)) {
                member.key().problem("'" + name + "' is not supported yet");
            } else if (!shape.fields().contains(name)) {
                member.key()
                        .problem("there is no field '" + name + "' here (expected "
                                + (shape.fields().isEmpty() ? "none" : Value.any(shape.fields())) + ")"
                                + Suggestion.after(name, shape.fields()));
            }
        });
        return new Fields(mapping, members);
    }

    Optional<Value> optional(String name) {
        return Optional.ofNullable(members.get(name)).map(Value.Member::value);
    }

    /** @param expected what to write there */
    Optional<Value> required(String name, String expected) {
        if (!members.containsKey(name)) {
            mapping.problem("'" + name + "' is missing (expected " + expected + ")");
        }
        return optional(name);
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Reports at the field's name. */
    void problem(String name, String message) {
        members.get(name).key().problem(message);
    }
}
