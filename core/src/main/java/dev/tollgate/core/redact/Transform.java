package dev.tollgate.core.redact;

import java.util.Comparator;

/** What becomes of a value. */
public sealed interface Transform {
    Transform KEEP = new Keep();
    Transform GENERALISE = new Generalise();
    Transform REPLACE = new Replace();
    Transform DROP = new Drop();

    /** The stricter leaves less; of two that differ only in what they leave, the one that leaves less. */
    Comparator<Transform> BY_STRICTNESS = Comparator.comparingInt(Transform::rank)
            .thenComparing(Comparator.comparingInt(Transform::left).reversed());

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

    private int left() {
        return switch (this) {
            case Truncate(int length) -> length;
            case Mask(int keepFirst, int keepLast) -> keepFirst + keepLast;
            case Pseudonym(boolean keepFormat) -> keepFormat ? 1 : 0;
            case Keep keep -> 0;
            case Generalise generalise -> 0;
            case Replace replace -> 0;
            case Drop drop -> 0;
        };
    }

    static Transform stricter(Transform one, Transform other) {
        return BY_STRICTNESS.compare(one, other) >= 0 ? one : other;
    }
}
