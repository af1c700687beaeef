package dev.tollgate.audit.query;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.RecordReader;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.CheckpointTimes;
import dev.tollgate.core.seal.Proofs;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Where auditors get checkpoints and proofs. As with records, nothing is given before it stands in a record that it was. */
final class CheckpointDesk {
    private static final Logger LOG = Logger.getLogger(CheckpointDesk.class);
    private static final String RECORD_ID = "tollgate-record-id";

    /** Lambda answers with at most 6 MB, and an answer grows when it is put into its event. */
    private static final int MOST_LETTERS = 2_000_000;

    private final Arrivals<Loaded> arrivals;
    private final AgentDirectory agents;
    private final CheckpointStore checkpoints;
    private final CheckpointTimes times;
    private final RecordReader reader;
    private final Proofs proofs;
    private final Writer writer;

    CheckpointDesk(
            Arrivals<Loaded> arrivals,
            AgentDirectory agents,
            CheckpointStore checkpoints,
            CheckpointTimes times,
            RecordReader reader,
            Proofs proofs,
            Writer writer) {
        this.arrivals = arrivals;
        this.agents = agents;
        this.checkpoints = checkpoints;
        this.times = times;
        this.reader = reader;
        this.proofs = proofs;
        this.writer = writer;
    }

    HttpResponse list(HttpRequest request, Deadline deadline) throws ProblemException {
        try {
            Arrival<Loaded> arrival = auditor(request, deadline);
            CheckpointsAsked asked = CheckpointsAsked.read(request.query(), times, deadline);
            List<SealedCheckpoint> page = page(asked, deadline);
            long below = page.isEmpty() ? -1 : page.getLast().number() - 1;
            String next = below >= asked.first() ? Long.toString(below) : "";
            Json.Obj read = new ReadRecord(arrival, agents).ofCheckpoints(asked, page.size());
            String id = write(arrival, Draft.Kind.READ, read, deadline);
            return HttpResponse.json(
                            200,
                            Json.object()
                                    .put(
                                            "checkpoints",
                                            new Json.Arr(page.stream()
                                                    .<Json>map(CheckpointDesk::json)
                                                    .toList()))
                                    .put("next_cursor", next)
                                    .build())
                    .with(RECORD_ID, id);
        } catch (StoreException unavailable) {
            throw unavailable(request, unavailable);
        }
    }

    /** Newest first, as many of those that are asked for as fit into an answer. */
    private List<SealedCheckpoint> page(CheckpointsAsked asked, Deadline deadline) throws StoreException {
        var page = new ArrayList<SealedCheckpoint>();
        if (asked.isEmpty()) {
            return page;
        }
        int count = Math.toIntExact(asked.last() - asked.lowest() + 1);
        long letters = 0;
        for (SealedCheckpoint sealed :
                checkpoints.from(asked.lowest(), count, deadline).reversed()) {
            letters += sealed.manifest().bytes().length;
            if (!page.isEmpty() && letters > MOST_LETTERS) {
                return page;
            }
            page.add(sealed);
        }
        return page;
    }

    HttpResponse proof(String id, HttpRequest request, Deadline deadline) throws ProblemException {
        try {
            Arrival<Loaded> arrival = auditor(request, deadline);
            var reading = new ReadRecord(arrival, agents);
            Optional<RecordId> wanted = RecordId.parse(id);
            Optional<SealedRecord> record = wanted.isEmpty() ? Optional.empty() : reader.find(wanted.get(), deadline);
            if (record.isPresent() && !ReadingRoom.isInScope(record.get(), arrival.caller())) {
                write(arrival, Draft.Kind.SECURITY, reading.outsideScope(), deadline);
                throw new ProblemException(Problem.forbidden("This key may not read about this agent or this server."));
            }
            Proofs.Answer answer = record.isEmpty() ? new Proofs.Answer.NoRecord() : proofs.of(record.get(), deadline);
            String read =
                    write(arrival, Draft.Kind.READ, reading.ofProof(record.map(SealedRecord::id), answer), deadline);
            return switch (answer) {
                case Proofs.Answer.Proven proven ->
                    HttpResponse.json(200, proven.proof().json()).with(RECORD_ID, read);
                case Proofs.Answer.NoRecord none ->
                    throw new ProblemException(new Problem(
                            404, "not_found", "There is no such record. Its time may be over, and it was deleted."));
                case Proofs.Answer.NotSealed notYet ->
                    throw new ProblemException(new Problem(
                            404, "not_sealed", "The record is in no checkpoint yet. One is made each minute."));
                case Proofs.Answer.NotProvable(long number) ->
                    throw new ProblemException(new Problem(
                            409,
                            "not_provable",
                            "Checkpoint " + number + " covers the record, but what it covers is not there as it was"
                                    + " sealed: records were deleted after their time, or changed. 'tollgate audit"
                                    + " verify' says which."));
            };
        } catch (StoreException unavailable) {
            throw unavailable(request, unavailable);
        }
    }

    private Arrival<Loaded> auditor(HttpRequest request, Deadline deadline) throws StoreException, ProblemException {
        Arrival<Loaded> arrival = arrivals.receive(request, deadline);
        if (arrival.caller().role() != AccessKey.Role.AUDITOR) {
            write(arrival, Draft.Kind.SECURITY, new ReadRecord(arrival, agents).ofWrongRole(), deadline);
            throw new ProblemException(
                    Problem.forbidden("Checkpoints and proofs are given for an auditor's key only."));
        }
        return arrival;
    }

    /** The manifest as a text, so that its digest can be taken from what was sent. */
    private static Json.Obj json(SealedCheckpoint sealed) {
        return Json.object()
                .put("number", sealed.number())
                .put("at", SortableTime.text(sealed.manifest().at()))
                .put("count", sealed.manifest().count())
                .put("note", sealed.note().whole())
                .put("manifest", new String(sealed.manifest().bytes(), StandardCharsets.UTF_8))
                .build();
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
