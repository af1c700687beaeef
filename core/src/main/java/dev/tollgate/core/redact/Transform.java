package dev.tollgate.core.redact;

/** What becomes of a value. */
public sealed interface Transform {
    Transform KEEP = new Keep();
    Transform GENERALISE = new Generalise();
    Transform TOKEN = new Pseudonym(false);
    Transform REPLACE = new Replace();
    Transform DROP = new Drop();

    record Keep() implements Transform {}

    /** A date to its year, a ZIP code to three digits, an address of a network to its prefix. */
    record Generalise() implements Transform {}

    /** @param length how many characters are left */
    record Truncate(int length) implements Transform {}

    /** Every letter and digit becomes an asterisk, but for the first and the last few. */
    record Mask(int keepFirst, int keepLast) implements Transform {}

    /** The same value becomes the same token. @param keepFormat whether the token looks like a value of its type */
    record Pseudonym(boolean keepFormat) implements Transform {}

    /** {@code [EMAIL_ADDRESS]}. */
    record Replace() implements Transform {}

    /** The text is cut out; a field goes with its name. */
    record Drop() implements Transform {}

    /** The word in profiles and in answers. */
    default String word() {
        return switch (this) {
            case Keep keep -> "keep";
            case Generalise generalise -> "generalise";
            case Truncate truncate -> "truncate";
            case Mask mask -> "mask";
            case Pseudonym pseudonym -> "pseudonym";
            case Replace replace -> "replace";
            case Drop drop -> "drop";
        };
    }

    private int rank() {
        return switch (this) {
            case Keep keep -> 0;
            case Generalise generalise -> 1;
            case Truncate truncate -> 2;
            case Mask mask -> 3;
            case Pseudonym pseudonym -> 4;
            case Replace replace -> 5;
            case Drop drop -> 6;
        };
    }

    /** Whether something of the value can be told from what stands for it. */
    private boolean leavesSomething() {
        return rank() < TOKEN.rank() || equals(new Pseudonym(true));
    }

    /**
     * What leaves nothing that either of them takes away. Of two that leave different things, such as a year and the last four
     * digits, nothing is left but a token. The order of several does not matter.
     */
    static Transform stricter(Transform one, Transform other) {
        if (one instanceof Truncate(int length) && other instanceof Truncate(int another)) {
            return new Truncate(Math.min(length, another));
        }
        if (one instanceof Mask(int first, int last) && other instanceof Mask(int otherFirst, int otherLast)) {
            return new Mask(Math.min(first, otherFirst), Math.min(last, otherLast));
        }
        if (one.equals(other) || other.equals(KEEP)) {
            return one;
        }
        if (one.equals(KEEP)) {
            return other;
        }
        if (one.leavesSomething() && other.leavesSomething()) {
            return TOKEN;
        }
        return one.rank() > other.rank() || one.rank() == other.rank() && other.leavesSomething() ? one : other;
    }
}
