package dev.tollgate.core.argument;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a call's arguments something stands: {@code $.statement}, {@code $.rows[*].x}, {@code $.a[0]}, {@code $["odd
 * name"]}. A path is short and goes only downwards, so that what it selects is never more than the arguments hold.
 */
public record ArgumentPath(List<Step> steps) {
    static final int MOST_STEPS = 32;
    static final int LONGEST_TEXT = 1_000;

    /** One step down. */
    public sealed interface Step {
        record Member(String name) implements Step {}

        record Item(int index) implements Step {}

        /** Every item of a list, or every member of an object. */
        record Each() implements Step {}
    }

    public ArgumentPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a path must name something in the arguments, such as $.name");
        }
        if (steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("a path must have at most " + MOST_STEPS + " steps");
        }
    }

    /** @throws IllegalArgumentException when the text is no path; the message names the offset, counted from 0 */
    public static ArgumentPath of(String text) {
        return new PathText(text).path();
    }

    /** What stands there, in the order of the arguments; nothing where a step finds nothing. */
    public List<Json> in(Json.Obj arguments) {
        List<Json> found = List.of(arguments);
        for (Step step : steps) {
            var next = new ArrayList<Json>();
            for (Json value : found) {
                take(step, value, next);
            }
            found = next;
        }
        return List.copyOf(found);
    }

    private static void take(Step step, Json value, List<Json> found) {
        switch (step) {
            case Step.Member(String name) -> {
                if (value instanceof Json.Obj object) {
                    object.get(name).ifPresent(found::add);
                }
            }
            case Step.Item(int index) -> {
                if (value instanceof Json.Arr(List<Json> items) && index < items.size()) {
                    found.add(items.get(index));
                }
            }
            case Step.Each() -> {
                if (value instanceof Json.Arr(List<Json> items)) {
                    found.addAll(items);
                } else if (value instanceof Json.Obj object) {
                    found.addAll(object.members().values());
                }
            }
        }
    }

    /** The path as text, which {@link #of} reads back. */
    @Override
    public String toString() {
        var text = new StringBuilder("$");
        for (Step step : steps) {
            switch (step) {
                case Step.Member(String name) -> PathText.append(name, text);
                case Step.Item(int index) -> text.append('[').append(index).append(']');
                case Step.Each() -> text.append("[*]");
            }
        }
        return text.toString();
    }
}
