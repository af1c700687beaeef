package dev.tollgate.core.scan.money;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isHex;

/** Addresses of crypto currencies, by their checksums: Base58Check, Bech32 (BIP 173, BIP 350), and EIP-55. */
public final class CryptoAddress {
    private static final int SHORTEST = 26;
    private static final int LONGEST = 90;
    private static final int ETHEREUM = 42;
    private static final int LONGEST_BASE58 = 36;

    /**
     * @param start the first byte of a group of letters and digits
     * @param end the byte after the group
     */
    public void look(byte[] text, int start, int end, Sink sink) {
        int length = end - start;
        if (length < SHORTEST || length > LONGEST) {
            return;
        }
        byte first = text[start];
        if (first == '0') {
            if (length == ETHEREUM && (text[start + 1] | 0x20) == 'x' && areHex(text, start + 2, end)) {
                ethereum(text, start, end, sink);
            }
            return;
        }
        boolean isBech32 = Bech32.hasKnownPrefix(text, start, end);
        if (isBech32 ? Bech32.holds(text, start, end) : mayBeBase58(first, length) && Base58.holds(text, start, end)) {
            sink.found(PersonalType.CRYPTO_ADDRESS, start, end, 97);
        }
    }

    /** Bitcoin's 1 and 3, Litecoin's L and M, Dogecoin's D, Dash's X, Tron's T, Ripple uses another alphabet. */
    private static boolean mayBeBase58(byte first, int length) {
        return length <= LONGEST_BASE58
                && (first == '1'
                        || first == '3'
                        || first == 'L'
                        || first == 'M'
                        || first == 'D'
                        || first == 'T'
                        || first == 'X');
    }

    private static boolean areHex(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isHex(text[i])) {
                return false;
            }
        }
        return true;
    }

    /** Letters of one case carry no checksum. */
    private static void ethereum(byte[] text, int start, int end, Sink sink) {
        boolean hasUpper = false;
        boolean hasLower = false;
        for (int i = start + 2; i < end; i++) {
            hasUpper |= text[i] >= 'A' && text[i] <= 'F';
            hasLower |= text[i] >= 'a' && text[i] <= 'f';
        }
        if (!hasUpper || !hasLower) {
            sink.found(PersonalType.CRYPTO_ADDRESS, start, end, 60);
        } else if (isEip55(text, start + 2)) {
            sink.found(PersonalType.CRYPTO_ADDRESS, start, end, 97);
        }
    }

    /** A letter is upper case where the same digit of the Keccak-256 of the address in lower case is 8 or more. */
    private static boolean isEip55(byte[] text, int start) {
        var lower = new byte[40];
        for (int i = 0; i < 40; i++) {
            byte b = text[start + i];
            lower[i] = b >= 'A' ? (byte) (b | 0x20) : b;
        }
        byte[] hash = Keccak256.of(lower);
        for (int i = 0; i < 40; i++) {
            byte b = text[start + i];
            if (b >= 'A') {
                int digit = i % 2 == 0 ? (hash[i / 2] & 0xFF) >> 4 : hash[i / 2] & 0xF;
                boolean isUpper = b <= 'Z';
                if (isUpper != digit >= 8) {
                    return false;
                }
            }
        }
        return true;
    }
}
