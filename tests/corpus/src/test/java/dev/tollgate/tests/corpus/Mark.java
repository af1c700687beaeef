package dev.tollgate.tests.corpus;

/**
 * What a range of a text is.
 *
 * @param name of a type of personal data, of a kind of secret, or of a kind of thing that is neither
 * @param from its first byte (or, in a {@link Draft}, character)
 * @param to the one after its last
 */
record Mark(Sort sort, String name, int from, int to) {
    enum Sort {
        /** Must be found. */
        PERSONAL,
        /** Must be found as a secret of whatever kind. */
        SECRET,
        /** May be found or not: people would disagree. */
        EITHER,
        /** Looks like something, and is nothing. */
        NEGATIVE;

        boolean mustBeFound() {
            return this == PERSONAL || this == SECRET;
        }
    }

    Mark at(int newFrom, int newTo) {
        return new Mark(sort, name, newFrom, newTo);
    }

    boolean overlaps(int otherFrom, int otherTo) {
        return from < otherTo && otherFrom < to;
    }
}
