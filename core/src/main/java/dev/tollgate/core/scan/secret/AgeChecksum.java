package dev.tollgate.core.scan.secret;

/** The checksum of age's identities: Bech32 in capitals (BIP 173) over {@code age-secret-key-} and 32 bytes. */
final class AgeChecksum {
    private static final String ALPHABET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    private AgeChecksum() {}

    /** @param body the byte after {@code AGE-SECRET-KEY-1} */
    static boolean holds(byte[] text, int start, int body, int end) {
        int sum = 1;
        int prefixEnd = body - 1;
        for (int i = start; i < prefixEnd; i++) {
            sum = step(sum) ^ lower(text[i]) >> 5;
        }
        sum = step(sum);
        for (int i = start; i < prefixEnd; i++) {
            sum = step(sum) ^ lower(text[i]) & 31;
        }
        for (int i = body; i < end; i++) {
            sum = step(sum) ^ ALPHABET.indexOf(text[i]);
        }
        return sum == 1;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    private static int step(int sum) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << 5;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >> i & 1) != 0 ? GENERATOR[i] : 0;
        }
        return next;
    }
}
