package dev.tollgate.cli;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.People;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.TenantKey;
import dev.tollgate.core.store.DynamoPersonalKeys;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What records call a person, and what makes that they call nobody so. */
public final class PersonalData {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TenantKey tenantKey;
    private final DynamoPersonalKeys keys;

    PersonalData(TenantKey tenantKey, DynamoPersonalKeys keys) {
        this.tenantKey = tenantKey;
        this.keys = keys;
    }

    /** The names that a person can have in requests and in the registry, each with its pseudonym where it has one. */
    Map<String, Optional<String>> pseudonyms(String person) throws StoreException {
        Deadline deadline = Deadline.in(PATIENCE);
        Pseudonyms tenant = tenant(deadline);
        var pseudonyms = new TreeMap<String, Optional<String>>();
        for (String name : names(person)) {
            pseudonyms.put(
                    name,
                    keys.find(People.whose(tenant, People.PERSON, name), deadline)
                            .map(key -> new Pseudonyms(key).of(People.PERSON, name)));
        }
        return pseudonyms;
    }

    /** @return how many keys there were */
    int erasePerson(String person) throws StoreException {
        int erased = 0;
        for (String name : names(person)) {
            erased += erase(People.PERSON, name);
        }
        return erased;
    }

    /** @return how many keys there were */
    int eraseAddresses(YearMonth month) throws StoreException {
        return erase(People.ADDRESS, month.toString());
    }

    private int erase(String kind, String name) throws StoreException {
        Deadline deadline = Deadline.in(PATIENCE);
        return keys.erase(People.whose(tenant(deadline), kind, name), deadline) ? 1 : 0;
    }

    /** As a user, owner or approver; and as the subject of a token, which may be somebody else of that name. */
    private static List<String> names(String person) {
        String name = People.nameOf(person);
        return name.startsWith("jwt:") || name.startsWith("iam:") ? List.of(name) : List.of(name, "jwt:" + name);
    }

    private Pseudonyms tenant(Deadline deadline) throws StoreException {
        return tenantKey
                .pseudonyms(deadline)
                .orElseThrow(() -> new StoreException("the registry has no tenant key", null));
    }
}
