package dev.tollgate.core.redact;

/**
 * The tenant's key for pseudonyms in answers.
 *
 * @param id stands in each token, so that tokens of an older key are known as such; 1 to 8 small letters and digits
 * @param secret 32 bytes
 */
public record PseudonymKey(String id, byte[] secret) {
    private static final int BYTES = 32;
    private static final int LONGEST_ID = 8;

    public PseudonymKey {
        boolean isId = !id.isEmpty()
                && id.length() <= LONGEST_ID
                && id.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
        if (!isId) {
            throw new IllegalArgumentException("the id of a key has 1 to 8 small letters and digits");
        }
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + secret.length);
        }
        secret = secret.clone();
    }

    @Override
    public byte[] secret() {
        return secret.clone();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "PseudonymKey " + id;
    }
}
