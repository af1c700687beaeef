package dev.tollgate.core.scan.secret;

/** Shannon's entropy of the bytes of a value ("A Mathematical Theory of Communication", 1948, section 6). */
final class Entropy {
    private static final int MOST = 512;

    private Entropy() {}

    /** In bits a byte, of at most 512 bytes: 0 for one letter repeated, at most the logarithm of the length. */
    static double bits(byte[] text, int from, int to) {
        int length = Math.min(to - from, MOST);
        if (length <= 0) {
            return 0;
        }
        var counts = new int[256];
        for (int i = from; i < from + length; i++) {
            counts[text[i] & 0xFF]++;
        }
        double sum = 0;
        for (int count : counts) {
            if (count > 1) {
                sum += count * Math.log(count);
            }
        }
        return (Math.log(length) - sum / length) / Math.log(2);
    }
}
