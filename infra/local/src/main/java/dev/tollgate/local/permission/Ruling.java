package dev.tollgate.local.permission;

import java.util.List;

/** What IAM would say of one operation. */
public sealed interface Ruling {

    /** @param uses the statements that allow it, one for each kind of key */
    record Allowed(List<PermissionUse> uses) implements Ruling {
        public Allowed {
            uses = List.copyOf(uses);
        }
    }

    /** @param because the end of the sentence "… is not authorized to perform … on resource …" */
    record Refused(Operation operation, String because) implements Ruling {}
}
