package dev.tollgate.core.redact;

/** How many characters of Unicode stand before a byte of a text. */
final class Characters {
    private static final int STEP = 1_024;

    private final byte[] text;
    private final int[] before;

    /** @param text UTF-8 */
    Characters(byte[] text) {
        this.text = text;
        this.before = new int[text.length / STEP + 1];
        for (int step = 1; step < before.length; step++) {
            before[step] = before[step - 1] + count((step - 1) * STEP, step * STEP);
        }
    }

    int before(int at) {
        int step = at / STEP;
        return before[step] + count(step * STEP, at);
    }

    private int count(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += (text[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }
}
