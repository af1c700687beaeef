package dev.tollgate.audit.query;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.report.Scope;
import java.util.List;

/** One auditor who is in. Nothing is shown before it stands in a record of its own that it was. */
record Visit(Arrival<Loaded> arrival, ReadRecord reading, Scope scope, Writer writer, Deadline deadline) {
    private static final String RECORD_ID = "tollgate-record-id";

    /** The response, once it is recorded that it is given. */
    HttpResponse shown(HttpResponse response, Json.Obj read) throws StoreException {
        return response.with(RECORD_ID, write(Draft.Kind.READ, read));
    }

    /** Records that somebody looked, and found nothing that can be given. */
    void looked(Json.Obj read) throws StoreException {
        write(Draft.Kind.READ, read);
    }

    /** Records a look at what this auditor may not know of, and refuses it. */
    void checkScope(SealedRecord record) throws StoreException, ProblemException {
        if (!scope.has(record)) {
            write(Draft.Kind.SECURITY, reading.outsideScope());
            throw new ProblemException(Problem.forbidden("This key may not read about this agent or this server."));
        }
    }

    String write(Draft.Kind kind, Json.Obj members) throws StoreException {
        Draft draft = arrival.draft(kind, arrival.loaded().bundle().settings().retention(), members);
        return writer.append(List.of(draft), deadline).getFirst().id();
    }
}
