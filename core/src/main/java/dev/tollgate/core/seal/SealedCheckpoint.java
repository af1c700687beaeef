package dev.tollgate.core.seal;

/**
 * A checkpoint as it was signed, with what it covers.
 *
 * @param note the checkpoint's text and its signatures
 */
public record SealedCheckpoint(SignedNote note, Checkpoint checkpoint, Manifest manifest) {

    /** @throws SealFormatException when the note has another text than a checkpoint's */
    public static SealedCheckpoint of(SignedNote note, Manifest manifest) throws SealFormatException {
        return new SealedCheckpoint(note, Checkpoint.parse(note.text()), manifest);
    }

    public long number() {
        return checkpoint.number();
    }
}
