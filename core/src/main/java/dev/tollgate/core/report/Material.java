package dev.tollgate.core.report;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.IndexKeys;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.RecordQuery;
import dev.tollgate.core.rollup.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a report is made of.
 *
 * @param asked whose trail
 * @param rows what was counted in the period, of what whoever asks may know
 */
record Material(
        Period period,
        Scope scope,
        Whose asked,
        List<Row> rows,
        RecordLists lists,
        AgentRegister register,
        Pseudonyms pseudonyms,
        Instant now,
        Deadline deadline) {

    List<Row> of(String... kinds) {
        Set<String> wanted = Set.copyOf(Arrays.asList(kinds));
        return rows.stream().filter(row -> wanted.contains(row.key().kind())).toList();
    }

    List<Row> decisions() {
        return of(Draft.Kind.DECISION.word());
    }

    /** The first answer of each call; what came again is not among them. */
    List<Row> answers() {
        return of(Draft.Kind.REDACTION.word());
    }

    RecordLists.Listed newest(IndexKeys.Index index, List<String> names, Map<String, Set<String>> members, int most)
            throws StoreException {
        return lists.newest(new RecordQuery(index, names, period.from(), period.to(), members), most);
    }

    String query(String... namesAndTexts) {
        return Source.query(period.from(), period.to(), filters(namesAndTexts));
    }

    /** Names and texts in turn. */
    static Map<String, String> filters(String... namesAndTexts) {
        var filters = new TreeMap<String, String>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            filters.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return filters;
    }

    Source export() {
        return Source.export(period.from(), period.to());
    }
}
