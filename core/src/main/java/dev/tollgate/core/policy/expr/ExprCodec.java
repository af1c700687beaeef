package dev.tollgate.core.policy.expr;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Expressions as JSON. A constant is the JSON value itself where JSON has one; everything else is an array, first the
 * operator's sign, then its operands:
 *
 * <pre>
 * "text" 1 1.5 true null   ["u", 1]  ["b", base64]  ["t", type]     constants
 * ["var", input]  ["$", name]                                       variables
 * [".", e, member]  [".?", e, member]  ["has", e, member]           members
 * ["list", [e, …]]  ["{}", [k, v, …]]  ["?", e]                     lists, maps, optional entries of both
 * ["all", range, [name, …], body]  or with a filter before the body macros
 * ["let", name, value, body]                                        cel.bind
 * [sign, argument, …]                                               {@link dev.tollgate.core.policy.expr.Function}
 * </pre>
 */
public final class ExprCodec {
    /** What a function can still read and evaluate with ease. */
    public static final int MOST_LEVELS = 100;

    private static final java.util.Map<String, Expr.Loop.Kind> LOOPS = Arrays.stream(Expr.Loop.Kind.values())
            .collect(Collectors.toUnmodifiableMap(Expr.Loop.Kind::word, Function.identity()));

    private ExprCodec() {}

    public static Json encode(Expr expression) {
        return switch (expression) {
            case Expr.Constant(Object value) -> constant(value);
            case Expr.Variable(Input input) -> node("var", Json.of(input.word()));
            case Expr.Local(String name) -> node("$", Json.of(name));
            case Expr.Select(Expr operand, String member) -> node(".", encode(operand), Json.of(member));
            case Expr.SelectOptional(Expr operand, String member) -> node(".?", encode(operand), Json.of(member));
            case Expr.Has(Expr operand, String member) -> node("has", encode(operand), Json.of(member));
            case Expr.ListOf(List<Expr> items) -> node("list", array(items));
            case Expr.MapOf(List<Expr.MapOf.Entry> entries) -> node("{}", entries(entries));
            case Expr.Maybe(Expr value) -> node("?", encode(value));
            case Expr.Call call -> call(call);
            case Expr.Loop loop -> loop(loop);
            case Expr.Let(String name, Expr value, Expr body) ->
                node("let", Json.of(name), encode(value), encode(body));
        };
    }

    /** @throws MalformedExprException when this is no expression, or one of a later version */
    public static Expr decode(Json json) {
        return new Reading().of(json, 0);
    }

    private static Json constant(Object value) {
        return switch (value) {
            case Boolean bool -> Json.of(bool);
            case String text -> Json.of(text);
            case Long number -> Json.of(number);
            case Double number -> new Json.Num(number.toString());
            case Uint number -> node("u", new Json.Num(number.toString()));
            case Bytes bytes -> node("b", Json.of(Base64.getEncoder().encodeToString(bytes.content())));
            case TypeValue type -> node("t", Json.of(type.word()));
            case Null none -> Json.Null.NULL;
            default -> throw new IllegalStateException("a constant cannot be this");
        };
    }

    private static Json call(Expr.Call call) {
        var parts = new ArrayList<Json>();
        parts.add(Json.of(call.function().sign()));
        call.arguments().forEach(argument -> parts.add(encode(argument)));
        return new Json.Arr(parts);
    }

    private static Json loop(Expr.Loop loop) {
        var parts = new ArrayList<Json>();
        parts.add(Json.of(loop.kind().word()));
        parts.add(encode(loop.range()));
        parts.add(Json.texts(loop.names()));
        loop.filter().ifPresent(filter -> parts.add(encode(filter)));
        parts.add(encode(loop.body()));
        return new Json.Arr(parts);
    }

    private static Json array(List<Expr> items) {
        return new Json.Arr(items.stream().map(ExprCodec::encode).toList());
    }

    private static Json entries(List<Expr.MapOf.Entry> entries) {
        var parts = new ArrayList<Json>();
        entries.forEach(entry -> {
            parts.add(encode(entry.key()));
            parts.add(encode(entry.value()));
        });
        return new Json.Arr(parts);
    }

    private static Json.Arr node(String sign, Json... operands) {
        var items = new ArrayList<Json>(operands.length + 1);
        items.add(Json.of(sign));
        items.addAll(List.of(operands));
        return new Json.Arr(items);
    }

    /** Reads one expression, and knows the names that are bound where it is. */
    private static final class Reading {
        private final List<String> locals = new ArrayList<>();

        Expr of(Json json, int level) {
            if (level == MOST_LEVELS) {
                throw new MalformedExprException("an expression is nested too deep");
            }
            return switch (json) {
                case Json.Str text -> new Expr.Constant(text.value());
                case Json.Bool bool -> new Expr.Constant(bool.value());
                case Json.Null none -> new Expr.Constant(Null.NULL);
                case Json.Num number -> number(number);
                case Json.Arr array -> operation(array.items(), level + 1);
                case Json.Obj object -> throw new MalformedExprException("an object is no expression");
            };
        }

        private Expr operation(List<Json> parts, int level) {
            String sign = text(parts, 0);
            return switch (sign) {
                // What bundles of format 1 had before constants stood for themselves.
                case "const" -> plain(only(parts, 2).get(1));
                case "u" -> new Expr.Constant(new Uint(unsigned(only(parts, 2).get(1))));
                case "b" -> new Expr.Constant(bytes(text(only(parts, 2), 1)));
                case "t" -> new Expr.Constant(known(TypeValue.ofWord(text(only(parts, 2), 1)), "unknown type"));
                case "var" -> new Expr.Variable(known(Input.ofWord(text(only(parts, 2), 1)), "unknown variable"));
                case "$" -> local(text(only(parts, 2), 1));
                case "." -> new Expr.Select(of(only(parts, 3).get(1), level), text(parts, 2));
                case ".?" -> new Expr.SelectOptional(of(only(parts, 3).get(1), level), text(parts, 2));
                case "has" -> new Expr.Has(of(only(parts, 3).get(1), level), text(parts, 2));
                case "list" -> new Expr.ListOf(items(only(parts, 2), level));
                case "{}" -> new Expr.MapOf(entries(array(only(parts, 2), 1), level));
                case "let" -> let(only(parts, 4), level);
                default -> LOOPS.containsKey(sign) ? loop(LOOPS.get(sign), parts, level) : call(sign, parts, level);
            };
        }

        private Expr plain(Json value) {
            if (value instanceof Json.Arr || value instanceof Json.Obj) {
                throw new MalformedExprException("this is no constant");
            }
            return of(value, 0);
        }

        private static Expr number(Json.Num number) {
            Object value = Values.of(number);
            if (value instanceof Double inexact && (Double.isInfinite(inexact) || isWhole(number.text()))) {
                throw new MalformedExprException("a number is out of range");
            }
            return new Expr.Constant(value);
        }

        private static boolean isWhole(String text) {
            return text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
        }

        private static long unsigned(Json value) {
            if (!(value instanceof Json.Num(String text)) || text.startsWith("-")) {
                throw new MalformedExprException("an unsigned number is missing");
            }
            try {
                return Long.parseUnsignedLong(text);
            } catch (NumberFormatException tooLarge) {
                throw new MalformedExprException("a number is out of range");
            }
        }

        private static Bytes bytes(String base64) {
            try {
                return Bytes.of(Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException malformed) {
                throw new MalformedExprException("bytes are not in base64");
            }
        }

        private Expr local(String name) {
            if (!locals.contains(name)) {
                throw new MalformedExprException("a name is not bound");
            }
            return new Expr.Local(name);
        }

        private List<Expr> items(List<Json> parts, int level) {
            var items = new ArrayList<Expr>();
            for (Json item : array(parts, 1)) {
                items.add(entry(item, level));
            }
            return items;
        }

        private List<Expr.MapOf.Entry> entries(List<Json> parts, int level) {
            if (parts.size() % 2 != 0) {
                throw new MalformedExprException("a map has a key without a value");
            }
            var entries = new ArrayList<Expr.MapOf.Entry>();
            for (int i = 0; i < parts.size(); i += 2) {
                entries.add(new Expr.MapOf.Entry(of(parts.get(i), level), entry(parts.get(i + 1), level)));
            }
            return entries;
        }

        private Expr entry(Json json, int level) {
            if (json instanceof Json.Arr(List<Json> parts)
                    && parts.size() == 2
                    && parts.get(0) instanceof Json.Str(String sign)
                    && sign.equals("?")) {
                return new Expr.Maybe(of(parts.get(1), level));
            }
            return of(json, level);
        }

        private Expr let(List<Json> parts, int level) {
            String name = text(parts, 1);
            Expr value = of(parts.get(2), level);
            locals.add(name);
            Expr body = of(parts.get(3), level);
            locals.removeLast();
            return new Expr.Let(name, value, body);
        }

        private Expr loop(Expr.Loop.Kind kind, List<Json> parts, int level) {
            if (parts.size() != 4 && parts.size() != 5) {
                throw wrongCount();
            }
            Expr range = of(parts.get(1), level);
            List<Json> names = array(parts, 2);
            for (int i = 0; i < names.size(); i++) {
                locals.add(text(names, i));
            }
            Optional<Expr> filter = parts.size() == 5 ? Optional.of(of(parts.get(3), level)) : Optional.empty();
            Expr body = of(parts.getLast(), level);
            List<String> bound = locals.subList(locals.size() - names.size(), locals.size());
            List<String> own = List.copyOf(bound);
            bound.clear();
            try {
                return new Expr.Loop(kind, range, own, filter, body);
            } catch (IllegalArgumentException refused) {
                throw wrongCount();
            }
        }

        private Expr call(String sign, List<Json> parts, int level) {
            var function =
                    known(dev.tollgate.core.policy.expr.Function.ofSign(sign), "unknown operator in an expression");
            if (!function.takes(parts.size() - 1)) {
                throw wrongCount();
            }
            return new Expr.Call(
                    function,
                    parts.stream().skip(1).map(part -> of(part, level)).toList());
        }

        private static List<Json> only(List<Json> parts, int size) {
            if (parts.size() != size) {
                throw wrongCount();
            }
            return parts;
        }

        private static List<Json> array(List<Json> parts, int place) {
            if (parts.get(place) instanceof Json.Arr(List<Json> items)) {
                return items;
            }
            throw new MalformedExprException("a list is missing in an expression");
        }

        private static String text(List<Json> parts, int place) {
            if (place < parts.size() && parts.get(place) instanceof Json.Str(String text)) {
                return text;
            }
            throw new MalformedExprException("a name is missing in an expression");
        }

        private static <T> T known(Optional<T> value, String otherwise) {
            return value.orElseThrow(() -> new MalformedExprException(otherwise));
        }

        private static MalformedExprException wrongCount() {
            return new MalformedExprException("an operator has the wrong number of operands");
        }
    }
}
