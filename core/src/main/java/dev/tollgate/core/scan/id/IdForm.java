package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;

/**
 * One way in which a number is written.
 *
 * @param shape {@code 9} stands for a digit, {@code A} for a letter of either case, {@code *} for a digit or a letter;
 *     space and {@code - . / +} for themselves: {@code 999-99-9999}
 * @param check whether such a number can exist
 * @param alone confidence without a label near it; 0: nothing is found without one
 * @param labelled confidence when a label of its type stands near it, or its field has such a name
 */
public record IdForm(PersonalType type, String shape, Check check, int alone, int labelled) {

    /** Whether it has no separators. */
    public boolean isBare() {
        for (int i = 0; i < shape.length(); i++) {
            char c = shape.charAt(i);
            if (c != '9' && c != 'A' && c != '*') {
                return false;
            }
        }
        return true;
    }

    /** Check digits, ranges and the like. */
    @FunctionalInterface
    public interface Check {
        /** @param compact the letters, in upper case, and digits alone */
        boolean holds(String compact);
    }
}
