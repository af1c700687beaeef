package dev.tollgate.audit.query;

import dev.tollgate.audit.query.Cursors.Position;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Participants;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.RecordQuery;
import dev.tollgate.core.record.RecordReader;
import dev.tollgate.core.record.RecordSearch;
import dev.tollgate.core.record.SealedRecord;
import java.util.List;
import java.util.Optional;

/** Where auditors read records. */
final class ReadingRoom {
    private final RecordSearch search;
    private final Participants participants;
    private final RecordReader reader;

    ReadingRoom(RecordSearch search, Participants participants, RecordReader reader) {
        this.search = search;
        this.participants = participants;
        this.reader = reader;
    }

    HttpResponse search(HttpRequest request, Visit visit) throws StoreException, ProblemException {
        Form form = Form.of(request);
        var cursors = new Cursors(visit.arrival().pseudonyms());
        Asked asked = Asked.read(request.query(), visit.arrival().arrived(), cursors);
        RecordSearch.Found found = found(asked, visit);
        List<SealedRecord> records =
                found.records().stream().filter(visit.scope()::has).toList();
        String next = found.next()
                .map(before -> cursors.text(asked.filters(), new Position(asked.from(), asked.to(), before)))
                .orElse("");
        Json.Obj read = visit.reading().ofSearch(asked, form, records.size(), visit.deadline());
        return visit.shown(form.page(records, next), read);
    }

    private RecordSearch.Found found(Asked asked, Visit visit) throws ProblemException, StoreException {
        Optional<RecordQuery> query = asked.filters()
                .query(
                        asked.from(),
                        asked.to(),
                        visit.arrival().pseudonyms(),
                        (part, names) -> participants.of(part, names, asked.from(), asked.to(), visit.deadline()));
        return query.isEmpty()
                ? new RecordSearch.Found(List.of(), Optional.empty())
                : search.page(query.get(), asked.before(), asked.limit(), visit.deadline());
    }

    HttpResponse show(String id, HttpRequest request, Visit visit) throws StoreException, ProblemException {
        Form form = Form.of(request);
        Optional<RecordId> wanted = RecordId.parse(id);
        Optional<SealedRecord> there =
                wanted.isEmpty() ? Optional.empty() : reader.find(wanted.get(), visit.deadline());
        if (there.isEmpty()) {
            visit.looked(visit.reading().ofNothing(id));
            throw new ProblemException(noRecord());
        }
        SealedRecord record = there.get();
        visit.checkScope(record);
        return visit.shown(form.one(record), visit.reading().ofShow(record.id()));
    }

    static Problem noRecord() {
        return new Problem(404, "not_found", "There is no such record. Its time may be over, and it was deleted.");
    }
}
