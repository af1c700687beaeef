package dev.tollgate.core.policy.expr;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Outcome.Failed;
import dev.tollgate.core.policy.expr.Outcome.NoValue;
import java.util.Optional;

/** The nodes that read variables and members. */
final class Access {
    private Access() {}

    static final class Variable extends Node {
        private final int slot;

        Variable(Input input) {
            this.slot = input.ordinal();
        }

        @Override
        Object eval(Evaluation run) {
            return run.over(1) ? OVER_BUDGET : run.inputs[slot];
        }
    }

    /** {@code input.a.b}: walks JSON without making values of what it passes. */
    static final class Path extends Node {
        final Input input;
        final String[] names;
        private final Failed[] missing;

        Path(Input input, String[] names) {
            this.input = input;
            this.names = names;
            this.missing = new Failed[names.length];
            for (int i = 0; i < names.length; i++) {
                missing[i] = missing(names[i]);
            }
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object found = walk(run, names.length);
            return found instanceof Json json ? Values.of(json) : found;
        }

        /** JSON, or that there is none. */
        Object walk(Evaluation run, int steps) {
            Object start = run.inputs[input.ordinal()];
            if (!(start instanceof MapValue.OfJson map)) {
                return start instanceof NoValue ? start : notAMap(names[0], start);
            }
            Json.Obj object = map.object;
            Json found = object;
            for (int i = 0; i < steps; i++) {
                if (i > 0) {
                    if (!(found instanceof Json.Obj inner)) {
                        return notAMap(names[i], Values.of(found));
                    }
                    object = inner;
                }
                found = object.members().get(names[i]);
                if (found == null) {
                    return missing[i];
                }
            }
            return found;
        }
    }

    /** {@code has(input.a.b)}. */
    static final class HasPath extends Node {
        private final Path path;

        HasPath(Path path) {
            this.path = path;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            int last = path.names.length - 1;
            Object holder = path.walk(run, last);
            if (holder instanceof Json.Obj object) {
                return object.members().containsKey(path.names[last]);
            }
            return holder instanceof Json json ? notAMap(path.names[last], Values.of(json)) : holder;
        }
    }

    static final class Select extends Node {
        private final Node operand;
        private final String member;

        Select(Node operand, String member) {
            this.operand = operand;
            this.member = member;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object value = operand.eval(run);
            if (value instanceof MapValue map) {
                Object found = map.find(member);
                return found == null ? missing(member) : found;
            }
            if (value instanceof NoValue) {
                return value;
            }
            if (value instanceof Optional<?> optional) {
                return optional.isEmpty() ? optional : ofOptional(optional.get());
            }
            return notAMap(member, value);
        }

        private Object ofOptional(Object value) {
            return value instanceof MapValue map ? Optional.ofNullable(map.find(member)) : notAMap(member, value);
        }
    }

    static final class SelectOptional extends Node {
        private final Node operand;
        private final String member;

        SelectOptional(Node operand, String member) {
            this.operand = operand;
            this.member = member;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object value = operand.eval(run);
            if (value instanceof Optional<?> optional) {
                value = optional.isEmpty() ? optional : optional.get();
            }
            if (value instanceof NoValue) {
                return value;
            }
            return value instanceof MapValue map ? Optional.ofNullable(map.find(member)) : Optional.empty();
        }
    }

    static final class Has extends Node {
        private final Node operand;
        private final String member;

        Has(Node operand, String member) {
            this.operand = operand;
            this.member = member;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object value = operand.eval(run);
            if (value instanceof Optional<?> optional) {
                return optional.isPresent() && optional.get() instanceof MapValue map && map.has(member);
            }
            if (value instanceof NoValue) {
                return value;
            }
            return value instanceof MapValue map ? (Object) map.has(member) : notAMap(member, value);
        }
    }

    /** What a macro's name stands for. */
    static final class Local extends Node {
        private final int slot;

        Local(int slot) {
            this.slot = slot;
        }

        @Override
        Object eval(Evaluation run) {
            return run.over(1) ? OVER_BUDGET : run.locals[slot];
        }
    }

    static final class Let extends Node {
        private final int slot;
        private final Node body;

        Let(int slot, Node body) {
            this.slot = slot;
            this.body = body;
        }

        @Override
        Object eval(Evaluation run) {
            run.locals[slot] = null;
            return run.over(1) ? OVER_BUDGET : body.eval(run);
        }
    }

    /** What {@code cel.bind} names: worked out when it is first read, an error too. */
    static final class Bound extends Node {
        private final int slot;
        private final Node value;

        Bound(int slot, Node value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object known = run.locals[slot];
            if (known == null) {
                known = value.eval(run);
                run.locals[slot] = known;
            }
            return known;
        }
    }

    private static Failed missing(String member) {
        return Node.failed("there is no member '" + member + "'");
    }

    private static Failed notAMap(String member, Object value) {
        return Node.failed("'" + member + "' was asked of a " + Values.typeName(value));
    }
}
