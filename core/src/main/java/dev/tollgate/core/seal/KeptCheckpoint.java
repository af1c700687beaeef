package dev.tollgate.core.seal;

import java.util.Optional;

/**
 * A checkpoint as it was found, whatever is in it.
 *
 * @param place the number under which it was found
 * @param note its text and signatures; empty when only the manifest was found
 */
public record KeptCheckpoint(long place, Optional<String> note, Optional<byte[]> manifest) {

    /** As it is kept under its number. */
    public static KeptCheckpoint of(SealedCheckpoint sealed) {
        return new KeptCheckpoint(
                sealed.number(),
                Optional.of(sealed.note().whole()),
                Optional.of(sealed.manifest().bytes()));
    }
}
