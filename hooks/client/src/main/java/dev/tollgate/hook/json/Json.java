package dev.tollgate.hook.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. Members keep their order, and numbers the form in which they were written. */
public sealed interface Json {

    record Obj(Map<String, Json> members) implements Json {
        public static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        public Optional<String> text(String name) {
            return members.get(name) instanceof Str(String text) ? Optional.of(text) : Optional.empty();
        }

        public Optional<Obj> object(String name) {
            return members.get(name) instanceof Obj object ? Optional.of(object) : Optional.empty();
        }

        /** Empty when there is no such array. */
        public List<Json> items(String name) {
            return members.get(name) instanceof Arr(List<Json> items) ? items : List.of();
        }

        /** A whole number that fits a long. */
        public Optional<Long> integer(String name) {
            if (!(members.get(name) instanceof Num(String text))) {
                return Optional.empty();
            }
            try {
                return Optional.of(Long.parseLong(text));
            } catch (NumberFormatException notWhole) {
                return Optional.empty();
            }
        }

        public Obj with(String name, Json value) {
            var changed = new LinkedHashMap<>(members);
            changed.put(name, value);
            return new Obj(changed);
        }

        public Obj without(String name) {
            var changed = new LinkedHashMap<>(members);
            changed.remove(name);
            return new Obj(changed);
        }
    }

    record Arr(List<Json> items) implements Json {
        public Arr {
            items = Collections.unmodifiableList(new ArrayList<>(items));
        }
    }

    record Str(String text) implements Json {}

    /** @param text as RFC 8259 writes numbers */
    record Num(String text) implements Json {}

    enum Bool implements Json {
        TRUE,
        FALSE
    }

    enum Null implements Json {
        NULL
    }

    static Json of(String text) {
        return new Str(text);
    }

    static Json of(long number) {
        return new Num(Long.toString(number));
    }

    static Json of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    static Json texts(List<String> texts) {
        return new Arr(texts.stream().map(Json::of).toList());
    }

    static Members object() {
        return new Members();
    }

    /** An object in the making. */
    final class Members {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Members() {}

        public Members put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public Members put(String name, String text) {
            return put(name, of(text));
        }

        public Members put(String name, long number) {
            return put(name, of(number));
        }

        /** Leaves the member out when there is no text. */
        public Members put(String name, Optional<String> text) {
            text.ifPresent(each -> put(name, each));
            return this;
        }

        public Obj build() {
            return new Obj(members);
        }
    }
}
