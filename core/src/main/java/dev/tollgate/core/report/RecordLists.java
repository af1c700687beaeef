package dev.tollgate.core.report;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.RecordQuery;
import dev.tollgate.core.record.RecordSearch;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of records that whoever asks may know of, as long as time and room allow. */
final class RecordLists {
    private static final int MOST_A_PAGE = 100;

    private final RecordSearch search;
    private final Scope scope;
    private final Deadline deadline;

    RecordLists(RecordSearch search, Scope scope, Deadline deadline) {
        this.search = search;
        this.scope = scope;
        this.deadline = deadline;
    }

    /**
     * @param records newest first
     * @param isCut whether there are others
     */
    record Listed(List<SealedRecord> records, boolean isCut) {}

    Listed newest(RecordQuery query, int most) throws StoreException {
        var records = new ArrayList<SealedRecord>();
        Optional<String> before = Optional.empty();
        while (true) {
            RecordSearch.Found page =
                    search.page(query, before, Math.min(MOST_A_PAGE, most - records.size()), deadline);
            page.records().stream().filter(scope::has).forEach(records::add);
            boolean isStuck = page.next().equals(before) || page.records().isEmpty();
            if (page.next().isEmpty() || records.size() >= most || isStuck) {
                return new Listed(records, page.next().isPresent());
            }
            before = page.next();
        }
    }
}
