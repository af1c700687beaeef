package dev.tollgate.core.agent;

import dev.tollgate.core.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeyTokenTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void isReadAsItWasWritten() {
        KeyToken token = KeyToken.random(RANDOM);

        assertTrue(token.text().matches("tg_[a-z2-7]{16}_[a-z2-7]{52}"), token.text());
        assertEquals(Optional.of(token), KeyToken.parse(token.text()));
        assertNotEquals(token, KeyToken.random(RANDOM));
    }

    @Test
    void doesNotShowItsSecret() {
        KeyToken token = KeyToken.random(RANDOM);

        assertFalse(token.toString().contains(token.secret()));
        assertFalse(("" + Optional.of(token)).contains(token.secret()));
    }

    @Test
    void isKeptAsTheHashOfItsSecret() {
        KeyToken token = KeyToken.random(RANDOM);

        assertEquals(Sha256.hex(token.secret()), token.secretHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tg_", "tg__", "Bearer", "TG_", "xx_"})
    void refusesAnyOtherBeginning(String beginning) {
        String rest = "a".repeat(16) + "_" + "b".repeat(52);

        assertEquals(beginning.equals("tg_"), KeyToken.parse(beginning + rest).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"15, 52", "17, 52", "16, 51", "16, 53", "0, 52", "16, 0"})
    void refusesAnyOtherLength(int id, int secret) {
        assertTrue(KeyToken.parse("tg_" + "a".repeat(id) + "_" + "b".repeat(secret))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "1", "8", "=", " ", "ä", "_", "\n"})
    void refusesAnyOtherLetter(String letter) {
        assertTrue(KeyToken.parse("tg_" + "a".repeat(15) + letter + "_" + "b".repeat(52))
                .isEmpty());
        assertTrue(KeyToken.parse("tg_" + "a".repeat(16) + "_" + "b".repeat(51) + letter)
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "f, my", "fo, mzxq", "foo, mzxw6", "foob, mzxw6yq", "fooba, mzxw6ytb", "foobar, mzxw6ytboi"})
    void writesBase32AsRfc4648Does(String text, String expected) {
        assertEquals(expected, Base32.encode(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
