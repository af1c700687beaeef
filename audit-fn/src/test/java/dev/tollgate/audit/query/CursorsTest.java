package dev.tollgate.audit.query;

import dev.tollgate.audit.query.Cursors.Position;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.record.Pseudonyms;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CursorsTest {
    private static final Position POSITION = new Position(
            Instant.parse("2026-10-01T00:00:00Z"),
            Instant.parse("2026-10-02T00:00:00Z"),
            "2026-10-01T10:00:00.000250Z#writer#000000000012");
    private final Cursors cursors = new Cursors(new Pseudonyms(new byte[32]));

    @Test
    void goesOnWhereThePageEnded() throws ProblemException {
        assertEquals(POSITION, cursors.read(cursors.text(filters("bot"), POSITION), filters("bot")));
    }

    @Test
    void holdsForTheSameFiltersOnly() throws ProblemException {
        String cursor = cursors.text(filters("bot"), POSITION);
        Filters narrower = Filters.read(Map.of("agent", "bot", "effect", "deny"));

        assertThrows(ProblemException.class, () -> cursors.read(cursor, filters("other")));
        assertThrows(ProblemException.class, () -> cursors.read(cursor, narrower));
    }

    @Test
    void isRefusedWhenAnyByteOfItWasChanged() throws ProblemException {
        byte[] bytes = Base64.getUrlDecoder().decode(cursors.text(filters("bot"), POSITION));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThrows(ProblemException.class, () -> cursors.read(cursor, filters("bot")), "byte " + i);
        }
    }

    @Test
    void isRefusedWhenItIsNone() {
        for (String cursor : new String[] {"x", "!", "a".repeat(1_000), "QUJD".repeat(20)}) {
            assertThrows(ProblemException.class, () -> cursors.read(cursor, filters("bot")), cursor);
        }
    }

    @Test
    void isRefusedUnderTheKeyOfAnother() throws ProblemException {
        var key = new byte[32];
        key[0] = 1;
        String cursor = new Cursors(new Pseudonyms(key)).text(filters("bot"), POSITION);

        assertThrows(ProblemException.class, () -> cursors.read(cursor, filters("bot")));
    }

    private static Filters filters(String agent) throws ProblemException {
        return Filters.read(Map.of("agent", agent));
    }
}
