package dev.tollgate.core.approval;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Pseudonyms;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class SealedCallTest {
    private static final Json.Obj CALL = Json.object()
            .put("arguments", Json.object().put("pages", new Json.Num("1.0")).build())
            .build();
    private static final ApprovalId ID = new ApprovalId("a".repeat(26), "b".repeat(16));

    private final SealedCall sealing = new SealedCall(new SecureRandom());
    private final Pseudonyms tenant = new Pseudonyms(new byte[32]);

    @Test
    void showsTheCallAsItWasWritten() {
        assertEquals(Optional.of(CALL), sealing.open(ID, sealing.seal(ID, CALL, tenant), tenant));
    }

    @Test
    void tellsNothingWithoutTheKey() {
        byte[] sealed = sealing.seal(ID, CALL, tenant);
        byte[] other = new byte[32];
        other[0] = 1;

        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("pages"));
        assertEquals(Optional.empty(), sealing.open(ID, sealed, new Pseudonyms(other)));
    }

    @Test
    void isOfOneRequestOnly() {
        ApprovalId next = new ApprovalId(ID.call(), "c".repeat(16));

        assertEquals(Optional.empty(), sealing.open(next, sealing.seal(ID, CALL, tenant), tenant));
    }

    @Test
    void refusesWhatWasChanged() {
        byte[] sealed = sealing.seal(ID, CALL, tenant);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertEquals(Optional.empty(), sealing.open(ID, changed, tenant));
        }
        assertEquals(Optional.empty(), sealing.open(ID, new byte[3], tenant));
    }
}
