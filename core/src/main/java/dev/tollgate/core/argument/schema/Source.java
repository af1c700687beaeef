package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One schema object of the document while its keywords are read. What is wrong with a keyword is noted with its place. */
final class Source {
    private static final BigDecimal LARGEST_COUNT = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final Json.Obj members;
    private final String pointer;
    private final Schema schema;
    private final SchemaCompiler compiler;

    Source(Json.Obj members, String pointer, Schema schema, SchemaCompiler compiler) {
        this.members = members;
        this.pointer = pointer;
        this.schema = schema;
        this.compiler = compiler;
    }

    Optional<Json> get(String keyword) {
        return members.get(keyword);
    }

    boolean has(String keyword) {
        return members.members().containsKey(keyword);
    }

    String pointer(String keyword) {
        return pointer + "/" + Pointer.escaped(keyword);
    }

    void wrong(String keyword, String message) {
        compiler.wrong(pointer(keyword), message);
    }

    /** The same value as this schema's is judged by that one too, so that they must not go in a circle. */
    Schema inPlace(Schema other) {
        compiler.inPlace(schema, other);
        return other;
    }

    Optional<Schema> schema(String keyword) {
        return get(keyword).map(value -> compiler.schema(value, pointer(keyword)));
    }

    List<Schema> schemas(String keyword) {
        if (!has(keyword)) {
            return List.of();
        }
        List<Json> items = members.items(keyword);
        if (items.isEmpty()) {
            wrong(keyword, "expected a list of at least one schema");
        }
        var schemas = new ArrayList<Schema>();
        for (int i = 0; i < items.size(); i++) {
            schemas.add(compiler.schema(items.get(i), pointer(keyword) + "/" + i));
        }
        return schemas;
    }

    Map<String, Schema> namedSchemas(String keyword) {
        var schemas = new LinkedHashMap<String, Schema>();
        object(keyword).members().forEach((name, value) -> schemas.put(name, schema(keyword, name, value)));
        return schemas;
    }

    Schema schema(String keyword, String name, Json value) {
        return compiler.schema(value, pointer(keyword) + "/" + Pointer.escaped(name));
    }

    Json.Obj object(String keyword) {
        if (has(keyword) && members.object(keyword).isEmpty()) {
            wrong(keyword, "expected an object");
        }
        return members.object(keyword).orElse(Json.Obj.EMPTY);
    }

    Optional<BigDecimal> number(String keyword) {
        if (!has(keyword)) {
            return Optional.empty();
        }
        Optional<BigDecimal> number =
                get(keyword).orElseThrow() instanceof Json.Num written ? ExactNumber.of(written) : Optional.empty();
        if (number.isEmpty()) {
            wrong(keyword, "expected a number of usual size");
        }
        return number;
    }

    Optional<Integer> count(String keyword) {
        Optional<BigDecimal> number = number(keyword);
        if (number.isPresent() && (number.get().signum() < 0 || !ExactNumber.isWhole(number.get()))) {
            wrong(keyword, "expected a whole number from 0");
            return Optional.empty();
        }
        return number.map(count -> count.min(LARGEST_COUNT).intValue());
    }

    boolean flag(String keyword) {
        if (has(keyword) && !(get(keyword).orElseThrow() instanceof Json.Bool)) {
            wrong(keyword, "expected true or false");
        }
        return get(keyword).filter(Json.Bool.TRUE::equals).isPresent();
    }

    Optional<String> text(String keyword) {
        if (has(keyword) && members.text(keyword).isEmpty()) {
            wrong(keyword, "expected a string");
        }
        return members.text(keyword);
    }

    Set<String> names(String keyword) {
        return get(keyword).map(value -> names(keyword, value)).orElse(Set.of());
    }

    Set<String> names(String keyword, Json value) {
        var names = new LinkedHashSet<String>();
        boolean fits = value instanceof Json.Arr;
        if (value instanceof Json.Arr(List<Json> items)) {
            for (Json item : items) {
                fits &= item instanceof Json.Str(String name) && names.add(name);
            }
        }
        if (!fits) {
            wrong(keyword, "expected a list of strings, each of them once");
        }
        return names;
    }
}
