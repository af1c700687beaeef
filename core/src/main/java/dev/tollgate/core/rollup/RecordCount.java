package dev.tollgate.core.rollup;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What one record counts as. */
public final class RecordCount {
    /** A decision's record that is a question about a plan: nothing was called. */
    public static final String PREFLIGHT = "preflight";

    /** A decision's record that takes an allowed decision back, since its answer became a no after all. */
    public static final String WITHDRAWAL = "withdrawal";

    /** A redaction's record of an answer that had come before. */
    public static final String REPEAT = "repeat";

    /** A journal's entry that a hook must not have let through has this in place of an effect. */
    public static final String VIOLATION = "violation";

    /** An observed call that names its decision has this in place of an effect. */
    public static final String NAMED = "named";

    private static final Set<String> FAILURES = Set.of(
            ReasonCode.BUDGET_EXCEEDED.word(),
            ReasonCode.POLICY_ERROR.word(),
            ReasonCode.AUDIT_UNAVAILABLE.word(),
            ReasonCode.STORE_UNAVAILABLE.word());

    private static final String PSEUDONYM = "p.";

    private RecordCount() {}

    /** Empty for one that does not say when it was written. */
    static Optional<Row> of(SealedRecord record) {
        Json.Obj content = record.content();
        return minute(content).map(minute -> new Row(key(minute, content), counts(content)));
    }

    /** An observed call counts when it was called, as whoever saw it says, since logs are handed in later. */
    private static Optional<Instant> minute(Json.Obj content) {
        String time = isOf(content, Draft.Kind.OBSERVED) ? "called_at" : "at";
        try {
            return content.text(time).map(Instant::parse).map(at -> at.truncatedTo(ChronoUnit.MINUTES));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Key key(Instant minute, Json.Obj content) {
        return new Key(
                minute,
                kind(content),
                word(content, "agent"),
                known(word(content, "server")),
                known(word(content, "tool")),
                effect(content),
                content.text("reason")
                        .filter(reason -> !isAct(content))
                        .or(() -> content.text("violation"))
                        .or(() -> content.text("why"))
                        .orElse(""));
    }

    private static String kind(Json.Obj content) {
        String kind = word(content, "kind");
        if (kind.equals(Draft.Kind.DECISION.word())) {
            if (content.get("withdraws").isPresent()) {
                return WITHDRAWAL;
            }
            return content.get("preflight").isPresent() ? PREFLIGHT : kind;
        }
        boolean isRepeat = kind.equals(Draft.Kind.REDACTION.word())
                && content.get("repeats").isPresent();
        return isRepeat ? REPEAT : kind;
    }

    /** An administrator's reason is a pseudonym, different each time. */
    private static boolean isAct(Json.Obj content) {
        return content.get("act").isPresent();
    }

    private static String effect(Json.Obj content) {
        if (word(content, "kind").equals(Draft.Kind.JOURNAL.word())) {
            return content.get("violation").isPresent() ? VIOLATION : "";
        }
        if (isOf(content, Draft.Kind.OBSERVED)) {
            return content.get("decision").isPresent() ? NAMED : "";
        }
        for (String name : List.of("effect", "redaction", "act", "event", "search")) {
            Optional<String> text = content.text(name);
            if (text.isPresent()) {
                return text.get();
            }
        }
        return "";
    }

    private static String known(String name) {
        return name.startsWith(PSEUDONYM) ? Key.UNKNOWN : name;
    }

    private static Counts counts(Json.Obj content) {
        var sums = new EnumMap<Sum, Long>(Sum.class);
        boolean isFailure = content.text("reason").filter(FAILURES::contains).isPresent()
                || content.object("outcome")
                        .flatMap(outcome -> outcome.text("status"))
                        .filter("error"::equals)
                        .isPresent();
        put(sums, Sum.ERRORS, isFailure);
        put(sums, Sum.REDACTION_OWED, content.texts("obligations").contains("redact"));
        put(
                sums,
                Sum.MATCHED,
                isOf(content, Draft.Kind.REDACTION) && content.get("decision").isPresent());
        put(sums, Sum.WATCHED, content.get("would_be").isPresent());
        put(sums, Sum.EXCEPTIONS, content.get("exceptions").isPresent());
        put(sums, Sum.BYTES_IN, content.integer("bytes_in").orElse(0L));
        put(sums, Sum.BYTES_OUT, content.integer("bytes_out").orElse(0L));
        var labels = new TreeMap<String, Long>();
        content.texts("labels").forEach(label -> labels.put(label, 1L));
        return new Counts(
                1,
                new TreeMap<>(sums),
                content.integer("took_us").map(Durations::of).orElse(Durations.NONE),
                findings(content),
                labels);
    }

    private static boolean isOf(Json.Obj content, Draft.Kind kind) {
        return word(content, "kind").equals(kind.word());
    }

    private static void put(Map<Sum, Long> sums, Sum sum, boolean counts) {
        put(sums, sum, counts ? 1L : 0L);
    }

    private static void put(Map<Sum, Long> sums, Sum sum, long value) {
        if (value > 0) {
            sums.put(sum, value);
        }
    }

    private static TreeMap<String, Long> findings(Json.Obj content) {
        var findings = new TreeMap<String, Long>();
        for (Json item : content.items("findings")) {
            if (item instanceof Json.Obj finding) {
                String what = word(finding, "type") + " " + word(finding, "action");
                findings.merge(what, finding.integer("count").orElse(1L), Long::sum);
            }
        }
        return findings;
    }

    private static String word(Json.Obj content, String name) {
        return content.text(name).orElse("");
    }
}
