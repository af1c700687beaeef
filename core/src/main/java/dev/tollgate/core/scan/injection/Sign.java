package dev.tollgate.core.scan.injection;

/**
 * @param from its first byte
 * @param to the byte after its last
 * @param cause the number of the phrase or marker that it is of; signs of the same cause say the same
 * @param weight 1 to 99: in how many of 100 texts that have this sign and no other it would be an attack
 */
record Sign(SignKind kind, int from, int to, int weight, int cause) {
    /** Of signs that are not phrases. */
    static final int NO_PHRASE = -1;

    Sign(SignKind kind, int from, int to, int weight) {
        this(kind, from, to, weight, NO_PHRASE);
    }

    Sign weighing(int other) {
        return new Sign(kind, from, to, Math.clamp(other, 1, 99), cause);
    }
}
