package dev.tollgate.core.report;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.record.RecordQuery;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.report.Section.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Allowed calls whose answer never came for redaction, one by one. */
final class WithoutOutcome {
    private static final int MOST_LOOKED_AT = 1_000;
    private static final int MOST_LISTED = 200;

    /** Each agent is searched in the shards of a day, side by side. */
    private static final int MOST_AGENTS = 10;

    /** So much later an answer may still come. */
    private static final Duration LONGEST_CALL = Duration.ofHours(1);

    private final Material material;

    WithoutOutcome(Material material) {
        this.material = material;
    }

    /** @param agents those that have such calls, by the figures */
    Table table(List<String> agents) throws StoreException {
        List<String> searched = agents.stream().limit(MOST_AGENTS).toList();
        boolean isCut = searched.size() < agents.size();
        var missing = new ArrayList<SealedRecord>();
        if (!searched.isEmpty()) {
            RecordLists.Listed looked = material.lists().newest(query(searched), MOST_LOOKED_AT);
            isCut |= looked.isCut();
            missing.addAll(missing(looked.records()));
        }
        isCut |= missing.size() > MOST_LISTED;
        return Listing.of(
                "without_outcome",
                "Allowed calls that did not come back",
                "Newest first, read from the records themselves. A call of the last minutes may still be under way.",
                Columns.of("at", "record", "agent", "server", "tool", "session", "trace"),
                new RecordLists.Listed(missing.stream().limit(MOST_LISTED).toList(), isCut),
                "export the period, and look for allowed decisions that no redaction names");
    }

    private RecordQuery query(List<String> agents) {
        Instant end = material.period().to().plus(LONGEST_CALL);
        Instant to = end.isBefore(material.now()) ? end : material.now();
        return new RecordQuery(
                Index.BY_AGENT,
                agents,
                material.period().from(),
                to.isAfter(material.period().to()) ? to : material.period().to(),
                Map.of("kind", Set.of("decision", "redaction")));
    }

    /** An answer stands after its decision, so going back in time it comes first. */
    private List<SealedRecord> missing(List<SealedRecord> newestFirst) {
        var answered = new HashSet<String>();
        var missing = new ArrayList<SealedRecord>();
        for (SealedRecord record : newestFirst) {
            Json.Obj content = record.content();
            content.text("decision").ifPresent(answered::add);
            content.text("withdraws").ifPresent(answered::add);
            boolean isAllowedCall = record.kind().equals("decision")
                    && content.text("effect").filter("allow"::equals).isPresent()
                    && content.text("tool").isPresent()
                    && content.get("preflight").isEmpty();
            if (isAllowedCall && isInPeriod(content) && !answered.contains(record.id())) {
                missing.add(record);
            }
        }
        return missing;
    }

    private boolean isInPeriod(Json.Obj content) {
        Instant at = Instant.parse(content.text("at").orElse(Instant.MIN.toString()));
        return at.isBefore(material.period().to());
    }
}
