package dev.tollgate.core.scan.money;

/**
 * Keccak with 256 bits as Ethereum has it: the permutation of FIPS 202, section 3.2, with the padding of Keccak's original
 * submission, which the JDK's SHA3-256 does not have.
 */
final class Keccak256 {
    private static final int RATE = 136;
    private static final int ROUNDS = 24;
    private static final int[] ROTATIONS = {
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
    };
    private static final int[] PLACES = {
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
    };
    private static final long[] CONSTANTS = constants();

    private Keccak256() {}

    /** @param message shorter than 136 bytes */
    static byte[] of(byte[] message) {
        if (message.length >= RATE) {
            throw new IllegalArgumentException("a message has fewer than 136 bytes");
        }
        var lanes = new long[25];
        for (int i = 0; i < message.length; i++) {
            lanes[i / 8] |= (message[i] & 0xFFL) << i % 8 * 8;
        }
        lanes[message.length / 8] ^= 1L << message.length % 8 * 8;
        lanes[(RATE - 1) / 8] ^= 0x80L << (RATE - 1) % 8 * 8;
        permute(lanes);
        var hash = new byte[32];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) (lanes[i / 8] >>> i % 8 * 8);
        }
        return hash;
    }

    private static void permute(long[] a) {
        for (int round = 0; round < ROUNDS; round++) {
            long c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
            long c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
            long c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
            long c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
            long c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
            long d0 = c4 ^ Long.rotateLeft(c1, 1);
            long d1 = c0 ^ Long.rotateLeft(c2, 1);
            long d2 = c1 ^ Long.rotateLeft(c3, 1);
            long d3 = c2 ^ Long.rotateLeft(c4, 1);
            long d4 = c3 ^ Long.rotateLeft(c0, 1);
            for (int y = 0; y < 25; y += 5) {
                a[y] ^= d0;
                a[y + 1] ^= d1;
                a[y + 2] ^= d2;
                a[y + 3] ^= d3;
                a[y + 4] ^= d4;
            }
            long moved = a[1];
            for (int i = 0; i < PLACES.length; i++) {
                long kept = a[PLACES[i]];
                a[PLACES[i]] = Long.rotateLeft(moved, ROTATIONS[i]);
                moved = kept;
            }
            for (int y = 0; y < 25; y += 5) {
                long a0 = a[y];
                long a1 = a[y + 1];
                long a2 = a[y + 2];
                long a3 = a[y + 3];
                long a4 = a[y + 4];
                a[y] = a0 ^ ~a1 & a2;
                a[y + 1] = a1 ^ ~a2 & a3;
                a[y + 2] = a2 ^ ~a3 & a4;
                a[y + 3] = a3 ^ ~a4 & a0;
                a[y + 4] = a4 ^ ~a0 & a1;
            }
            a[0] ^= CONSTANTS[round];
        }
    }

    /** FIPS 202, section 3.2.5: bits of a shift register. */
    private static long[] constants() {
        var constants = new long[ROUNDS];
        int register = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int j = 0; j < 7; j++) {
                if ((register & 1) != 0) {
                    constants[round] |= 1L << (1 << j) - 1;
                }
                register = (register & 0x80) != 0 ? register << 1 ^ 0x171 : register << 1;
            }
        }
        return constants;
    }
}
