package dev.tollgate.tests.corpus;

/** Keccak-256 as Ethereum has it: FIPS 202's permutation with the padding from before the standard. */
final class Keccak {
    private static final int RATE = 136;
    private static final int ROUNDS = 24;

    private Keccak() {}

    /** @param message shorter than one block */
    static byte[] hash256(byte[] message) {
        var block = new byte[200];
        System.arraycopy(message, 0, block, 0, message.length);
        block[message.length] ^= 1;
        block[RATE - 1] ^= (byte) 0x80;
        var lanes = new long[25];
        for (int i = 0; i < block.length; i++) {
            lanes[i / 8] |= (block[i] & 0xFFL) << 8 * (i % 8);
        }
        permute(lanes);
        var hash = new byte[32];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) (lanes[i / 8] >>> 8 * (i % 8));
        }
        return hash;
    }

    private static void permute(long[] lanes) {
        int feedback = 1;
        for (int round = 0; round < ROUNDS; round++) {
            theta(lanes);
            rhoAndPi(lanes);
            chi(lanes);
            for (int j = 0; j < 7; j++) {
                if ((feedback & 1) == 1) {
                    lanes[0] ^= 1L << (1 << j) - 1;
                }
                feedback = feedback << 1 ^ ((feedback & 0x80) != 0 ? 0x171 : 0);
            }
        }
    }

    private static void theta(long[] lanes) {
        var columns = new long[5];
        for (int i = 0; i < 25; i++) {
            columns[i % 5] ^= lanes[i];
        }
        for (int i = 0; i < 25; i++) {
            lanes[i] ^= columns[(i + 4) % 5] ^ Long.rotateLeft(columns[(i + 1) % 5], 1);
        }
    }

    private static void rhoAndPi(long[] lanes) {
        int x = 1;
        int y = 0;
        long current = lanes[1];
        for (int t = 0; t < 24; t++) {
            int next = (2 * x + 3 * y) % 5;
            x = y;
            y = next;
            long moved = lanes[x + 5 * y];
            lanes[x + 5 * y] = Long.rotateLeft(current, (t + 1) * (t + 2) / 2 % 64);
            current = moved;
        }
    }

    private static void chi(long[] lanes) {
        for (int row = 0; row < 25; row += 5) {
            long[] before = {lanes[row], lanes[row + 1], lanes[row + 2], lanes[row + 3], lanes[row + 4]};
            for (int i = 0; i < 5; i++) {
                lanes[row + i] = before[i] ^ ~before[(i + 1) % 5] & before[(i + 2) % 5];
            }
        }
    }
}
