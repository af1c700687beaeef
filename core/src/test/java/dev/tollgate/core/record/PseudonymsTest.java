package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PseudonymsTest {
    private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);

    @Test
    void staysTheSameForTheSameTextFromTheFirstRecordOn() {
        // HMAC-SHA256 of "person", a zero byte and "alice" under 32 zero bytes, the first 16 bytes.
        assertEquals("p.XJ4uLaKWz9e69Qs8JHQ1pg", pseudonyms.of("person", "alice"));
        assertTrue(pseudonyms.of("person", "alice").matches("p\\.[A-Za-z0-9_-]{22}"));
    }

    @Property
    void tellsTextsMeaningsAndKeysApart(@ForAll String one, @ForAll String other) {
        Assume.that(!one.equals(other));
        byte[] key = new byte[32];
        key[31] = 1;

        assertNotEquals(pseudonyms.of("person", "a" + one.hashCode()), pseudonyms.of("address", "a" + one.hashCode()));
        assertNotEquals(pseudonyms.of("person", "x"), new Pseudonyms(key).of("person", "x"));
        assertEquals(pseudonyms.of("person", one), pseudonyms.of("person", one));
    }

    @Test
    void meaningAndTextCannotBeShiftedIntoEachOther() {
        assertNotEquals(pseudonyms.of("person", "s"), pseudonyms.of("persons", ""));
        assertNotEquals(pseudonyms.of("person", "s"), pseudonyms.of("perso", "ns"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.com", "192.0.2.1", "p", "a"})
    void holdsNothingOfTheText(String text) {
        if (text.length() > 3) {
            assertFalse(pseudonyms.of("person", text).contains(text));
        }
        assertEquals(24, pseudonyms.of("person", text).length());
    }

    @Test
    void digestsOfArgumentsHeedNumbersAsWrittenAndNotTheOrderOfMembers() {
        assertEquals(pseudonyms.digestOf(json("{\"a\":1,\"b\":2}")), pseudonyms.digestOf(json("{\"b\":2, \"a\":1}")));
        assertNotEquals(pseudonyms.digestOf(json("{\"a\":1}")), pseudonyms.digestOf(json("{\"a\":1.0}")));
        assertNotEquals(pseudonyms.digestOf(json("{\"a\":1e400}")), pseudonyms.digestOf(json("{\"a\":2e400}")));
        assertTrue(pseudonyms.digestOf(Json.Obj.EMPTY).matches("[A-Za-z0-9_-]{43}"));
        assertNotEquals(pseudonyms.digestOf(json("{\"a\":1}")), pseudonyms.digestOf("call", json("{\"a\":1}")));
    }

    @Test
    void needsAKeyOf32Bytes() {
        assertThrows(IllegalArgumentException.class, () -> new Pseudonyms(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> new Pseudonyms(new byte[0]));
    }

    private static Json.Obj json(String text) {
        try {
            return (Json.Obj) new JsonText(8).parse(text);
        } catch (JsonException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
