package dev.tollgate.core.scan.injection;

/** What a word of {@link InjectionDetector#words} may be the start of. */
sealed interface Cue {
    /**
     * A phrase around it.
     *
     * @param isStem whether letters may follow
     */
    record Phrase(boolean isStem) implements Cue {}

    /**
     * A sign by itself.
     *
     * @param beginsLine whether it counts only at the start of a line
     */
    record Marker(SignKind kind, int weight, boolean beginsLine) implements Cue {}

    /** Something written in another way. */
    record Disguise(Trick trick) implements Cue {}

    enum Trick {
        IMAGE,
        ENTITY,
        ESCAPE,
        ROT13,
        /** Letters with spaces between them, or digits for letters. */
        SPELLING
    }
}
