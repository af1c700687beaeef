package dev.tollgate.core.policy.expr;

import java.util.Arrays;
import java.util.Optional;

/** CEL's {@code type}: what {@code type(x)} gives. */
public enum TypeValue {
    BOOL("bool"),
    BYTES("bytes"),
    DOUBLE("double"),
    DURATION("google.protobuf.Duration"),
    INT("int"),
    LIST("list"),
    MAP("map"),
    NULL("null_type"),
    OPTIONAL("optional_type"),
    STRING("string"),
    TIMESTAMP("google.protobuf.Timestamp"),
    TYPE("type"),
    UINT("uint");

    private final String word;

    TypeValue(String word) {
        this.word = word;
    }

    /** The name in expressions. */
    public String word() {
        return word;
    }

    public static Optional<TypeValue> ofWord(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
