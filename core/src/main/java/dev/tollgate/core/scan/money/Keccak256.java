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

    private static void permute(long[] lanes) {
        var column = new long[5];
        for (int round = 0; round < ROUNDS; round++) {
            for (int x = 0; x < 5; x++) {
                column[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
            }
            for (int x = 0; x < 5; x++) {
                long parity = column[(x + 4) % 5] ^ Long.rotateLeft(column[(x + 1) % 5], 1);
                for (int y = 0; y < 25; y += 5) {
                    lanes[y + x] ^= parity;
                }
            }
            long moved = lanes[1];
            for (int i = 0; i < PLACES.length; i++) {
                long kept = lanes[PLACES[i]];
                lanes[PLACES[i]] = Long.rotateLeft(moved, ROTATIONS[i]);
                moved = kept;
            }
            for (int y = 0; y < 25; y += 5) {
                System.arraycopy(lanes, y, column, 0, 5);
                for (int x = 0; x < 5; x++) {
                    lanes[y + x] ^= ~column[(x + 1) % 5] & column[(x + 2) % 5];
                }
            }
            lanes[0] ^= CONSTANTS[round];
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
