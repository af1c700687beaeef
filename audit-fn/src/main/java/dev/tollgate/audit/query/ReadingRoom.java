package dev.tollgate.audit.query;

import dev.tollgate.audit.query.Cursors.Position;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.RecordQuery;
import dev.tollgate.core.record.RecordReader;
import dev.tollgate.core.record.RecordSearch;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Where auditors read records. Nothing is shown before it stands in a record of its own that it was. */
final class ReadingRoom {
    private static final Logger LOG = Logger.getLogger(ReadingRoom.class);
    private static final String RECORD_ID = "tollgate-record-id";
    private static final String EVERYTHING = "*";

    private final Arrivals<Loaded> arrivals;
    private final AgentDirectory agents;
    private final RecordSearch search;
    private final RecordReader reader;
    private final Writer writer;

    ReadingRoom(
            Arrivals<Loaded> arrivals, AgentDirectory agents, RecordSearch search, RecordReader reader, Writer writer) {
        this.arrivals = arrivals;
        this.agents = agents;
        this.search = search;
        this.reader = reader;
        this.writer = writer;
    }

    HttpResponse search(HttpRequest request, Deadline deadline) throws ProblemException {
        try {
            Arrival<Loaded> arrival = auditor(request, deadline);
            var cursors = new Cursors(arrival.pseudonyms());
            Asked asked = Asked.read(request.query(), arrival.arrived(), cursors);
            RecordQuery query = asked.filters().query(asked.from(), asked.to(), arrival.pseudonyms());
            RecordSearch.Found found = search.page(query, asked.before(), asked.limit(), deadline);
            List<Json> records = found.records().stream()
                    .filter(record -> isInScope(record, arrival.caller()))
                    .<Json>map(ReadingRoom::json)
                    .toList();
            Json.Obj read = new ReadRecord(arrival, agents).ofSearch(asked, records.size(), deadline);
            String id = write(arrival, Draft.Kind.READ, read, deadline);
            String next = found.next()
                    .map(before -> cursors.text(asked.filters(), new Position(asked.from(), asked.to(), before)))
                    .orElse("");
            return HttpResponse.json(
                            200,
                            Json.object()
                                    .put("records", new Json.Arr(records))
                                    .put("next_cursor", next)
                                    .build())
                    .with(RECORD_ID, id);
        } catch (StoreException unavailable) {
            throw unavailable(request, unavailable);
        }
    }

    HttpResponse show(String id, HttpRequest request, Deadline deadline) throws ProblemException {
        try {
            Arrival<Loaded> arrival = auditor(request, deadline);
            Optional<RecordId> wanted = RecordId.parse(id);
            Optional<SealedRecord> there = wanted.isEmpty() ? Optional.empty() : reader.find(wanted.get(), deadline);
            SealedRecord record = there.orElseThrow(() -> new ProblemException(new Problem(
                    404, "not_found", "There is no such record. Its time may be over, and it was deleted.")));
            var reading = new ReadRecord(arrival, agents);
            if (!isInScope(record, arrival.caller())) {
                write(arrival, Draft.Kind.SECURITY, reading.outsideScope(), deadline);
                throw new ProblemException(Problem.forbidden("This key may not read about this agent or this server."));
            }
            String read = write(arrival, Draft.Kind.READ, reading.ofShow(record.id()), deadline);
            return HttpResponse.json(200, json(record)).with(RECORD_ID, read);
        } catch (StoreException unavailable) {
            throw unavailable(request, unavailable);
        }
    }

    private Arrival<Loaded> auditor(HttpRequest request, Deadline deadline) throws StoreException, ProblemException {
        Arrival<Loaded> arrival = arrivals.receive(request, deadline);
        if (arrival.caller().role() != AccessKey.Role.AUDITOR) {
            write(arrival, Draft.Kind.SECURITY, new ReadRecord(arrival, agents).ofWrongRole(), deadline);
            throw new ProblemException(Problem.forbidden("Records are read with an auditor's key only."));
        }
        return arrival;
    }

    /** A record without agent or server is for those who may read about all of them. */
    static boolean isInScope(SealedRecord record, Caller caller) {
        boolean isItsAgent = record.content()
                .text("agent")
                .map(agent -> caller.mayAskAbout("agent", agent))
                .orElseGet(() -> caller.key().agents().contains(EVERYTHING));
        boolean isItsServer = record.content()
                .text("server")
                .map(caller::mayAskForServer)
                .orElseGet(() -> caller.key().servers().contains(EVERYTHING)
                        || record.content().text("agent").isPresent());
        return isItsAgent && isItsServer;
    }

    private static Json.Obj json(SealedRecord record) {
        var members = Json.object();
        record.content().members().forEach(members::put);
        return members.put("hash", record.hash()).build();
    }

    private String write(Arrival<Loaded> arrival, Draft.Kind kind, Json.Obj members, Deadline deadline)
            throws StoreException {
        Draft draft = arrival.draft(kind, arrival.loaded().bundle().settings().retention(), members);
        return writer.append(List.of(draft), deadline).getFirst().id();
    }

    private static ProblemException unavailable(HttpRequest request, StoreException cause) {
        LOG.warnf("request %s: %s", request.gatewayRequestId(), cause.getMessage());
        return new ProblemException(Problem.unavailable("The store cannot be reached. Try again."));
    }
}
