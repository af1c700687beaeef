package dev.tollgate.core.scan.money;

import java.util.Arrays;
import java.util.List;

/** BIP 173, and BIP 350 for later versions of witness programs. */
final class Bech32 {
    private static final List<String> PREFIXES = List.of("bc1", "ltc1", "tb1");
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32 = 1;
    private static final int BECH32M = 0x2bc830a3;
    private static final byte[] VALUES = values();

    private Bech32() {}

    static boolean hasKnownPrefix(byte[] text, int start, int end) {
        return prefixLength(text, start, end) > 0;
    }

    private static int prefixLength(byte[] text, int start, int end) {
        for (String prefix : PREFIXES) {
            boolean is = end - start > prefix.length();
            for (int i = 0; is && i < prefix.length(); i++) {
                is = (text[start + i] | 0x20) == (prefix.charAt(i) | 0x20);
            }
            if (is) {
                return prefix.length();
            }
        }
        return 0;
    }

    static boolean holds(byte[] text, int start, int end) {
        int prefix = prefixLength(text, start, end) - 1;
        int sum = 1;
        for (int i = 0; i < prefix; i++) {
            sum = step(sum) ^ (text[start + i] | 0x20) >> 5;
        }
        sum = step(sum);
        for (int i = 0; i < prefix; i++) {
            sum = step(sum) ^ (text[start + i] | 0x20) & 31;
        }
        for (int i = start + prefix + 1; i < end; i++) {
            byte value = text[i] < 0 ? -1 : VALUES[text[i]];
            if (value < 0) {
                return false;
            }
            sum = step(sum) ^ value;
        }
        return sum == BECH32 || sum == BECH32M;
    }

    private static int step(int sum) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << 5;
        for (int i = 0; i < 5; i++) {
            if ((top >> i & 1) != 0) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            char c = ALPHABET.charAt(i);
            values[c] = (byte) i;
            values[Character.toUpperCase(c)] = (byte) i;
        }
        return values;
    }
}
