package dev.tollgate.cli.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Generates CEL over all types and functions. Mostly of fitting types; now and then an operand of any type, hidden from
 * the checker by {@code dyn}. Left out is what {@code DifferencesFromCelTest} has.
 */
final class Expressions {
    private static final List<String> TYPES = List.of(
            "bool", "int", "uint", "double", "string", "bytes", "time", "span", "list", "map", "optional", "any");

    private final Random random;
    private final List<String> locals = new ArrayList<>();

    Expressions(Random random) {
        this.random = random;
    }

    String next() {
        locals.clear();
        return of(any(TYPES), 1 + random.nextInt(4));
    }

    private String of(String type, int depth) {
        if (random.nextInt(25) == 0) {
            return "dyn(" + exactly(any(TYPES), depth - 1) + ")";
        }
        if (!locals.isEmpty() && random.nextInt(4) == 0) {
            return any(locals);
        }
        return exactly(type, depth);
    }

    private String exactly(String type, int depth) {
        if (depth <= 0) {
            return leaf(type);
        }
        if (random.nextInt(14) == 0) {
            return "(" + of("bool", depth - 1) + " ? " + of(type, depth - 1) + " : " + of(type, depth - 1) + ")";
        }
        if (random.nextInt(30) == 0) {
            return bind(type, depth - 1);
        }
        if (random.nextInt(20) == 0) {
            String optional = optional(type, depth - 1);
            return "dyn(" + optional
                    + (random.nextBoolean() ? ".value()" : ".orValue(dyn(" + of(type, depth - 1) + "))") + ")";
        }
        if (random.nextInt(20) == 0) {
            return "[" + of(type, depth - 1) + ", " + of(type, depth - 1) + "]["
                    + any(List.of("0", "1", "1.0", "2", "0u")) + "]";
        }
        int inner = depth - 1;
        return switch (type) {
            case "bool" -> bool(inner);
            case "int" -> integer(inner);
            case "uint" -> unsigned(inner);
            case "double" -> real(inner);
            case "string" -> text(inner);
            case "bytes" ->
                random.nextBoolean() ? leaf(type) : "(" + of("bytes", inner) + " + bytes(" + of("string", inner) + "))";
            case "time" -> time(inner);
            case "span" -> span(inner);
            case "list" -> list(inner);
            case "map" -> map(inner);
            case "optional" -> optional(any(List.of("int", "string", "map", "list", "any")), inner);
            default -> exactly(any(TYPES.subList(0, TYPES.indexOf("optional"))), inner);
        };
    }

    private String bool(int depth) {
        return switch (random.nextInt(18)) {
            // Not the type of a type, which dev.cel takes for dyn.
            case 16 -> "(type(" + of(any(TYPES), depth) + ") == type(" + of(any(TYPES), depth) + "))";
            // dev.cel lets an error of && and || into lists and maps, but not through a condition.
            case 0, 1, 2, 3 -> "(" + logic(depth) + " ? true : false)";
            case 4 -> "!" + of("bool", depth);
            case 5 -> compared(any(List.of("int", "uint", "double", "string", "bytes", "time", "span", "bool")), depth);
            case 6 ->
                "(" + number(depth) + any(List.of(" < ", " <= ", " > ", " >= ", " == ", " != ")) + number(depth) + ")";
            case 7 -> equal(depth);
            case 8 -> "(dyn(" + of("any", depth) + ") == dyn(" + of("any", depth) + "))";
            case 9 -> "(" + scalar(depth) + " in [" + scalar(depth) + ", " + scalar(depth) + "])";
            case 10 -> "(" + scalar(depth) + " in " + of("map", depth) + ")";
            case 11 ->
                of("string", depth) + any(List.of(".contains(", ".startsWith(", ".endsWith(")) + of("string", depth)
                        + ")";
            case 12 ->
                of("string", depth) + ".matches("
                        + any(List.of("'a+'", "'^a'", "'b'", "''", "'[a-c]{2}$'", "args.s", "'('", "'.*'")) + ")";
            case 13 -> "(" + quantified(depth) + " ? true : false)";
            case 14 ->
                "has("
                        + any(List.of(
                                "args.i", "args.zz", "args.m.a", "args.m.zz", "args.i.x", "args.o.x", "data.users.a"))
                        + ")";
            case 15 -> "schedule(" + of("string", depth) + ")";
            default ->
                random.nextBoolean()
                        ? of("optional", depth) + ".hasValue()"
                        : "bool(" + of(any(List.of("string", "bool")), depth) + ")";
        };
    }

    private String logic(int depth) {
        String left = random.nextInt(3) == 0 ? logic(depth - 1) : of("bool", depth);
        String right = random.nextInt(4) == 0 ? quantified(depth - 1) : of("bool", depth);
        return "(" + left + (random.nextBoolean() ? " && " : " || ") + right + ")";
    }

    private String compared(String type, int depth) {
        return "(" + of(type, depth) + any(List.of(" < ", " <= ", " > ", " >= ", " == ", " != ")) + of(type, depth)
                + ")";
    }

    private String equal(int depth) {
        String type = any(List.of("int", "string", "list", "map", "bytes", "any"));
        return "(" + of(type, depth) + (random.nextBoolean() ? " == " : " != ") + of(type, depth) + ")";
    }

    private String quantified(int depth) {
        String macro = any(List.of("all", "exists", "exists_one"));
        return random.nextInt(3) > 0
                ? over(any(List.of("list", "map")), depth, name -> name, "bool", "." + macro + "(")
                : overTwo(any(List.of("list", "map")), depth, "." + macro + "(", "bool");
    }

    private String over(
            String range, int depth, java.util.function.UnaryOperator<String> use, String type, String call) {
        String items = of(range, depth);
        String name = "x" + locals.size();
        locals.add(name);
        String body = of(type, depth);
        locals.removeLast();
        return items + call + use.apply(name) + ", " + body + ")";
    }

    private String overTwo(String range, int depth, String call, String type) {
        String items = of(range, depth);
        String first = "k" + locals.size();
        String second = "v" + locals.size();
        locals.add(first);
        locals.add(second);
        String filter = call.startsWith(".transform") && random.nextBoolean() ? of("bool", depth) + ", " : "";
        String body = of(type, depth);
        locals.removeLast();
        locals.removeLast();
        return items + call + first + ", " + second + ", " + filter + body + ")";
    }

    private String bind(String type, int depth) {
        String name = "b" + locals.size();
        String value = of(any(TYPES), depth);
        locals.add(name);
        String body = of(type, depth);
        locals.removeLast();
        return "cel.bind(" + name + ", " + value + ", " + body + ")";
    }

    private String integer(int depth) {
        return switch (random.nextInt(9)) {
            case 0, 1, 2 ->
                "(" + of("int", depth) + any(List.of(" + ", " - ", " * ", " / ", " % ")) + of("int", depth) + ")";
            case 3 -> "-(" + of("int", depth) + ")";
            case 4 -> "size(" + of(any(List.of("string", "list", "map", "bytes")), depth) + ")";
            case 5 -> "int(" + of(any(List.of("int", "uint", "double", "string", "time")), depth) + ")";
            case 6 ->
                of("time", depth) + part()
                        + any(List.of("", "'Europe/Berlin'", "'+05:30'", "'-9:30'", "'nowhere'", "'UTC'")) + ")";
            case 7 ->
                of("span", depth) + any(List.of(".getHours()", ".getMinutes()", ".getSeconds()", ".getMilliseconds()"));
            default ->
                of("string", depth)
                        + any(List.of(".indexOf(", ".lastIndexOf("))
                        + of("string", depth)
                        + (random.nextBoolean() ? ")" : ", " + of("int", depth) + ")");
        };
    }

    private String part() {
        return any(List.of(
                ".getFullYear(",
                ".getMonth(",
                ".getDate(",
                ".getDayOfMonth(",
                ".getDayOfWeek(",
                ".getDayOfYear(",
                ".getHours(",
                ".getMinutes(",
                ".getSeconds(",
                ".getMilliseconds("));
    }

    private String unsigned(int depth) {
        return random.nextInt(3) == 0
                ? "uint(" + of(any(List.of("int", "uint", "double", "string")), depth) + ")"
                : "(" + of("uint", depth) + any(List.of(" + ", " - ", " * ", " / ", " % ")) + of("uint", depth) + ")";
    }

    /** Never NaN or -0.0, whose order dev.cel has its own way. */
    private String real(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "double(" + of(any(List.of("int", "uint", "double")), depth) + ")";
            case 1 -> "double(" + any(List.of("'1.5'", "'x'", "'2'", "' 3 '", "''", "'1e3'")) + ")";
            default ->
                "(" + of("double", depth) + any(List.of(" + 1.5", " - 2.25", " * 3.0", " / 4.0", " + 0.5")) + ")";
        };
    }

    private String number(int depth) {
        return of(any(List.of("int", "uint", "double")), depth);
    }

    private String scalar(int depth) {
        return of(any(List.of("int", "uint", "double", "string")), depth);
    }

    private String text(int depth) {
        String text = of("string", depth);
        return switch (random.nextInt(14)) {
            case 0, 1 -> "(" + text + " + " + of("string", depth) + ")";
            case 2, 3 ->
                "string(" + of(any(List.of("int", "uint", "double", "bool", "string", "bytes", "time", "span")), depth)
                        + ")";
            case 4 -> text + ".charAt(" + of("int", depth) + ")";
            case 5 ->
                text + ".substring(" + of("int", depth) + (random.nextBoolean() ? ")" : ", " + of("int", depth) + ")");
            case 6 ->
                text + ".replace(" + of("string", depth) + ", " + of("string", depth)
                        + (random.nextBoolean() ? ")" : ", " + any(List.of("0", "1", "2", "-1")) + ")");
            case 7 -> text + any(List.of(".lowerAscii()", ".upperAscii()", ".trim()", ".reverse()"));
            case 8 -> "strings.quote(" + text + ")";
            case 9 -> text + ".split(" + of("string", depth) + ").join('-')";
            case 10 -> "['x', " + leaf("string") + "].join(" + any(List.of("", "','")) + ")";
            case 11 -> of("map", depth) + ".a";
            case 12 -> of("map", depth) + "[" + of("string", depth) + "]";
            default -> text;
        };
    }

    private String time(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "(" + of("time", depth) + " + " + of("span", depth) + ")";
            case 1 -> "(" + of("time", depth) + " - " + of("span", depth) + ")";
            case 2 -> "timestamp(" + of("int", depth) + ")";
            default ->
                "timestamp("
                        + any(List.of(
                                "'2026-11-23T10:00:00+01:00'",
                                "'2024-02-29T23:59:59.987654321Z'",
                                "'x'",
                                "'9999-12-31T23:59:59Z'",
                                "'0001-01-01T00:00:00Z'",
                                "'2026-13-01T00:00:00Z'",
                                "'2026-01-01'"))
                        + ")";
        };
    }

    /** No negative fractions, which dev.cel does not add. */
    private String span(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> "(" + of("span", depth) + " + " + of("span", depth) + ")";
            case 1 -> "(timestamp(" + of("int", depth) + ") - timestamp(" + of("int", depth) + "))";
            case 2 -> "(duration('90m') - duration('1h'))";
            default ->
                "duration("
                        + any(List.of(
                                "'1h'",
                                "'90s'",
                                "'-1h30m'",
                                "'2562047h'",
                                "'x'",
                                "''",
                                "'1'",
                                "'0'",
                                "'1h1h'",
                                "'3s'",
                                "'+5m'",
                                "'1.5h'",
                                "'1.5m'"))
                        + ")";
        };
    }

    private String list(int depth) {
        String type = any(List.of("int", "string", "bool", "double", "any"));
        return switch (random.nextInt(9)) {
            case 0 -> "(" + of("list", depth) + " + " + of("list", depth) + ")";
            case 1, 2 -> "[" + of(type, depth) + ", " + of(type, depth) + "]";
            case 3 -> "[" + of(type, depth) + ", ?" + of("optional", depth) + "]";
            case 4 -> over(any(List.of("list", "map")), depth, name -> name, "any", ".map(");
            case 5 -> over(any(List.of("list", "map")), depth, name -> name, "bool", ".filter(");
            case 6 ->
                over(
                        "list",
                        depth,
                        name -> name + ", " + (random.nextBoolean() ? "true" : name + " == 1"),
                        "any",
                        ".map(");
            case 7 -> overTwo(any(List.of("list", "map")), depth, ".transformList(", "any");
            default ->
                of("string", depth) + ".split(" + any(List.of("','", "''", "'a'", "', ', 2", "'a', 1", "'a', 0")) + ")";
        };
    }

    private String map(int depth) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> "{'a': " + of("any", depth) + ", " + of("string", depth) + ": " + of("any", depth) + "}";
            case 2 ->
                "{" + of("int", depth) + ": " + of("any", depth) + ", " + any(List.of("0u", "1u", "10u")) + ": 1}";
            case 3 -> "{'a': 1, ?" + of("string", depth) + ": " + of("optional", depth) + "}";
            case 4 -> overTwo(any(List.of("list", "map")), depth, ".transformMap(", "any");
            case 5 -> overTwo(any(List.of("list", "map")), depth, ".transformMapEntry(", "map");
            default -> leaf("map");
        };
    }

    private String optional(String type, int depth) {
        return switch (random.nextInt(11)) {
            case 0 -> "optional.of(" + of(type, depth) + ")";
            case 1 -> "optional.ofNonZeroValue(" + of(type, depth) + ")";
            case 2 -> "optional.none()";
            case 3 -> of("map", depth) + ".?a";
            case 4 -> "args.?" + any(List.of("i", "s", "zz", "m.?a", "m.?zz.?y", "l[?0]", "l[?9]", "m[?'a']"));
            case 5 -> of("list", depth) + "[?" + any(List.of("0", "1", "-1", "args.i", "dyn('a')", "dyn(0u)")) + "]";
            case 6 -> of("map", depth) + "[?" + of("string", depth) + "]";
            case 7 -> "optional.of(" + of(type, depth) + ").or(" + of("optional", depth) + ")";
            case 8 -> of("list", depth) + any(List.of(".first()", ".last()"));
            case 9 -> over("optional", depth, name -> name, "any", ".optMap(");
            default -> over("optional", depth, name -> name, "optional", ".optFlatMap(");
        };
    }

    private String leaf(String type) {
        return switch (type) {
            case "bool" -> any(List.of("true", "false", "args.t", "args.f", "args.i == 1"));
            case "int" ->
                any(List.of(
                        "0",
                        "1",
                        "2",
                        "-1",
                        "7",
                        "1000000007",
                        "9223372036854775807",
                        "-9223372036854775808",
                        "args.i",
                        "args.n",
                        "args.big"));
            case "uint" -> any(List.of("0u", "1u", "2u", "18446744073709551615u", "9223372036854775806u", "10u"));
            case "double" -> any(List.of("0.0", "1.0", "2.5", "-1.5", "1e10", "args.d", "1.0"));
            case "string" ->
                any(List.of(
                        "''",
                        "'a'",
                        "'abc'",
                        "'b'",
                        "'é'",
                        "'a😀b'",
                        "' x '",
                        "'1'",
                        "'aaa'",
                        "'a,b,c'",
                        "args.s",
                        "args.u",
                        "subject.id",
                        "posture"));
            case "bytes" -> any(List.of("b''", "b'a'", "b'abc'", "b'\\xff'", "bytes('é')"));
            case "time" -> any(List.of("now", "timestamp(0)", "timestamp('2026-11-23T10:00:00Z')"));
            case "span" -> any(List.of("duration('1h')", "duration('0s')", "duration('-30s')", "duration('15s')"));
            case "list" ->
                any(List.of("[]", "[1, 2]", "['a', 'b']", "args.l", "args.mixed", "hosts", "[1, 2, 3]", "args.m.l"));
            case "map" -> any(List.of("{}", "{'a': 1}", "args.m", "args.o", "{1: 'x', 2: 'y'}", "args", "{true: 'a'}"));
            case "optional" -> any(List.of("optional.none()", "optional.of(1)", "args.?i", "args.?zz"));
            default ->
                any(List.of(
                        "args.x",
                        "args.y",
                        "args.mixed[0]",
                        "null",
                        "args.zz",
                        "args.i",
                        "args.s",
                        "args.m",
                        "args.l",
                        "1"));
        };
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
