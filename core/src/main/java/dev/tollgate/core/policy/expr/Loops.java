package dev.tollgate.core.policy.expr;

import dev.tollgate.core.policy.expr.Outcome.NoValue;
import dev.tollgate.core.policy.expr.Outcome.OverBudget;
import java.util.ArrayList;
import java.util.Iterator;

/** The macros over lists and maps. */
final class Loops {
    private Loops() {}

    /** Where the names of a loop are kept. */
    record Slots(int first, int second, boolean two) {}

    /** Goes through a list or map, and puts each item where the loop's body finds it. */
    private static final class Cursor {
        private final Evaluation run;
        private final Slots slots;
        private final ListValue list;
        private final MapValue map;
        private final Iterator<?> keys;
        private int place;

        Cursor(Evaluation run, Slots slots, ListValue list, MapValue map) {
            this.run = run;
            this.slots = slots;
            this.list = list;
            this.map = map;
            this.keys = map == null ? null : map.keys();
        }

        boolean next() {
            if (list == null) {
                return nextKey();
            }
            if (place == list.size()) {
                return false;
            }
            Object item = list.get(place);
            set(slots.two() ? (Object) (long) place : item, item);
            place++;
            return true;
        }

        private boolean nextKey() {
            if (!keys.hasNext()) {
                return false;
            }
            Object key = keys.next();
            set(key, slots.two() ? map.find(key) : null);
            return true;
        }

        private void set(Object first, Object second) {
            run.locals[slots.first()] = first;
            if (slots.two()) {
                run.locals[slots.second()] = second;
            }
        }

        Object first() {
            return run.locals[slots.first()];
        }
    }

    abstract static class Loop extends Node {
        private final Node range;
        private final Slots slots;
        final Node body;

        Loop(Node range, Slots slots, Node body) {
            this.range = range;
            this.slots = slots;
            this.body = body;
        }

        @Override
        final Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object over = range.eval(run);
            if (over instanceof ListValue list) {
                return go(run, new Cursor(run, slots, list, null));
            }
            if (over instanceof MapValue map) {
                return go(run, new Cursor(run, slots, null, map));
            }
            return over instanceof NoValue ? over : failed("a macro was asked of a " + Values.typeName(over));
        }

        abstract Object go(Evaluation run, Cursor cursor);
    }

    /** {@code all} ends at the first false, {@code exists} at the first true. */
    static final class Quantifier extends Loop {
        private final Boolean deciding;

        Quantifier(Node range, Slots slots, Node body, Boolean deciding) {
            super(range, slots, body);
            this.deciding = deciding;
        }

        @Override
        Object go(Evaluation run, Cursor cursor) {
            NoValue none = null;
            while (cursor.next()) {
                if (run.over(1)) {
                    return OVER_BUDGET;
                }
                Object value = body.eval(run);
                if (value == deciding) {
                    return value;
                }
                if (!(value instanceof Boolean)) {
                    if (value instanceof OverBudget) {
                        return value;
                    }
                    none = NoValue.stronger(none, notBool(value, "a condition of all or exists"));
                }
            }
            return none == null ? (Object) !deciding : none;
        }
    }

    static final class ExistsOne extends Loop {
        ExistsOne(Node range, Slots slots, Node body) {
            super(range, slots, body);
        }

        @Override
        Object go(Evaluation run, Cursor cursor) {
            int found = 0;
            NoValue unknown = null;
            while (cursor.next()) {
                if (run.over(1)) {
                    return OVER_BUDGET;
                }
                Object value = body.eval(run);
                if (value == Boolean.TRUE) {
                    found++;
                } else if (value == Outcome.Unknown.UNKNOWN) {
                    unknown = Outcome.Unknown.UNKNOWN;
                } else if (value != Boolean.FALSE) {
                    return notBool(value, "a condition of exists_one");
                }
            }
            return unknown == null ? (Object) (found == 1) : unknown;
        }
    }

    /** Macros that make something of the items that pass their filter. */
    abstract static class Making extends Loop {
        private final Node filter;

        /** @param filter null when every item passes */
        Making(Node range, Slots slots, Node filter, Node body) {
            super(range, slots, body);
            this.filter = filter;
        }

        @Override
        final Object go(Evaluation run, Cursor cursor) {
            Object made = empty();
            NoValue unknown = null;
            while (cursor.next()) {
                if (run.over(1)) {
                    return OVER_BUDGET;
                }
                Object passes = filter == null ? Boolean.TRUE : filter.eval(run);
                if (passes == Boolean.FALSE) {
                    continue;
                }
                if (passes != Boolean.TRUE && passes != Outcome.Unknown.UNKNOWN) {
                    return notBool(passes, "a filter");
                }
                Object value = passes == Boolean.TRUE ? body.eval(run) : passes;
                if (value == Outcome.Unknown.UNKNOWN) {
                    unknown = Outcome.Unknown.UNKNOWN;
                    continue;
                }
                NoValue none = value instanceof NoValue error ? error : add(run, made, cursor.first(), value);
                if (none != null) {
                    return none;
                }
            }
            return unknown == null ? result(made) : unknown;
        }

        abstract Object empty();

        /** What went wrong; null when nothing did. */
        abstract NoValue add(Evaluation run, Object made, Object first, Object value);

        abstract Object result(Object made);
    }

    static final class MakeList extends Making {
        MakeList(Node range, Slots slots, Node filter, Node body) {
            super(range, slots, filter, body);
        }

        @Override
        Object empty() {
            return new ArrayList<Object>();
        }

        @Override
        @SuppressWarnings("unchecked")
        NoValue add(Evaluation run, Object made, Object first, Object value) {
            ((ArrayList<Object>) made).add(value);
            return run.over(1) ? OVER_BUDGET : null;
        }

        @Override
        @SuppressWarnings("unchecked")
        Object result(Object made) {
            return ListValue.ofValues((ArrayList<Object>) made);
        }
    }

    static final class MakeMap extends Making {
        MakeMap(Node range, Slots slots, Node filter, Node body) {
            super(range, slots, filter, body);
        }

        @Override
        Object empty() {
            return new MapValue.Built();
        }

        @Override
        NoValue add(Evaluation run, Object made, Object first, Object value) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            return ((MapValue.Built) made).add(first, value) ? null : failed("a map has the same key twice");
        }

        @Override
        Object result(Object made) {
            return made;
        }
    }

    /** Each body gives entries of its own. */
    static final class MergeMaps extends Making {
        MergeMaps(Node range, Slots slots, Node filter, Node body) {
            super(range, slots, filter, body);
        }

        @Override
        Object empty() {
            return new MapValue.Built();
        }

        @Override
        NoValue add(Evaluation run, Object made, Object first, Object value) {
            if (!(value instanceof MapValue entries)) {
                return failed("transformMapEntry made a " + Values.typeName(value) + ", not a map");
            }
            if (run.over(entries.size())) {
                return OVER_BUDGET;
            }
            for (Iterator<?> keys = entries.keys(); keys.hasNext(); ) {
                Object key = keys.next();
                if (!((MapValue.Built) made).add(key, entries.find(key))) {
                    return failed("a map has the same key twice");
                }
            }
            return null;
        }

        @Override
        Object result(Object made) {
            return made;
        }
    }
}
