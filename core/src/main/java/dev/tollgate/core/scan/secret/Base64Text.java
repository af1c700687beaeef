package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.ByteClass;
import java.util.Arrays;

/** Base 64 in either alphabet (RFC 4648, sections 4 and 5), with or without padding. */
final class Base64Text {
    private Base64Text() {}

    /** What the bytes stand for, up to the first that is none of base 64. */
    static byte[] decoded(byte[] text, int from, int to) {
        var decoded = new byte[(to - from) * 3 / 4 + 3];
        int length = 0;
        int bits = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            int value = ByteClass.sextet(text[i]);
            if (value < 0) {
                break;
            }
            bits = bits << 6 | value;
            count += 6;
            if (count >= 8) {
                count -= 8;
                decoded[length++] = (byte) (bits >> count);
            }
        }
        return Arrays.copyOf(decoded, length);
    }
}
