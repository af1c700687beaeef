package dev.tollgate.core.policy.expr;

import com.google.re2j.Pattern;
import dev.tollgate.core.policy.expr.Outcome.NoValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes nodes of one expression: constants folded, names in slots, constant lists and patterns made ready. */
final class Compilation {
    /** What working out a constant beforehand may cost; what costs more is left for later. */
    private static final long FOLDING_BUDGET = 1_000;

    private final List<Name> names = new ArrayList<>();
    private int slots;

    /** @param value of a Let; null in a loop */
    private record Name(String name, int slot, Node value) {}

    int slots() {
        return slots;
    }

    Node node(Expr expression) {
        return switch (expression) {
            case Expr.Constant(Object value) -> new Node.Constant(value);
            case Expr.Variable(Input input) -> new Access.Variable(input);
            case Expr.Local(String name) -> local(name);
            case Expr.Select(Expr operand, String member) -> select(expression, operand, member);
            case Expr.SelectOptional(Expr operand, String member) -> new Access.SelectOptional(node(operand), member);
            case Expr.Has(Expr operand, String member) -> has(operand, member);
            case Expr.ListOf(List<Expr> items) -> list(items);
            case Expr.MapOf(List<Expr.MapOf.Entry> entries) -> map(entries);
            case Expr.Maybe maybe -> throw new IllegalArgumentException("an optional entry stands alone");
            case Expr.Call call -> call(call);
            case Expr.Loop loop -> loop(loop);
            case Expr.Let(String name, Expr value, Expr body) -> let(name, value, body);
        };
    }

    private Node local(String name) {
        Name bound = names.reversed().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a name is not bound"));
        return bound.value() == null ? new Access.Local(bound.slot()) : new Access.Bound(bound.slot(), bound.value());
    }

    private Node select(Expr whole, Expr operand, String member) {
        var path = new ArrayList<String>();
        Input input = path(whole, path);
        return input == null
                ? new Access.Select(node(operand), member)
                : new Access.Path(input, path.toArray(String[]::new));
    }

    private Node has(Expr operand, String member) {
        var path = new ArrayList<String>();
        Input input = path(operand, path);
        if (input == null || path.isEmpty()) {
            return new Access.Has(node(operand), member);
        }
        path.add(member);
        return new Access.HasPath(new Access.Path(input, path.toArray(String[]::new)));
    }

    /** The variable that members are selected of, and their names; null when it is anything else. */
    private static Input path(Expr expression, List<String> names) {
        return switch (expression) {
            case Expr.Variable(Input input) -> input;
            case Expr.Select(Expr operand, String member) -> {
                Input input = path(operand, names);
                names.add(member);
                yield input;
            }
            case Expr.Call(Function function, List<Expr> arguments)
            when function == Function.INDEX
                    && arguments.get(1) instanceof Expr.Constant(Object key)
                    && key instanceof String member -> {
                Input input = path(arguments.get(0), names);
                names.add(member);
                yield input;
            }
            default -> null;
        };
    }

    private Node list(List<Expr> items) {
        Node[] nodes = new Node[items.size()];
        boolean[] optional = new boolean[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            optional[i] = items.get(i) instanceof Expr.Maybe;
            nodes[i] = node(items.get(i) instanceof Expr.Maybe(Expr value) ? value : items.get(i));
        }
        return folded(new Calls.ListOf(nodes, optional), nodes);
    }

    private Node map(List<Expr.MapOf.Entry> entries) {
        Node[] keys = new Node[entries.size()];
        Node[] values = new Node[keys.length];
        boolean[] optional = new boolean[keys.length];
        for (int i = 0; i < keys.length; i++) {
            Expr.MapOf.Entry entry = entries.get(i);
            keys[i] = node(entry.key());
            optional[i] = entry.value() instanceof Expr.Maybe;
            values[i] = node(entry.value() instanceof Expr.Maybe(Expr value) ? value : entry.value());
        }
        Node[] parts = Stream.concat(Arrays.stream(keys), Arrays.stream(values)).toArray(Node[]::new);
        return folded(new Calls.MapOf(keys, values, optional), parts);
    }

    private Node call(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        return switch (call.function()) {
            case AND -> new Logic.And(parts(call).toArray(Node[]::new));
            case OR -> new Logic.Or(parts(call).toArray(Node[]::new));
            case NOT -> new Logic.Not(node(arguments.get(0)));
            case CONDITIONAL ->
                new Logic.Conditional(node(arguments.get(0)), node(arguments.get(1)), node(arguments.get(2)));
            case OR_VALUE, OR_OPTIONAL ->
                new Logic.OrElse(call.function(), node(arguments.get(0)), node(arguments.get(1)));
            case INDEX -> {
                var path = new ArrayList<String>();
                Input input = path(call, path);
                yield input == null ? plain(call) : new Access.Path(input, path.toArray(String[]::new));
            }
            default -> plain(call);
        };
    }

    /** The operands of {@code a && b && c}, however they were put in brackets. */
    private List<Node> parts(Expr.Call call) {
        var parts = new ArrayList<Node>();
        for (Expr argument : call.arguments()) {
            if (argument instanceof Expr.Call inner && inner.function() == call.function()) {
                parts.addAll(parts(inner));
            } else {
                parts.add(node(argument));
            }
        }
        return parts;
    }

    private Node plain(Expr.Call call) {
        Node[] operands = call.arguments().stream().map(this::node).toArray(Node[]::new);
        Node node = switch (call.function()) {
            case EQUAL -> new Calls.Equal(operands[0], operands[1], true);
            case NOT_EQUAL -> new Calls.Equal(operands[0], operands[1], false);
            case IN -> in(operands);
            case MATCHES -> matches(operands);
            default -> Functions.node(call.function(), operands);
        };
        return Functions.isFixed(call.function()) ? folded(node, operands) : node;
    }

    private static Node in(Node[] operands) {
        if (operands[1] instanceof Node.Constant constant && constant.value instanceof ListValue list) {
            Set<String> texts = new HashSet<>();
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof String text) {
                    texts.add(text);
                } else {
                    return Functions.node(Function.IN, operands);
                }
            }
            return new Calls.InTexts(operands[0], texts);
        }
        return Functions.node(Function.IN, operands);
    }

    private static Node matches(Node[] operands) {
        if (!(operands[1] instanceof Node.Constant constant)
                || !(constant.value instanceof String pattern)
                || Patterns.fault(pattern).isPresent()) {
            return Functions.node(Function.MATCHES, operands);
        }
        boolean atStart = pattern.startsWith("^");
        String rest = atStart ? pattern.substring(1) : pattern;
        if (!Patterns.isLiteral(rest)) {
            return new Calls.Matches(operands[0], Pattern.compile(pattern));
        }
        // What needs no pattern is several times faster without one.
        return Functions.node(
                atStart ? Function.STARTS_WITH : Function.CONTAINS, new Node[] {operands[0], new Node.Constant(rest)});
    }

    private static Node folded(Node node, Node[] operands) {
        for (Node operand : operands) {
            if (!(operand instanceof Node.Constant)) {
                return node;
            }
        }
        Object value = node.eval(Evaluation.ofNothing(FOLDING_BUDGET));
        return value instanceof NoValue ? node : new Node.Constant(value);
    }

    private Node let(String name, Expr value, Expr body) {
        var bound = new Name(name, slots++, node(value));
        names.add(bound);
        Node inner = node(body);
        names.removeLast();
        return new Access.Let(bound.slot(), inner);
    }

    private Node loop(Expr.Loop loop) {
        Node range = node(loop.range());
        int first = slots;
        for (String name : loop.names()) {
            names.add(new Name(name, slots++, null));
        }
        var own = new Loops.Slots(first, slots - 1, loop.names().size() == 2);
        Node filter = loop.filter().map(this::node).orElse(null);
        Node body = node(loop.body());
        loop.names().forEach(name -> names.removeLast());
        return switch (loop.kind()) {
            case ALL -> new Loops.Quantifier(range, own, body, false);
            case EXISTS -> new Loops.Quantifier(range, own, body, true);
            case EXISTS_ONE -> new Loops.ExistsOne(range, own, body);
            case FILTER -> new Loops.MakeList(range, own, body, new Access.Local(first));
            case MAP, TRANSFORM_LIST -> new Loops.MakeList(range, own, filter, body);
            case TRANSFORM_MAP -> new Loops.MakeMap(range, own, filter, body);
            case TRANSFORM_MAP_ENTRY -> new Loops.MergeMaps(range, own, filter, body);
        };
    }
}
