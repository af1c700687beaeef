package dev.tollgate.core.reception;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Pseudonyms;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a record says of who asked. */
public final class CallerOnRecord {
    private static final Pattern ROLE = Pattern.compile("iam:arn:[a-z-]+:iam::[0-9]{12}:role/.+");

    private CallerOnRecord() {}

    public static Json of(Caller caller, String sourceAddress, Pseudonyms pseudonyms) {
        return Json.object()
                .put("key", keyId(caller.key().id(), pseudonyms))
                .put("role", role(caller.key()))
                .put("from", pseudonyms.of("address", sourceAddress))
                .build();
    }

    static String role(AccessKey key) {
        return key.role().name().toLowerCase(Locale.ROOT);
    }

    /** A key id of ours is random, and a role is no person. Any other identity may be a person's name. */
    static String keyId(String id, Pseudonyms pseudonyms) {
        int colon = id.indexOf(':');
        return colon < 0 || ROLE.matcher(id).matches() ? id : id.substring(0, colon + 1) + pseudonyms.of("person", id);
    }
}
