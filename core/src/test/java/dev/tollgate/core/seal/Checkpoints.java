package dev.tollgate.core.seal;

import dev.tollgate.core.record.SealedRecord;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Checkpoints for tests of where they are kept. */
public final class Checkpoints {
    public static final String ORIGIN = "audit.example.com/test";
    public static final Ed25519NoteSigner SIGNER = signer(ORIGIN);

    private Checkpoints() {}

    /** A signer with a new key. */
    public static Ed25519NoteSigner signer(String origin) {
        try {
            return new Ed25519NoteSigner(
                    origin,
                    KeyPairGenerator.getInstance("Ed25519")
                            .generateKeyPair()
                            .getPrivate()
                            .getEncoded());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static SealedCheckpoint after(SealState state, Map<String, List<SealedRecord>> records, Instant at) {
        Sealing step = Sealing.step(state, records, at);
        try {
            SignedNote note = SignedNote.sign(step.checkpoint().text(), SIGNER);
            return new SealedCheckpoint(note, step.checkpoint(), step.manifest());
        } catch (SigningException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static SealState after(SealState state, SealedCheckpoint sealed) {
        return state.after(sealed.checkpoint(), sealed.manifest());
    }
}
