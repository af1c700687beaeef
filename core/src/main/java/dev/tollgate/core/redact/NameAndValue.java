package dev.tollgate.core.redact;

import dev.tollgate.core.scan.Field;

/**
 * What an object such as {@code {"name": "DB_PASSWORD", "value": "…"}} says of its value, as the environment of a
 * container has it: there the name of the member says nothing, and what stands before it is the name.
 */
final class NameAndValue {
    private Field field = Field.NONE;

    static boolean isName(String member) {
        return member.equalsIgnoreCase("name") || member.equalsIgnoreCase("key");
    }

    /** @param name what stands under {@code name} or {@code key} */
    void named(KnownNames.Name name) {
        field = name.field();
    }

    /** What is known of a member. */
    Field of(KnownNames.Name member) {
        boolean isValue = member.field() == Field.NONE && member.text().equalsIgnoreCase("value");
        return isValue ? field : member.field();
    }
}
