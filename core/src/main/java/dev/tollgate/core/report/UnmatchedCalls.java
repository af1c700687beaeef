package dev.tollgate.core.report;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.IndexKeys.Flag;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.RecordQuery;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.report.Section.Cut;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Observed calls that name a decision which did not let them through, one by one. */
final class UnmatchedCalls {
    private static final int MOST_CALLS = 1_000;
    private static final int MOST_DECISIONS = 2_000;
    private static final int MOST_LISTED = 200;

    /** Each tool is searched in the shards of a day, side by side. */
    private static final int MOST_TOOLS = 10;

    /** So much earlier than its call a decision may be. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private static final String NOT_ALLOWED = "no decision of this id allowed this tool";
    private static final String AGAIN = "an earlier call of the same log has the same decision";

    /** As they were called; of those at the same time, as they were received. */
    private static final Comparator<SealedRecord> ORDER = Comparator.comparing(UnmatchedCalls::calledAt)
            .thenComparing(record -> text(record, "at"))
            .thenComparing(SealedRecord::writer)
            .thenComparing(SealedRecord::seq);

    private final Material material;
    private final List<SealedRecord> decisions = new ArrayList<>();
    private final Set<String> withdrawn = new HashSet<>();

    UnmatchedCalls(Material material) {
        this.material = material;
    }

    private record Unmatched(SealedRecord record, String why) {}

    /** @param named how many calls name a decision, by the figures; without any, nothing is searched */
    Table table(long named) throws StoreException {
        var unmatched = new ArrayList<Unmatched>();
        boolean isCut = false;
        if (named > 0) {
            RecordLists.Listed looked = material.lists().newest(ofCalls(), MOST_CALLS);
            List<SealedRecord> calls = looked.records().stream()
                    .filter(this::isNamedAndInPeriod)
                    .sorted(ORDER)
                    .toList();
            List<String> tools = calls.stream()
                    .map(call -> text(call, "tool"))
                    .distinct()
                    .sorted()
                    .toList();
            isCut = looked.isCut() || tools.size() > MOST_TOOLS;
            List<String> searched = tools.stream().limit(MOST_TOOLS).toList();
            Instant since = Instant.MIN;
            if (!searched.isEmpty()) {
                RecordLists.Listed decided = material.lists().newest(ofDecisions(searched), MOST_DECISIONS);
                decided.records().forEach(this::take);
                if (decided.isCut() && !decided.records().isEmpty()) {
                    isCut = true;
                    since = Instant.parse(text(decided.records().getLast(), "at"))
                            .plus(LONGEST_WAIT);
                }
            }
            Instant judged = since;
            unmatched.addAll(unmatched(calls.stream()
                    .filter(call -> searched.contains(text(call, "tool")))
                    .filter(call -> !calledAt(call).isBefore(judged))
                    .toList()));
        }
        isCut |= unmatched.size() > MOST_LISTED;
        List<Line> lines = unmatched.reversed().stream()
                .limit(MOST_LISTED)
                .map(UnmatchedCalls::line)
                .toList();
        return new Table(
                "observed_unmatched",
                "Calls in logs whose decision did not let them through",
                "Only of calls with the id of a decision. Newest first, read from the records themselves.",
                Columns.of("called_at", "record", "log", "server", "tool", "decision", "why"),
                lines,
                isCut
                        ? Optional.of(
                                new Cut(
                                        "Only " + lines.size() + " are listed, and not all were looked at. All of "
                                                + "them: export the period, and look for observed records whose decision is no allow."))
                        : Optional.empty(),
                Optional.empty());
    }

    private RecordQuery ofCalls() {
        return new RecordQuery(
                Index.FLAGGED, List.of(Flag.OBSERVED.word()), material.period().from(), end(), Map.of());
    }

    private RecordQuery ofDecisions(List<String> tools) {
        return new RecordQuery(
                Index.BY_TOOL,
                tools,
                material.period().from().minus(LONGEST_WAIT),
                end(),
                Map.of("kind", Set.of("decision")));
    }

    private Instant end() {
        Instant to = material.period().to();
        Instant last = Stream.of(to.plus(ObservedCalls.LATEST_RECEIPT), material.now())
                .min(Comparator.naturalOrder())
                .orElse(to);
        return last.isAfter(to) ? last : to;
    }

    private boolean isNamedAndInPeriod(SealedRecord record) {
        Instant at = calledAt(record);
        return record.content().get("decision").isPresent()
                && !at.isBefore(material.period().from())
                && at.isBefore(material.period().to());
    }

    private void take(SealedRecord record) {
        record.content().text("withdraws").ifPresent(withdrawn::add);
        decisions.add(record);
    }

    private List<Unmatched> unmatched(List<SealedRecord> calls) {
        var unmatched = new ArrayList<Unmatched>();
        var used = new HashSet<List<String>>();
        for (SealedRecord call : calls) {
            boolean isFirst = used.add(List.of(text(call, "source"), text(call, "decision")));
            if (decisions.stream().noneMatch(decision -> letsThrough(decision, call))) {
                unmatched.add(new Unmatched(call, NOT_ALLOWED));
            } else if (!isFirst) {
                unmatched.add(new Unmatched(call, AGAIN));
            }
        }
        return unmatched;
    }

    private boolean letsThrough(SealedRecord decision, SealedRecord call) {
        Json.Obj content = decision.content();
        return isCalled(decision, text(call, "decision"))
                && text(decision, "effect").equals("allow")
                && content.get("preflight").isEmpty()
                && content.get("withdraws").isEmpty()
                && !withdrawn.contains(decision.id())
                && text(decision, "server").equals(text(call, "server"))
                && text(decision, "tool").equals(text(call, "tool"));
    }

    /** An item of a batch is called by the batch's first record and its place; its own record is there or before. */
    private static boolean isCalled(SealedRecord decision, String name) {
        Optional<RecordId> id = RecordId.parse(name);
        if (id.isEmpty() || id.get().item().isEmpty()) {
            return decision.id().equals(name);
        }
        int item = id.get().item().get();
        return decision.writer().equals(id.get().writer())
                && decision.content()
                        .integer("item")
                        .filter(place -> place == item)
                        .isPresent()
                && decision.seq() >= id.get().seq()
                && decision.seq() <= id.get().seq() + item;
    }

    private static Line line(Unmatched unmatched) {
        SealedRecord record = unmatched.record();
        return new Line(
                Stream.of(
                                text(record, "called_at"),
                                record.id(),
                                text(record, "source"),
                                text(record, "server"),
                                text(record, "tool"),
                                text(record, "decision"),
                                unmatched.why())
                        .<Json>map(Json::of)
                        .toList(),
                Source.exactly(Source.record(record.id())));
    }

    private static Instant calledAt(SealedRecord record) {
        return Instant.parse(record.content().text("called_at").orElse(Instant.MIN.toString()));
    }

    private static String text(SealedRecord record, String name) {
        return record.content().text(name).orElse("");
    }
}
