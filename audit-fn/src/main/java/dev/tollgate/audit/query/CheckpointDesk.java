package dev.tollgate.audit.query;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.RecordReader;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.CheckpointTimes;
import dev.tollgate.core.seal.Proofs;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where auditors get checkpoints and proofs. */
final class CheckpointDesk {
    /** Lambda answers with at most 6 MB, and an answer grows when it is put into its event. */
    private static final int MOST_LETTERS = 2_000_000;

    private final CheckpointStore checkpoints;
    private final CheckpointTimes times;
    private final RecordReader reader;
    private final Proofs proofs;

    CheckpointDesk(CheckpointStore checkpoints, CheckpointTimes times, RecordReader reader, Proofs proofs) {
        this.checkpoints = checkpoints;
        this.times = times;
        this.reader = reader;
        this.proofs = proofs;
    }

    HttpResponse list(HttpRequest request, Visit visit) throws StoreException, ProblemException {
        CheckpointsAsked asked = CheckpointsAsked.read(request.query(), times, visit.deadline());
        List<SealedCheckpoint> page = page(asked, visit.deadline());
        long below = page.isEmpty() ? -1 : page.getLast().number() - 1;
        String next = below >= asked.first() ? Long.toString(below) : "";
        HttpResponse response = HttpResponse.json(
                200,
                Json.object()
                        .put(
                                "checkpoints",
                                new Json.Arr(page.stream()
                                        .<Json>map(CheckpointDesk::json)
                                        .toList()))
                        .put("next_cursor", next)
                        .build());
        return visit.shown(response, visit.reading().ofCheckpoints(asked, page.size()));
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

    HttpResponse proof(String id, Visit visit) throws StoreException, ProblemException {
        Optional<RecordId> wanted = RecordId.parse(id);
        Optional<SealedRecord> record =
                wanted.isEmpty() ? Optional.empty() : reader.find(wanted.get(), visit.deadline());
        if (record.isPresent()) {
            visit.checkScope(record.get());
        }
        Proofs.Answer answer =
                record.isEmpty() ? new Proofs.Answer.NoRecord() : proofs.of(record.get(), visit.deadline());
        Json.Obj read = visit.reading().ofProof(record.map(SealedRecord::id), answer);
        return switch (answer) {
            case Proofs.Answer.Proven proven ->
                visit.shown(HttpResponse.json(200, proven.proof().json()), read);
            case Proofs.Answer.NoRecord none -> throw notGiven(visit, read, ReadingRoom.noRecord());
            case Proofs.Answer.NotSealed notYet ->
                throw notGiven(
                        visit,
                        read,
                        new Problem(404, "not_sealed", "The record is in no checkpoint yet. One is made each minute."));
            case Proofs.Answer.NotProvable(long number) ->
                throw notGiven(
                        visit,
                        read,
                        new Problem(
                                409,
                                "not_provable",
                                "Checkpoint " + number + " covers the record, but what it covers is not there as it was"
                                        + " sealed: records were deleted after their time, or changed. 'tollgate audit"
                                        + " verify' says which."));
        };
    }

    private static ProblemException notGiven(Visit visit, Json.Obj read, Problem problem) throws StoreException {
        visit.looked(read);
        return new ProblemException(problem);
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
}
