package dev.tollgate.core.tamper;

/** Hashes as an alarm shows them. */
final class Hashes {
    private static final int DIGITS = 64;

    private Hashes() {}

    /** What stands in the place of a hash may be anything, and must not get into a record. */
    static String shown(String hash) {
        boolean isHash =
                hash.length() == DIGITS && hash.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        return isHash ? hash : "none";
    }
}
