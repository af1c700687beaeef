package dev.tollgate.core.policy.expr;

import dev.tollgate.core.json.Json;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** CEL's {@code map}. Numbers that are equal are the same key, whatever their types. */
public abstract sealed class MapValue {
    private MapValue() {}

    public abstract int size();

    /** The value of a key; {@code null} when there is none. */
    public abstract Object find(Object key);

    abstract boolean has(String key);

    /** The keys, in the order in which they were written. */
    public abstract Iterator<?> keys();

    static OfJson of(Json.Obj object) {
        return new OfJson(object);
    }

    static final class OfJson extends MapValue {
        final Json.Obj object;

        private OfJson(Json.Obj object) {
            this.object = object;
        }

        @Override
        public int size() {
            return object.members().size();
        }

        @Override
        public Object find(Object key) {
            Json found = key instanceof String name ? object.members().get(name) : null;
            return found == null ? null : Values.of(found);
        }

        @Override
        boolean has(String key) {
            return object.members().containsKey(key);
        }

        @Override
        public Iterator<?> keys() {
            return object.members().keySet().iterator();
        }
    }

    /** A map that an expression makes. */
    static final class Built extends MapValue {
        private final Map<Object, Entry> entries = new LinkedHashMap<>();

        private record Entry(Object key, Object value) {}

        /** Whether the key was not there yet. */
        boolean add(Object key, Object value) {
            return entries.putIfAbsent(canonical(key), new Entry(key, value)) == null;
        }

        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public Object find(Object key) {
            Entry found = entries.get(canonical(key));
            return found == null ? null : found.value();
        }

        @Override
        boolean has(String key) {
            return entries.containsKey(key);
        }

        @Override
        public Iterator<?> keys() {
            return entries.values().stream().map(Entry::key).iterator();
        }

        /** The same for all numbers that are equal. */
        private static Object canonical(Object key) {
            if (key instanceof Uint uint && uint.fitsLong()) {
                return uint.bits();
            }
            if (key instanceof Double number && number == Math.rint(number)) {
                if (number >= -0x1p63 && number < 0x1p63) {
                    return number.longValue();
                }
                if (number >= 0x1p63 && number < 0x1p64) {
                    return Uint.truncated(number);
                }
            }
            return key;
        }
    }
}
