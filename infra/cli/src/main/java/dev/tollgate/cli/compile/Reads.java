package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What expressions read. */
final class Reads {
    private final Set<Input> inputs = EnumSet.noneOf(Input.class);
    private final Set<String> data = new HashSet<>();
    private boolean anyData;
    private boolean schedules;
    private final List<String> given = new ArrayList<>();
    private boolean locals;

    /** Adds what one more expression reads. */
    Reads add(Expr expression) {
        switch (expression) {
            case Expr.Constant constant -> {}
            case Expr.Local(String name) -> locals |= !given.contains(name);
            case Expr.Variable(Input input) -> {
                inputs.add(input);
                anyData |= input == Input.DATA;
            }
            case Expr.Select(Expr operand, String member) -> member(operand, member);
            case Expr.SelectOptional(Expr operand, String member) -> member(operand, member);
            case Expr.Has(Expr operand, String member) -> member(operand, member);
            case Expr.ListOf(List<Expr> items) -> items.forEach(this::add);
            case Expr.MapOf(List<Expr.MapOf.Entry> entries) ->
                entries.forEach(entry -> add(entry.key()).add(entry.value()));
            case Expr.Maybe(Expr value) -> add(value);
            case Expr.Call(Function function, List<Expr> arguments) -> call(function, arguments);
            case Expr.Loop(var kind, Expr range, List<String> names, Optional<Expr> filter, Expr body) -> {
                add(range);
                given.addAll(names);
                filter.ifPresent(this::add);
                add(body);
                names.forEach(name -> given.removeLast());
            }
            case Expr.Let(String name, Expr value, Expr body) -> {
                add(value);
                given.add(name);
                add(body);
                given.removeLast();
            }
        }
        return this;
    }

    private void call(Function function, List<Expr> arguments) {
        schedules |= function == Function.SCHEDULE;
        boolean isIndex = function == Function.INDEX || function == Function.INDEX_OPTIONAL;
        if (isIndex && arguments.getLast() instanceof Expr.Constant(Object key) && key instanceof String name) {
            member(arguments.getFirst(), name);
        } else {
            arguments.forEach(this::add);
        }
    }

    private void member(Expr operand, String name) {
        if (operand.equals(new Expr.Variable(Input.DATA))) {
            inputs.add(Input.DATA);
            data.add(name);
        } else {
            add(operand);
        }
    }

    /** Whether it has the same value wherever it stands. */
    boolean isNothing() {
        return inputs.isEmpty() && !schedules && !locals;
    }

    boolean dependOnTime() {
        return schedules || inputs.contains(Input.NOW);
    }

    boolean readData(String name) {
        return anyData || data.contains(name);
    }
}
