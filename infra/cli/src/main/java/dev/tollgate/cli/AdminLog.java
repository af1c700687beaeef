package dev.tollgate.cli;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.NoPersonalKeyException;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Records administrative acts, in a chain of this command's own. */
public final class AdminLog {
    /** As long as the opening of a chain is kept: acts are few, and asked about late. */
    private static final Duration RETENTION = Duration.ofDays(400);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Writer writer;
    private final TenantPseudonyms pseudonyms;
    private final String user;
    private final InstantSource clock;

    /** @param user who acts; a pseudonym of it is recorded */
    public AdminLog(Writer writer, TenantPseudonyms pseudonyms, String user, InstantSource clock) {
        this.writer = writer;
        this.pseudonyms = pseudonyms;
        this.user = user;
        this.clock = clock;
    }

    /** Returns when the record is durable. */
    void record(String act, Json.Members details) throws StoreException {
        Deadline deadline = Deadline.in(PATIENCE);
        var members = Json.object().put("act", act).put("by", person(user));
        details.build().members().forEach(members::put);
        Instant now = clock.instant();
        writer.append(List.of(new Draft(Draft.Kind.ADMIN, now, now.plus(RETENTION), members.build())), deadline);
    }

    /** What stands in a record for a person. */
    String person(String name) throws StoreException {
        return pseudonym("person", name);
    }

    /** What stands in a record for a text of this kind that no record may hold. */
    String pseudonym(String kind, String text) throws StoreException {
        try {
            return pseudonyms.get(Deadline.in(PATIENCE)).of(kind, text);
        } catch (NoPersonalKeyException unavailable) {
            throw new StoreException(unavailable.getMessage(), unavailable);
        }
    }
}
