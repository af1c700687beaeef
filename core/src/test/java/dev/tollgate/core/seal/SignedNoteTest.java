package dev.tollgate.core.seal;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** With the published examples of golang.org/x/mod/sumdb/note and of https://c2sp.org/signed-note. */
class SignedNoteTest {
    private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String GO_PRIVATE = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String GO_TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String GO_NOTE = GO_TEXT + "\n— PeterNeumann "
            + "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final String C2SP_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String C2SP_NOTE = "This is an example message.\n\n— example.com/foo "
            + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    @ParameterizedTest
    @ValueSource(strings = {GO_KEY, C2SP_KEY})
    void readsAndWritesTheKeysOfOthers(String text) throws Exception {
        assertEquals(text, NoteKey.parse(text).text());
    }

    @Test
    void acceptsTheNotesOfOthers() throws Exception {
        SignedNote ofGo = SignedNote.parse(GO_NOTE);
        SignedNote ofC2sp = SignedNote.parse(C2SP_NOTE);

        assertEquals(GO_TEXT, ofGo.text());
        assertEquals(GO_NOTE, ofGo.whole());
        assertTrue(ofGo.isSignedBy(NoteKey.parse(GO_KEY)));
        assertTrue(ofC2sp.isSignedBy(NoteKey.parse(C2SP_KEY)));
        assertFalse(ofC2sp.isSignedBy(NoteKey.parse(GO_KEY)));
    }

    @Test
    void signsTheSameBytesAsOthers() throws Exception {
        NoteSigner signer = new Ed25519NoteSigner("PeterNeumann", goPrivateKey());

        assertEquals(GO_KEY, signer.key().text());
        assertEquals(GO_NOTE, SignedNote.sign(GO_TEXT, signer).whole());
    }

    @Test
    void readsItsKeyFromAPemText() {
        String pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(goPrivateKey())
                + "\n-----END PRIVATE KEY-----\n";

        assertEquals(GO_KEY, Ed25519NoteSigner.ofPem("PeterNeumann", pem).key().text());
        assertThrows(IllegalArgumentException.class, () -> Ed25519NoteSigner.ofPem("PeterNeumann", "AAAA"));
        assertThrows(IllegalArgumentException.class, () -> new Ed25519NoteSigner("PeterNeumann", new byte[48]));
        assertThrows(IllegalArgumentException.class, () -> new Ed25519NoteSigner("Peter Neumann", goPrivateKey()));
    }

    @Test
    void noAlteredCharacterIsAccepted() throws Exception {
        NoteKey key = NoteKey.parse(GO_KEY);
        for (int i = 0; i < GO_NOTE.length(); i++) {
            for (int bit = 1; bit < 128; bit *= 2) {
                String altered = GO_NOTE.substring(0, i) + (char) (GO_NOTE.charAt(i) ^ bit) + GO_NOTE.substring(i + 1);
                assertFalse(isAccepted(altered, key), altered);
            }
        }
    }

    @Test
    void aWrongSignatureOfAKnownKeyIsNotMadeGoodByARightOne() throws Exception {
        SignedNote note = SignedNote.parse(GO_NOTE);
        SignedNote.Signature right = note.signatures().getFirst();
        var wrong = new SignedNote.Signature(
                right.name(), right.keyId(), Base64.getEncoder().encodeToString(new byte[64]));
        var foreign = new SignedNote.Signature("other", "00000000", wrong.base64());

        assertFalse(new SignedNote(GO_TEXT, List.of(right, wrong)).isSignedBy(NoteKey.parse(GO_KEY)));
        assertTrue(new SignedNote(GO_TEXT, List.of(foreign, right)).isSignedBy(NoteKey.parse(GO_KEY)));
        assertFalse(new SignedNote(GO_TEXT, List.of()).isSignedBy(NoteKey.parse(GO_KEY)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                      | does not end in a line feed",
                "a;                        | no signatures below an empty line",
                "a;;                       | no signatures below an empty line",
                "a;;— n AAAAAAA=           | does not end in a line feed",
                "a\t;;— n AAAAAAA=;        | a control character",
                "a;;- n AAAAAAA=;          | a signature is a line",
                "a;;— AAAAAAA=;            | a signature is a line",
                "a;;— n m AAAAAAA=;        | has a space or a plus",
                "a;;— n+m AAAAAAA=;        | has a space or a plus",
                "a;;—  AAAAAAA=;           | is empty",
                "a;;— n AAAAAAA;           | is no base64",
                "a;;— n AAAAAAB=;          | is no base64",
                "a;;— n AAAAAA==;          | is no base64",
                "a;;— n AAAAAAA= ;         | has a space"
            })
    void saysWhatIsWrongWithANote(String note, String reason) {
        String text = note.replace(';', '\n');

        var refused = assertThrows(SealFormatException.class, () -> SignedNote.parse(text));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void aNoteIsBounded() {
        assertThrows(SealFormatException.class, () -> SignedNote.parse("a".repeat(70_000) + "\n\n— n AAAAAAA=\n"));
        assertThrows(SealFormatException.class, () -> SignedNote.parse("a\n\n" + "— n AAAAAAA=\n".repeat(17)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a3",
                "PeterNeumann+c74f20a3+",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10"
            })
    void refusesWhatIsNoKey(String text) {
        assertThrows(SealFormatException.class, () -> NoteKey.parse(text));
    }

    @Test
    void aSignerThatSignsWithAnotherKeyIsFound() {
        var ours = new Ed25519NoteSigner("PeterNeumann", goPrivateKey());
        NoteSigner wrong = new NoteSigner() {
            @Override
            public NoteKey key() {
                return ours.key();
            }

            @Override
            public byte[] sign(byte[] message) {
                return new byte[64];
            }
        };

        assertThrows(SigningException.class, () -> SignedNote.sign(GO_TEXT, wrong));
    }

    private static boolean isAccepted(String note, NoteKey key) {
        try {
            return SignedNote.parse(note).isSignedBy(key);
        } catch (SealFormatException malformed) {
            return false;
        }
    }

    /** Go writes a byte for the type and the seed; PKCS #8 has a frame before the seed (RFC 8410). */
    private static byte[] goPrivateKey() {
        String seed =
                HexFormat.of().formatHex(Base64.getDecoder().decode(GO_PRIVATE)).substring(2);
        return HexFormat.of().parseHex("302e020100300506032b657004220420" + seed);
    }
}
