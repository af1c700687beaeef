package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds words that are looked for in {@code findings} and that nothing is called: such a rule never matches. */
final class FindingLint {
    private static final Expr FINDINGS = new Expr.Variable(Input.FINDINGS);
    private static final Expr DATA = new Expr.Variable(Input.DATA);

    private final FindingTypes types;
    private final Json.Obj data;

    FindingLint(FindingTypes types, Json.Obj data) {
        this.types = types;
        this.data = data;
    }

    void check(Value value, Expr expression, ExprTranslation translation) {
        new Search(value, translation).look(expression);
    }

    /** Through one expression. */
    private final class Search {
        private final Value value;
        private final ExprTranslation translation;
        private final Deque<Given> given = new ArrayDeque<>();

        /** What a local name stands for: one of the items of this range. */
        private record Given(String name, Expr range) {}

        Search(Value value, ExprTranslation translation) {
            this.value = value;
            this.translation = translation;
        }

        void look(Expr expression) {
            switch (expression) {
                case Expr.Constant constant -> {}
                case Expr.Local local -> {}
                case Expr.Variable variable -> {}
                case Expr.Select(Expr operand, String member) -> look(operand);
                case Expr.SelectOptional(Expr operand, String member) -> look(operand);
                case Expr.Has(Expr operand, String member) -> look(operand);
                case Expr.ListOf(List<Expr> items) -> items.forEach(this::look);
                case Expr.MapOf(List<Expr.MapOf.Entry> entries) ->
                    entries.forEach(entry -> {
                        look(entry.key());
                        look(entry.value());
                    });
                case Expr.Maybe(Expr inner) -> look(inner);
                case Expr.Call call -> call(call);
                case Expr.Loop(var kind, Expr range, List<String> names, Optional<Expr> filter, Expr body) -> {
                    look(range);
                    given.push(new Given(names.getLast(), range));
                    filter.ifPresent(this::look);
                    look(body);
                    given.pop();
                }
                case Expr.Let(String name, Expr inner, Expr body) -> {
                    look(inner);
                    look(body);
                }
            }
        }

        private void call(Expr.Call call) {
            call.arguments().forEach(this::look);
            if (call.function() != Function.IN && call.function() != Function.EQUAL) {
                return;
            }
            Expr left = call.arguments().getFirst();
            Expr right = call.arguments().getLast();
            if (right.equals(FINDINGS) || isFinding(right)) {
                compared(left, call);
            } else if (isFinding(left)) {
                compared(right, call);
            }
        }

        private boolean isFinding(Expr expression) {
            return range(expression).filter(FINDINGS::equals).isPresent();
        }

        private Optional<Expr> range(Expr expression) {
            return expression instanceof Expr.Local(String name)
                    ? given.stream()
                            .filter(each -> each.name().equals(name))
                            .map(Given::range)
                            .findFirst()
                    : Optional.empty();
        }

        private void compared(Expr words, Expr at) {
            words(range(words).orElse(words))
                    .filter(word -> !types.words().contains(word))
                    .forEach(word -> value.warningAt(
                            translation.offset(at),
                            "nothing that is found is called '" + Value.shortened(word) + "'"
                                    + Suggestion.after(word, types.words())));
        }

        /** The texts that an expression is, as far as they are written down. */
        private Stream<String> words(Expr expression) {
            return switch (expression) {
                case Expr.Constant(Object constant) when constant instanceof String word -> Stream.of(word);
                case Expr.ListOf(List<Expr> items) -> items.stream().flatMap(this::words);
                default -> constant(expression).stream().flatMap(FindingLint::texts);
            };
        }

        private Optional<Json> constant(Expr expression) {
            if (expression.equals(DATA)) {
                return Optional.of(data);
            }
            return expression instanceof Expr.Select(Expr operand, String member)
                    ? constant(operand)
                            .filter(Json.Obj.class::isInstance)
                            .flatMap(object -> ((Json.Obj) object).get(member))
                    : Optional.empty();
        }
    }

    private static Stream<String> texts(Json json) {
        return switch (json) {
            case Json.Str(String text) -> Stream.of(text);
            case Json.Arr(List<Json> items) -> items.stream().flatMap(FindingLint::texts);
            default -> Stream.empty();
        };
    }
}
