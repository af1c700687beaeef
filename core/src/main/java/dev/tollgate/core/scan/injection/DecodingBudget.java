package dev.tollgate.core.scan.injection;

/** How many bytes may still be decoded in one text, through all depths: twice as many as it has. */
final class DecodingBudget {
    /** Of one payload, in bytes. */
    private static final int MOST_AT_ONCE = 64 * 1024;

    private int left;

    DecodingBudget(int length) {
        this.left = (int) Math.min(Integer.MAX_VALUE, 2L * length);
    }

    int most() {
        return Math.min(left, MOST_AT_ONCE);
    }

    void spend(int bytes) {
        left -= bytes;
    }
}
