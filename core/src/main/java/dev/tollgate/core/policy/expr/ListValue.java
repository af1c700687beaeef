package dev.tollgate.core.policy.expr;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/** CEL's {@code list}. */
public abstract sealed class ListValue {
    private ListValue() {}

    public abstract int size();

    /** @param place from 0 to below {@link #size()} */
    public abstract Object get(int place);

    static ListValue of(List<Json> items) {
        return new OfJson(items);
    }

    /** @param values are not changed afterwards */
    static ListValue ofValues(List<Object> values) {
        return new OfValues(values);
    }

    ListValue plus(ListValue more) {
        var both = new ArrayList<Object>(size() + more.size());
        for (int i = 0; i < size(); i++) {
            both.add(get(i));
        }
        for (int i = 0; i < more.size(); i++) {
            both.add(more.get(i));
        }
        return new OfValues(both);
    }

    private static final class OfJson extends ListValue {
        private final List<Json> items;

        OfJson(List<Json> items) {
            this.items = items;
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public Object get(int place) {
            return Values.of(items.get(place));
        }
    }

    private static final class OfValues extends ListValue {
        private final List<Object> values;

        OfValues(List<Object> values) {
            this.values = values;
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Object get(int place) {
            return values.get(place);
        }
    }
}
