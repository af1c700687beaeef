package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** The tenant's pseudonyms. Their key never changes, so it is read once; those of people have keys of their own. */
public final class TenantPseudonyms {
    private static final int MONTH_LETTERS = "2026-11".length();

    private final TenantKey key;
    private final People people;
    private final InstantSource clock;
    private final AtomicReference<Pseudonyms> known = new AtomicReference<>();

    public TenantPseudonyms(TenantKey key, People people, InstantSource clock) {
        this.key = key;
        this.people = people;
        this.clock = clock;
    }

    /** @param deadline until when the key of somebody who is named for the first time is waited for too */
    public Pseudonyms get(Deadline deadline) throws StoreException {
        Pseudonyms pseudonyms = known.get();
        if (pseudonyms == null) {
            pseudonyms = key.pseudonyms(deadline)
                    .orElseThrow(() -> new StoreException("the tenant's key was never made", null));
            known.set(pseudonyms);
        }
        return pseudonyms.with(new OfRequest(pseudonyms, monthOf(clock), deadline));
    }

    /** What addresses of this moment have their key under: {@code 2026-11}. */
    static String monthOf(InstantSource clock) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString().substring(0, MONTH_LETTERS);
    }

    /** One request asks for each key once, and names a person alike from its beginning to its end. */
    private final class OfRequest implements Pseudonyms.Personal {
        private final Pseudonyms tenant;
        private final String month;
        private final Deadline deadline;
        private final ConcurrentHashMap<String, Pseudonyms> met = new ConcurrentHashMap<>();

        OfRequest(Pseudonyms tenant, String month, Deadline deadline) {
            this.tenant = tenant;
            this.month = month;
            this.deadline = deadline;
        }

        @Override
        public String of(String kind, String text) {
            String name = kind.equals(People.ADDRESS) ? month : People.nameOf(text);
            Pseudonyms own = met.computeIfAbsent(kind + " " + name, met -> lookUp(kind, name));
            return own.of(kind, kind.equals(People.ADDRESS) ? text : name);
        }

        private Pseudonyms lookUp(String kind, String name) {
            try {
                return people.pseudonyms(tenant, kind, name, deadline);
            } catch (StoreException unavailable) {
                throw new NoPersonalKeyException(unavailable);
            }
        }
    }
}
