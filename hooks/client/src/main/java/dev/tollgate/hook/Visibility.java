package dev.tollgate.hook;

import java.util.Set;

/** What a search found. */
public sealed interface Visibility {

    /** @param ids of what may be allowed; the calls themselves are decided one by one */
    record Of(Set<String> ids) implements Visibility {
        public Of {
            ids = Set.copyOf(ids);
        }
    }

    /** Nobody answered, or the answer was none: nothing may be shown. */
    record Unknown(String why) implements Visibility {}
}
