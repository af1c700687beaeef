package dev.tollgate.hook;

/** A key of Tollgate's, which never shows in a text. */
public final class AccessKey {
    private static final int LONGEST = 1_024;

    private final String secret;

    private AccessKey(String secret) {
        this.secret = secret;
    }

    /** @throws IllegalArgumentException when this can be no key */
    public static AccessKey of(String secret) {
        if (secret.isEmpty() || secret.length() > LONGEST || secret.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("a key of Tollgate's is printable ASCII without spaces, such as tg_…");
        }
        return new AccessKey(secret);
    }

    String authorization() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "a key";
    }
}
