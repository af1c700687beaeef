package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What people's pseudonyms are made with: each person has a key of their own, so that deleting it is erasure. After that
 * nobody can tell whose an old pseudonym is, not even with all other keys, while what is hashed into a chain stays as it
 * is. Addresses have a key for each month.
 */
public final class People {
    public static final String PERSON = "person";
    public static final String ADDRESS = "address";

    /** For so long a function may go on with a key that was deleted. */
    public static final Duration REMEMBERED = Duration.ofMinutes(10);

    private static final int MOST = 10_000;
    private static final int KEY_BYTES = 32;
    private static final String USER = "user:";

    private final PersonalKeys keys;
    private final RandomGenerator random;
    private final Remembered<String, Pseudonyms> known;

    /** @param random one that nobody can predict */
    public People(PersonalKeys keys, RandomGenerator random, LongSupplier nanoClock) {
        this.keys = keys;
        this.random = random;
        this.known = new Remembered<>(REMEMBERED, MOST, nanoClock);
    }

    /** An agent's owner is {@code user:beth} where the approver is {@code beth}: the same person. */
    public static String nameOf(String text) {
        return text.startsWith(USER) && text.length() > USER.length() ? text.substring(USER.length()) : text;
    }

    /** What a key is kept under: without the tenant's key nobody can tell whose it is. */
    public static String whose(Pseudonyms tenant, String kind, String name) {
        return tenant.digestOf("whose key " + kind, name.getBytes(StandardCharsets.UTF_8));
    }

    /** Made with the key of one person, or of one month's addresses; the key is made when there is none. */
    Pseudonyms pseudonyms(Pseudonyms tenant, String kind, String name, Deadline deadline) throws StoreException {
        return known.get(whose(tenant, kind, name), whose -> new Pseudonyms(key(whose, deadline)));
    }

    private byte[] key(String whose, Deadline deadline) throws StoreException {
        var there = keys.find(whose, deadline);
        if (there.isPresent()) {
            return there.get();
        }
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return keys.keep(whose, key, deadline);
    }
}
