package dev.tollgate.core.agent;

import java.util.List;

/**
 * Who holds a key.
 *
 * @param type of the subject, such as {@code user}; empty when the key does not say who it is
 * @param id of the subject; empty when the key does not say
 * @param roles that the key gives
 */
public record Holder(String type, String id, List<String> roles) {
    public static final Holder UNNAMED = new Holder("", "", List.of());

    public Holder {
        roles = List.copyOf(roles);
        if (type.isEmpty() != id.isEmpty()) {
            throw new IllegalArgumentException("a subject has a type and an id");
        }
    }
}
