package dev.tollgate.core.policy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BundleSignatureTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private final KeyPair ours = newKey();
    private final byte[] signature =
            BundleSignature.sign(DIGEST, ours.getPrivate().getEncoded());

    @Test
    void holdsForTheSignedDigestAndTheSigningKeyOnly() {
        assertTrue(BundleSignature.isSignedBy(ours.getPublic(), DIGEST, List.of(signature)));
        assertFalse(BundleSignature.isSignedBy(ours.getPublic(), DIGEST.replace('a', 'b'), List.of(signature)));
        assertFalse(BundleSignature.isSignedBy(newKey().getPublic(), DIGEST, List.of(signature)));
        assertFalse(BundleSignature.isSignedBy(ours.getPublic(), DIGEST, List.of()));
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        byte[] theirs = BundleSignature.sign(DIGEST, newKey().getPrivate().getEncoded());

        assertTrue(BundleSignature.isSignedBy(ours.getPublic(), DIGEST, List.of(theirs, new byte[3], signature)));
    }

    @Test
    void anAlteredSignatureDoesNotHold() {
        for (int i = 0; i < signature.length; i++) {
            byte[] altered = signature.clone();
            altered[i] ^= 1;
            assertFalse(BundleSignature.isSignedBy(ours.getPublic(), DIGEST, List.of(altered)));
        }
        assertFalse(BundleSignature.isSignedBy(ours.getPublic(), DIGEST, List.of(Arrays.copyOf(signature, 63))));
    }

    @Test
    void readsAPublicKeyAsTheTemplateHasIt() {
        String text = Base64.getEncoder().encodeToString(ours.getPublic().getEncoded());

        assertEquals(ours.getPublic(), BundleSignature.publicKey(" " + text + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "AAAA", "MCowBQYDK2VwAyEA"})
    void refusesWhatIsNoPublicKey(String text) {
        assertThrows(IllegalArgumentException.class, () -> BundleSignature.publicKey(text));
    }

    @Test
    void refusesWhatIsNoPrivateKey() {
        assertThrows(IllegalArgumentException.class, () -> BundleSignature.sign(DIGEST, new byte[10]));
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
