package dev.tollgate.cli.compile;

import com.google.common.primitives.UnsignedLong;
import dev.cel.checker.CelChecker;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.ErrorValue;
import dev.cel.common.values.NullValue;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelParser;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** dev.cel, as the reference: the planner, since the older runtime does not absorb errors as CEL asks. */
final class Oracle {
    private final CelParser parser = CelEnvironment.parser();
    private final CelChecker checker = CelEnvironment.checker();
    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(CelEnvironment.OPTIONS)
            .addLibraries(CelExtensions.strings(), CelExtensions.comprehensions(), CelExtensions.optional())
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    "schedule", CelFunctionBinding.from("schedule_string", String.class, name -> name.equals("open"))))
            .build();

    /** Empty when it is not CEL, or of wrong types. */
    Optional<CelAbstractSyntaxTree> check(String expression) {
        try {
            CelValidationResult parsed = parser.parse(expression);
            if (parsed.hasError()) {
                return Optional.empty();
            }
            CelValidationResult checked = checker.check(parsed.getAst());
            return checked.hasError() ? Optional.empty() : Optional.of(checked.getAst());
        } catch (CelValidationException refused) {
            return Optional.empty();
        }
    }

    CelRuntime.Program program(CelAbstractSyntaxTree tree) throws CelEvaluationException {
        return runtime.createProgram(tree);
    }

    /** The value in a form that two evaluators can be compared by; {@code error} when there is none. */
    static String evaluate(CelRuntime.Program program, Map<String, Object> variables) {
        try {
            return text(program.eval(variables));
        } catch (CelEvaluationException | RuntimeException failed) {
            return "error";
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Boolean bool -> bool.toString();
            case Long number -> number.toString();
            case UnsignedLong number -> number + "u";
            case Double number -> "d" + number;
            case String text -> "'" + text + "'";
            case CelByteString bytes -> "b" + java.util.Arrays.toString(bytes.toByteArray());
            case Instant time -> "t" + time;
            case Duration duration -> duration.toString();
            case NullValue none -> "null";
            case CelType type -> "type " + typeName(type);
            case Optional<?> optional ->
                "optional(" + optional.map(Oracle::text).orElse("") + ")";
            case Map<?, ?> map -> {
                var entries = new TreeMap<String, String>();
                map.forEach((key, each) -> entries.put(text(key), text(each)));
                yield entries.toString();
            }
            case List<?> list -> list.stream().map(Oracle::text).toList().toString();
            // What && and || found, and dev.cel then took for a value.
            case ErrorValue error -> throw new IllegalArgumentException("an error");
            default -> "unexpected " + value.getClass();
        };
    }

    private static String typeName(CelType type) {
        CelType named = type instanceof dev.cel.common.types.TypeType of ? of.type() : type;
        return named.name();
    }

    static Object celValue(Json json) {
        return switch (json) {
            case Json.Obj(Map<String, Json> members) -> {
                var map = new LinkedHashMap<String, Object>();
                members.forEach((name, value) -> map.put(name, celValue(value)));
                yield map;
            }
            case Json.Arr(List<Json> items) -> {
                var list = new ArrayList<Object>();
                items.forEach(item -> list.add(celValue(item)));
                yield list;
            }
            case Json.Str(String text) -> text;
            case Json.Num number ->
                number.asLong().<Object>map(integer -> integer).orElseGet(() -> Double.valueOf(number.text()));
            case Json.Bool bool -> bool.value();
            case Json.Null none -> NullValue.NULL_VALUE;
        };
    }
}
