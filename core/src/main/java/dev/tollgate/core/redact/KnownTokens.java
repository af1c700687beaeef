package dev.tollgate.core.redact;

import dev.tollgate.core.scan.FindingType;

/**
 * The tokens that were made for values of one answer: it has few names and addresses, many of them more than once. A token
 * costs more than all of the looks that found its value. The oldest go when there are many.
 */
final class KnownTokens {
    private static final int PLACES = 1_024;
    private static final int LONGEST = 128;

    private final Known[] tokens = new Known[PLACES];

    private record Known(FindingType type, String value, String token) {}

    /** Makes the token of a value. */
    @FunctionalInterface
    interface Maker {
        String of(FindingType type, String value);
    }

    String of(FindingType type, String value, Maker maker) {
        if (value.length() > LONGEST) {
            return maker.of(type, value);
        }
        int hash = value.hashCode() * 31 + type.name().hashCode();
        int place = (hash ^ hash >>> 12) & PLACES - 1;
        Known known = tokens[place];
        if (known == null || !known.type().equals(type) || !known.value().equals(value)) {
            known = new Known(type, value, maker.of(type, value));
            tokens[place] = known;
        }
        return known.token();
    }
}
