package dev.tollgate.local.permission;

import java.util.Comparator;

/**
 * A permission that a function needed.
 *
 * @param function its logical id
 * @param statement the name of the statement that allows it
 * @param action such as {@code dynamodb:GetItem}
 * @param resource the table, and the index or stream, by their names on this machine
 * @param key the pattern that the partition key is like; {@code -} where none is asked for
 */
public record PermissionUse(String function, String statement, String action, String resource, String key)
        implements Comparable<PermissionUse> {
    private static final Comparator<PermissionUse> ORDER = Comparator.comparing(PermissionUse::function)
            .thenComparing(PermissionUse::statement)
            .thenComparing(PermissionUse::action)
            .thenComparing(PermissionUse::resource)
            .thenComparing(PermissionUse::key);

    /** @param line as {@link #toString} writes it */
    public static PermissionUse parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 5) {
            throw new IllegalArgumentException(
                    "expected function, statement, action, resource and key with a space between, not " + line);
        }
        return new PermissionUse(words[0], words[1], words[2], words[3], words[4]);
    }

    @Override
    public int compareTo(PermissionUse other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return String.join(" ", function, statement, action, resource, key);
    }
}
