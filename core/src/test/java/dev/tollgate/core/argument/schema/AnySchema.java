package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random schemas and values. Names, texts and numbers are few, so that schemas and values often meet. */
final class AnySchema {
    private static final List<Json> LEAVES = List.of(
            Json.of("a"),
            Json.of("ab"),
            Json.of("ba1"),
            Json.of(""),
            new Json.Num("0"),
            new Json.Num("1"),
            new Json.Num("1.0"),
            new Json.Num("2"),
            new Json.Num("-3"),
            new Json.Num("2.5"),
            new Json.Num("1e2"),
            Json.of(true),
            Json.of(false),
            Json.Null.NULL);
    private static final List<String> NAMES = List.of("a", "b", "c", "x1", "x2");
    private static final List<String> TYPES =
            List.of("string", "integer", "number", "boolean", "object", "array", "null");
    private static final List<String> NUMBERS = List.of("0", "1", "2.5", "-1");
    private static final List<String> PATTERNS = List.of("^a", "b$", "[0-9]", "a|b", "^(a|b)+$", "\\d$", "^x");
    private static final List<String> REFERENCES = List.of("#/$defs/text", "#shape", "#/$defs/tree");

    private final Random random;

    AnySchema(Random random) {
        this.random = random;
    }

    Json value(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(7);
        if (kind < 2) {
            return one(LEAVES);
        }
        return kind < 4
                ? new Json.Arr(several(0, 4, () -> value(depth - 1)))
                : object(several(0, 4, () -> one(NAMES)), () -> value(depth - 1));
    }

    /** A schema with definitions that its references point to. */
    Json document(int depth) {
        if (!(schema(depth) instanceof Json.Obj object)) {
            return Json.of(random.nextBoolean());
        }
        var members = new LinkedHashMap<>(object.members());
        members.put(
                "$defs",
                Json.object()
                        .put("text", keyword("type", Json.of("string")))
                        .put(
                                "shape",
                                Json.object()
                                        .put("$anchor", "shape")
                                        .put("properties", keyword("a", keyword("type", Json.of("integer"))))
                                        .build())
                        .put(
                                "tree",
                                Json.object()
                                        .put("additionalProperties", keyword("$ref", Json.of("#/$defs/tree")))
                                        .put("maxProperties", 2)
                                        .build())
                        .build());
        return new Json.Obj(members);
    }

    private Json schema(int depth) {
        if (random.nextInt(7) == 0) {
            return one(List.of(Json.of(true), Json.of(false), Json.Obj.EMPTY));
        }
        var members = new LinkedHashMap<String, Json>();
        int keywords = 1 + random.nextInt(4);
        for (int i = 0; i < keywords; i++) {
            if (depth > 0 && random.nextInt(3) > 0) {
                addNested(depth - 1, members);
            } else {
                addPlain(members);
            }
        }
        return new Json.Obj(members);
    }

    private void addPlain(LinkedHashMap<String, Json> members) {
        switch (random.nextInt(18)) {
            case 0 -> members.put("type", Json.of(one(TYPES)));
            case 1 -> members.put("type", Json.texts(distinct(TYPES)));
            case 2 -> members.put("const", value(1));
            case 3 -> members.put("enum", new Json.Arr(several(1, 3, () -> value(1))));
            case 4 -> members.put("minimum", number());
            case 5 -> members.put("maximum", number());
            case 6 -> members.put("exclusiveMinimum", number());
            case 7 -> members.put("exclusiveMaximum", number());
            case 8 -> members.put("multipleOf", new Json.Num(one(List.of("2", "0.5", "1.5"))));
            case 9 -> members.put(one(List.of("minLength", "maxLength")), count());
            case 10 -> members.put("pattern", Json.of(one(PATTERNS)));
            case 11 -> members.put(one(List.of("minItems", "maxItems")), count());
            case 12 -> members.put("uniqueItems", Json.of(random.nextBoolean()));
            case 13 -> members.put(one(List.of("minProperties", "maxProperties")), count());
            case 14 -> members.put("required", Json.texts(distinct(NAMES)));
            case 15 ->
                members.put(
                        "dependentRequired",
                        object(several(0, 2, () -> one(NAMES)), () -> Json.texts(distinct(NAMES))));
            default -> members.put("$ref", Json.of(one(REFERENCES)));
        }
    }

    private void addNested(int depth, LinkedHashMap<String, Json> members) {
        switch (random.nextInt(19)) {
            case 0 -> members.put("allOf", schemas(depth));
            case 1 -> members.put("anyOf", schemas(depth));
            case 2 -> members.put("oneOf", schemas(depth));
            case 3 -> members.put("not", schema(depth));
            case 4 -> {
                members.put("if", schema(depth));
                members.put("then", schema(depth));
                members.put("else", schema(depth));
            }
            case 5, 6, 7 -> members.put("properties", object(several(0, 3, () -> one(NAMES)), () -> schema(depth)));
            case 8 -> members.put("patternProperties", object(several(0, 2, () -> one(PATTERNS)), () -> schema(depth)));
            case 9 -> members.put("additionalProperties", schema(depth));
            case 10 -> members.put("propertyNames", schema(depth));
            case 11 -> members.put("dependentSchemas", object(several(0, 2, () -> one(NAMES)), () -> schema(depth)));
            case 12 -> members.put("prefixItems", schemas(depth));
            case 13 -> members.put("items", schema(depth));
            case 14 -> members.put("contains", schema(depth));
            case 15 -> {
                members.put("contains", schema(depth));
                members.put("minContains", count());
                members.put("maxContains", count());
            }
            case 16, 17 -> members.put("unevaluatedProperties", schema(depth));
            default -> members.put("unevaluatedItems", schema(depth));
        }
    }

    private Json schemas(int depth) {
        return new Json.Arr(several(1, 3, () -> schema(depth)));
    }

    private Json number() {
        return new Json.Num(one(NUMBERS));
    }

    private Json count() {
        return Json.of(random.nextInt(4));
    }

    private static Json.Obj keyword(String name, Json value) {
        return Json.object().put(name, value).build();
    }

    private static Json object(List<String> names, Supplier<Json> value) {
        var members = new LinkedHashMap<String, Json>();
        names.forEach(name -> members.put(name, value.get()));
        return new Json.Obj(members);
    }

    private List<String> distinct(List<String> all) {
        return several(1, 3, () -> one(all)).stream().distinct().toList();
    }

    private <T> List<T> several(int least, int most, Supplier<T> each) {
        var several = new ArrayList<T>();
        for (int count = least + random.nextInt(most - least + 1); count > 0; count--) {
            several.add(each.get());
        }
        return several;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
