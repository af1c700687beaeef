package dev.tollgate.core.scan.money;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CryptoAddressTest {

    /** The two values that the Keccak team publishes for short messages, as Ethereum uses them. */
    @Test
    void keccakIsTheOriginalOne() {
        assertEquals("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", keccak(""));
        assertEquals("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45", keccak("abc"));
    }

    /** From EIP-55, section "Test Cases". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
            })
    void acceptsTheExamplesOfEip55(String address) {
        assertEquals(97, confidence(address));
        assertEquals(0, confidence(address.replaceFirst("[a-f](?=[^a-f]*$)", "F")));
    }

    /** From BIP 173 and BIP 350, section "Test vectors". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
                "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
                "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            })
    void acceptsTheExamplesOfTheBips(String address) {
        assertEquals(97, confidence(address));
        char last = address.charAt(address.length() - 1);
        assertEquals(0, confidence(address.substring(0, address.length() - 1) + (last == 'q' ? 'p' : 'q')));
    }

    @Test
    void aChangedCharacterBreaksBase58Check() {
        assertTrue(Base58.holds(bytes("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"), 0, 34));
        assertFalse(Base58.holds(bytes("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3"), 0, 34));
        assertFalse(Base58.holds(bytes("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN0"), 0, 34));
        assertFalse(Base58.holds(bytes("z".repeat(36)), 0, 36));
    }

    private static int confidence(String address) {
        var confidence = new int[1];
        byte[] bytes = bytes(address);
        new CryptoAddress().look(bytes, 0, bytes.length, (type, from, to, sure) -> confidence[0] = sure);
        return confidence[0];
    }

    private static String keccak(String message) {
        return HexFormat.of().formatHex(Keccak256.of(bytes(message)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
