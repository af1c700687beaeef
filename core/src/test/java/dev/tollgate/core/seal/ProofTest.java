package dev.tollgate.core.seal;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProofTest {
    private static final String ORIGIN = "audit.example.com/demo";
    private static final KeyPair KEYS = newKeys();
    private static final PublicKey KEY = KEYS.getPublic();
    private static final List<SealedRecord> A = SealedRecords.chain("a", 4);
    private static final List<SealedRecord> B = SealedRecords.chain("b", 3);
    private static final Sealing SEALING =
            Sealing.step(SealState.first(ORIGIN), Map.of("a", A, "b", B), Instant.parse("2026-11-27T10:00:00Z"));

    @Test
    void provesARecordToWhoeverHasThePublicKey() throws Exception {
        Proof proof = SEALING.proof(B.get(1), note(ORIGIN)).orElseThrow();

        assertEquals(5, proof.index());
        assertEquals(proof, Proof.parse(JsonText.writeBytes(proof.json())));
        assertEquals(Optional.empty(), proof.problem(KEY));
        assertEquals(SEALING.checkpoint(), proof.checkpoint());
    }

    @Test
    void anotherKeyOrNameProvesNothing() throws Exception {
        Proof proof = SEALING.proof(B.get(1), note(ORIGIN)).orElseThrow();
        Proof otherName = SEALING.proof(B.get(1), note("somebody.else")).orElseThrow();
        String unsigned = "the checkpoint is not signed by this key in the name of " + ORIGIN;

        assertEquals(Optional.of(unsigned), proof.problem(newKeys().getPublic()));
        assertEquals(Optional.of(unsigned), otherName.problem(KEY));
    }

    @Test
    void hasNoProofForWhatWasNotSealed() throws Exception {
        SignedNote note = note(ORIGIN);

        assertEquals(Optional.empty(), SEALING.proof(SealedRecords.chain("a", 5).getLast(), note));
        assertEquals(Optional.empty(), SEALING.proof(SealedRecords.chain("c", 1).getLast(), note));
        var inOthersPlace =
                new SealedRecord("a", 1, A.get(2).content(), A.get(2).hash());
        assertEquals(Optional.empty(), SEALING.proof(inOthersPlace, note));
        assertEquals(
                Optional.empty(),
                Proof.of(A.get(0), SEALING.manifest(), MerkleTree.of(List.of(Leaf.of(A.get(0)))), note));
    }

    @Test
    void noAlteredCharacterIsProven() throws Exception {
        String text = JsonText.write(
                SEALING.proof(A.get(2), note(ORIGIN)).orElseThrow().json());
        for (int i = 0; i < text.length(); i++) {
            String altered = text.substring(0, i) + (char) (text.charAt(i) ^ 1) + text.substring(i + 1);
            assertFalse(isProven(altered), altered);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                     | no JSON object",
                "{                                      | not well-formed",
                "{}                                     | version",
                "{'v':1}                                | no object 'record'",
                "{'v':1,'record':{}}                    | no id",
                "{'v':1,'record':{'id':'a-1.1'}}        | no id",
                "{'v':1,'record':{'id':'a-1','n':1e999}}| canonical form",
                "{'v':1,'record':{'id':'a-1'}}          | no integer 'index'",
                "{'v':1,'record':{'id':'a-1'},'index':0}| no text 'note'",
                "{'v':1,'record':{'id':'a-1'},'index':0,'note':''}| no list 'path'",
                "{'v':1,'record':{'id':'a-1'},'index':0,'note':'','path':['x']}| no SHA-256",
                "{'v':1,'record':{'id':'a-1'},'index':0,'note':'','path':[]}| line feed"
            },
            quoteCharacter = '`')
    void saysWhyItIsNoProof(String json, String reason) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        var refused = assertThrows(SealFormatException.class, () -> Proof.parse(bytes));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void aProofIsBounded() {
        Json path = Json.texts(java.util.Collections.nCopies(65, "0".repeat(64)));
        Json.Obj json = Json.object()
                .put("v", 1)
                .put("record", A.get(0).content())
                .put("index", 0)
                .put("path", path)
                .put("note", "")
                .build();

        assertThrows(SealFormatException.class, () -> Proof.parse(JsonText.writeBytes(json)));
        assertThrows(SealFormatException.class, () -> Proof.parse(new byte[1_000_001]));
    }

    private static boolean isProven(String json) {
        try {
            return Proof.parse(json.getBytes(StandardCharsets.UTF_8))
                    .problem(KEY)
                    .isEmpty();
        } catch (SealFormatException malformed) {
            return false;
        }
    }

    private static SignedNote note(String signer) throws SigningException {
        return SignedNote.sign(
                SEALING.checkpoint().text(),
                new Ed25519NoteSigner(signer, KEYS.getPrivate().getEncoded()));
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
