package dev.tollgate.core.reception;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Presented;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.watch.KeyUse;
import java.time.Instant;

/** What is noted of a request's key. */
final class KeyUses {
    private KeyUses() {}

    static KeyUse of(Arrival<?> arrival, Bundle.Settings settings) {
        AccessKey key = arrival.caller().key();
        return new KeyUse(
                CallerOnRecord.keyId(key.id(), arrival.pseudonyms()),
                key.ownAgent(),
                KeyUse.networkOf(arrival.sourceAddress(), arrival.pseudonyms()),
                arrival.callerOnRecord(),
                arrival.arrived(),
                settings);
    }

    /** An id that the registry does not have may be anything. Its pseudonym is made of every id, for equal times. */
    static KeyUse of(
            Presented.Refused refused,
            String sourceAddress,
            Pseudonyms pseudonyms,
            Instant arrived,
            Bundle.Settings settings) {
        String unknown = pseudonyms.of("key", refused.id());
        String name = refused.key()
                .map(key -> CallerOnRecord.keyId(key.id(), pseudonyms))
                .orElse(unknown);
        Json caller = Json.object()
                .put("key", name)
                .put("role", refused.key().map(CallerOnRecord::role))
                .put("from", pseudonyms.of("address", sourceAddress))
                .build();
        return new KeyUse(
                name,
                refused.key().flatMap(AccessKey::ownAgent),
                KeyUse.networkOf(sourceAddress, pseudonyms),
                caller,
                arrived,
                settings);
    }
}
