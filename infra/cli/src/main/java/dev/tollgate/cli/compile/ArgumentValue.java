package dev.tollgate.cli.compile;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.tollgate.cli.compile.ArgumentType.Anything;
import dev.tollgate.cli.compile.ArgumentType.ListOf;
import dev.tollgate.cli.compile.ArgumentType.ObjectOf;
import dev.tollgate.cli.compile.ArgumentType.Text;
import dev.tollgate.cli.compile.ArgumentType.Truth;
import dev.tollgate.cli.compile.ArgumentType.Whole;
import java.util.EnumSet;
import java.util.Set;

/** Whether the value of an expression can be an argument of a tool. */
final class ArgumentValue {
    private static final Set<CelKind> UNCERTAIN = EnumSet.of(CelKind.DYN, CelKind.ANY, CelKind.TYPE_PARAM);
    private static final Set<CelKind> NOT_JSON =
            EnumSet.of(CelKind.BYTES, CelKind.TIMESTAMP, CelKind.DURATION, CelKind.TYPE, CelKind.OPAQUE);

    private ArgumentValue() {}

    /** What was expected in place of that type; empty when it is fine. */
    static String expected(CelType type, Set<ArgumentType> wanted) {
        if (NOT_JSON.contains(type.kind())) {
            return "a value that JSON has, such as a text or a number";
        }
        return wanted.stream()
                .filter(each -> !fits(type, each))
                .map(ArgumentValue::word)
                .sorted()
                .findFirst()
                .orElse("");
    }

    private static boolean fits(CelType type, ArgumentType wanted) {
        if (UNCERTAIN.contains(type.kind())) {
            return true;
        }
        return switch (wanted) {
            case Anything anything -> true;
            case Text text -> type.kind() == CelKind.STRING;
            case Whole whole -> type.kind() == CelKind.INT || type.kind() == CelKind.UINT;
            case Truth truth -> type.kind() == CelKind.BOOL;
            case ListOf(ArgumentType item) -> type instanceof ListType list && fits(list.elemType(), item);
            case ArgumentType.MapOf(ArgumentType value) -> type instanceof MapType map && fits(map.valueType(), value);
            case ObjectOf object -> type instanceof MapType || type.kind() == CelKind.STRUCT;
        };
    }

    private static String word(ArgumentType type) {
        return switch (type) {
            case Anything anything -> "anything";
            case Text text -> "a text, as the tool's schema has it";
            case Whole whole -> "a whole number, as the tool's schema has it";
            case Truth truth -> "true or false, as the tool's schema has it";
            case ListOf list -> "a list of such items as the tool's schema has";
            case ArgumentType.MapOf map -> "a map, as the tool's schema has it";
            case ObjectOf object -> "an object, as the tool's schema has it";
        };
    }
}
