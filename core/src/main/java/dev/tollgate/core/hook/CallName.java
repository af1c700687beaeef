package dev.tollgate.core.hook;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.util.List;

/**
 * What a runtime calls one call of a tool, before and after it. Only within one access key is it told from every other.
 *
 * @param dialect of the runtime
 * @param session as the runtime says; empty when it says none
 * @param id as the runtime says
 */
public record CallName(String dialect, String session, String id) {

    /** 64 hex digits. Of whatever length the parts are, and whatever stands in them. */
    public String key(String accessKeyId) {
        return Sha256.hex(CanonicalJson.RFC_8785.bytes(Json.texts(List.of(dialect, accessKeyId, session, id))));
    }
}
