package dev.tollgate.core.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value. Numbers keep the text they were written with, so that what a digest covers is what was sent: {@code
 * 1.0} and {@code 1} are different arguments.
 */
public sealed interface Json {

    /** Members in the order they were written; names are unique. */
    record Obj(Map<String, Json> members) implements Json {
        public static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The member's text when it is a string; empty when it is absent or anything else. */
        public Optional<String> text(String name) {
            return members.get(name) instanceof Str(String value) ? Optional.of(value) : Optional.empty();
        }

        /** The member's value when it is a number that fits a {@code long}; empty otherwise. */
        public Optional<Long> integer(String name) {
            return members.get(name) instanceof Num number ? number.asLong() : Optional.empty();
        }

        /** The member when it is an object; empty otherwise. */
        public Optional<Obj> object(String name) {
            return members.get(name) instanceof Obj object ? Optional.of(object) : Optional.empty();
        }

        /** The member's items when it is an array; empty list otherwise. */
        public List<Json> items(String name) {
            return members.get(name) instanceof Arr(List<Json> items) ? items : List.of();
        }

        /** The strings in the member's array; anything else in it is left out. */
        public List<String> texts(String name) {
            var texts = new ArrayList<String>();
            for (Json item : items(name)) {
                if (item instanceof Str(String value)) {
                    texts.add(value);
                }
            }
            return List.copyOf(texts);
        }
    }

    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    record Str(String value) implements Json {}

    /** @param text the number as JSON writes it (RFC 8259, section 6) */
    record Num(String text) implements Json {

        /** The value when it is an integer within {@code long}, written without fraction and exponent. */
        public Optional<Long> asLong() {
            if (text.length() > 20) {
                return Optional.empty();
            }
            for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return Optional.empty();
                }
            }
            try {
                return Optional.of(Long.parseLong(text));
            } catch (NumberFormatException beyondLong) {
                return Optional.empty();
            }
        }
    }

    enum Bool implements Json {
        TRUE,
        FALSE;

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        public boolean value() {
            return this == TRUE;
        }
    }

    enum Null implements Json {
        NULL
    }

    static Str of(String value) {
        return new Str(value);
    }

    static Num of(long value) {
        return new Num(Long.toString(value));
    }

    static Bool of(boolean value) {
        return Bool.of(value);
    }

    static Arr texts(List<String> values) {
        return new Arr(values.stream().<Json>map(Str::new).toList());
    }

    static Members object() {
        return new Members();
    }

    /** Gathers the members of an object, in order. */
    final class Members {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Members() {}

        public Members put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public Members put(String name, String value) {
            return put(name, of(value));
        }

        public Members put(String name, long value) {
            return put(name, of(value));
        }

        public Members put(String name, Optional<String> value) {
            value.ifPresent(present -> put(name, present));
            return this;
        }

        public Obj build() {
            return new Obj(members);
        }
    }
}
