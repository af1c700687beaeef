package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records for tests of what is written beside them. */
public final class SealedRecords {
    private static final Instant START = Instant.parse("2026-11-27T09:00:00Z");

    private SealedRecords() {}

    /** The first of a chain. */
    public static SealedRecord first(String writer, Draft draft) {
        return SealedRecord.seal(writer, 0, SealedRecord.genesis(writer), draft);
    }

    /** A whole chain: its opening, then decisions. */
    public static List<SealedRecord> chain(String writer, int length) {
        var chain = new ArrayList<SealedRecord>();
        String prev = SealedRecord.genesis(writer);
        for (int seq = 0; seq < length; seq++) {
            SealedRecord record = SealedRecord.seal(writer, seq, prev, draft(seq));
            chain.add(record);
            prev = record.hash();
        }
        return List.copyOf(chain);
    }

    private static Draft draft(int seq) {
        Instant at = START.plusSeconds(seq);
        return new Draft(
                seq == 0 ? Draft.Kind.OPEN : Draft.Kind.DECISION,
                at,
                at.plus(Duration.ofDays(90)),
                Json.object().put("tool", "crm/read").put("turn", seq).build());
    }
}
