package dev.tollgate.core.argument.schema;

import java.util.Optional;

/**
 * Where in the arguments a value stands. A member that only the caller named appears as {@code *}: its name may be
 * secret.
 */
final class Place {
    static final Place ARGUMENTS = new Place(Optional.empty(), "arguments");
    private static final int LONGEST_NAME = 60;
    private static final int MOST_STEPS = 12;

    private final Optional<Place> parent;
    private final String step;
    private final int index;

    private Place(Optional<Place> parent, String step) {
        this(parent, step, -1);
    }

    private Place(Optional<Place> parent, String step, int index) {
        this.parent = parent;
        this.step = step;
        this.index = index;
    }

    /** @param name as the schema has it */
    Place member(String name) {
        return new Place(Optional.of(this), name);
    }

    Place unnamedMember() {
        return new Place(Optional.of(this), "*");
    }

    Place item(int index) {
        return new Place(Optional.of(this), "", index);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        append(text, MOST_STEPS);
        return text.toString();
    }

    private void append(StringBuilder text, int stepsLeft) {
        if (parent.isEmpty()) {
            text.append(step);
            return;
        }
        if (stepsLeft == 0) {
            text.append("arguments…");
        } else {
            parent.get().append(text, stepsLeft - 1);
        }
        if (index >= 0) {
            text.append('[').append(index).append(']');
        } else {
            text.append('.').append(shown(step));
        }
    }

    static String shown(String name) {
        String cut = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        boolean plain = !cut.isEmpty()
                && cut.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '*');
        return plain ? cut : '"' + cut + '"';
    }
}
