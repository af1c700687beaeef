package dev.tollgate.cli.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a month costs, line by line. */
public record Estimate(Workload workload, List<Line> lines) {
    /** What is assumed, beside what the lines say. */
    public static final List<String> ASSUMPTIONS = List.of(
            "A month has 30 days. Nothing is free, and no discount applies.",
            "Units are measured (docs/performance.md). Estimated, not measured: a decision's 12 ms on Lambda, the "
                    + "schedule function's second, the size of an index entry, what Lambda and API Gateway log, the "
                    + "writes of a checkpoint.",
            "A denied call takes no limit. What is throttled counts as denied.",
            "All of the stream comes in one shard; a batch is waited for five seconds.",
            "The archive keeps 400 days, logs are kept for a month. Backups are DynamoDB's point-in-time recovery.",
            "Not in it: data that leaves AWS, starts of instances, X-Ray, approvals, plans, journals, batches, "
                    + "questions of auditors and reports, a key of your own for encryption, the registry and the "
                    + "state table's size.");

    public Estimate {
        lines = List.copyOf(lines);
    }

    public static Estimate of(Workload workload, Prices prices) {
        return new Estimate(workload, new Lines(workload, prices.all()).all());
    }

    public double dollars() {
        return lines.stream().mapToDouble(Line::dollars).sum();
    }

    public String dollarsText() {
        return Amount.dollars(dollars());
    }

    public String decisionsText() {
        return Amount.text(workload.decisions());
    }

    public String dollarsOfAMillionText() {
        return Amount.dollars(dollars() / workload.decisions() * 1_000_000);
    }

    /** Dollars a month by the service that asks for them. */
    public Map<String, String> services() {
        return lines.stream()
                .collect(Collectors.groupingBy(
                        line -> line.item().service(), TreeMap::new, Collectors.summingDouble(Line::dollars)))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> Amount.dollars(entry.getValue()), (a, b) -> a, TreeMap::new));
    }

    /** Gathers the lines. */
    private record Lines(Workload of, Map<Item, Price> prices) {
        List<Line> all() {
            var lines = new ArrayList<Line>();
            lines.addAll(written());
            lines.addAll(read());
            lines.addAll(kept());
            lines.addAll(functions());
            lines.addAll(around());
            lines.addAll(watched());
            lines.removeIf(line -> line.quantity() == 0);
            return lines;
        }

        private List<Line> written() {
            return List.of(
                    line(
                            Item.WRITE_UNITS,
                            "records of decisions",
                            decisions(),
                            by(Measured.UNITS_OF_A_DECISION + of.denied(), "(3, denied 4)")),
                    line(
                            Item.WRITE_UNITS,
                            "limits",
                            decisions(),
                            by(of.limits(), "limits"),
                            by(of.allowed(), "allowed")),
                    line(Item.WRITE_UNITS, "history kept", decisions(), by(of.history(), "with history")),
                    line(
                            Item.WRITE_UNITS,
                            "records of answers",
                            answers(),
                            by(Measured.UNITS_OF_AN_ANSWER + of.found(), "(6, with a finding 7)")),
                    line(
                            Item.WRITE_UNITS,
                            "beginnings of sessions and traces",
                            records(),
                            by(of.beginnings(), "a record")),
                    line(
                            Item.WRITE_UNITS,
                            "how far the stream was followed",
                            batches(),
                            by(of.writersOfABatch(), "writers")),
                    line(
                            Item.WRITE_UNITS,
                            "checkpoints",
                            by(Workload.MINUTES, "minutes"),
                            by(Measured.UNITS_OF_A_CHECKPOINT, "")));
        }

        private List<Line> read() {
            double reads = Workload.SECONDS
                    * of.instances()
                    * (Measured.READS_A_SECOND_OF_AN_INSTANCE + of.agents() * Measured.READS_A_SECOND_OF_AN_AGENT);
            boolean seldomAsked = of.decisions() * Measured.MOST_READS_OF_A_DECISION < reads;
            return List.of(
                    seldomAsked
                            ? line(
                                    Item.READ_UNITS,
                                    "agents, keys, postures",
                                    decisions(),
                                    by(Measured.MOST_READS_OF_A_DECISION, "reads at most"))
                            : line(
                                    Item.READ_UNITS,
                                    "agents, keys, postures",
                                    by(Workload.SECONDS, "s"),
                                    by(of.instances(), "instances"),
                                    by(
                                            reads / Workload.SECONDS / of.instances(),
                                            "(" + Amount.text(Measured.READS_A_SECOND_OF_AN_INSTANCE) + " + "
                                                    + of.agents() + " agents x "
                                                    + Amount.text(Measured.READS_A_SECOND_OF_AN_AGENT) + ")")),
                    line(Item.READ_UNITS, "history read", decisions(), by(of.history(), "with history")),
                    line(Item.READ_UNITS, "decisions of answers", answers(), by(1, "")),
                    line(
                            Item.READ_UNITS,
                            "how far the stream was followed",
                            batches(),
                            by(of.writersOfABatch(), "writers"),
                            by(Measured.READ_UNITS_OF_A_HEAD, "")),
                    line(Item.READ_UNITS, "sealing", records(), by(Measured.READ_UNITS_OF_SEALING, "")));
        }

        private List<Line> kept() {
            Factor kept = by(of.kept(), "records of " + of.keptDays() + " days");
            double entries = (of.decisions() * (2 + of.denied()) + of.redactions() * (2 + of.found())) / of.records()
                    + of.beginnings();
            return List.of(
                    line(Item.TABLE_GB, "records", kept, kb(Measured.RECORD_KB)),
                    line(Item.TABLE_GB, "indexes", kept, by(entries, "entries"), kb(Measured.INDEX_ENTRY_KB)),
                    line(Item.BACKUP_GB, "backup of records", kept, kb(Measured.RECORD_KB)));
        }

        private List<Line> functions() {
            return List.of(
                    line(Item.FUNCTION_REQUESTS, "decisions", decisions()),
                    line(Item.FUNCTION_REQUESTS, "answers", answers()),
                    line(Item.FUNCTION_REQUESTS, "stream", batches()),
                    line(Item.FUNCTION_REQUESTS, "schedule", by(Workload.MINUTES, "minutes")),
                    line(
                            Item.FUNCTION_GB_SECONDS,
                            "decisions",
                            decisions(),
                            by(Measured.DECISION_S, "s"),
                            by(Measured.DECISION_GB, "GB")),
                    line(
                            Item.FUNCTION_GB_SECONDS,
                            "answers",
                            answers(),
                            by(
                                    Measured.REDACTION_S + of.answerKb() * Measured.REDACTION_S_A_KB,
                                    "s (" + Amount.text(Measured.REDACTION_S) + " + " + Amount.text(of.answerKb())
                                            + " KB x 0.000052)"),
                            by(Measured.REDACTION_GB, "GB")),
                    line(
                            Item.FUNCTION_GB_SECONDS,
                            "stream",
                            records(),
                            by(Measured.STREAM_S_A_RECORD, "s"),
                            by(Measured.STREAM_GB, "GB")),
                    line(
                            Item.FUNCTION_GB_SECONDS,
                            "schedule",
                            by(Workload.MINUTES, "minutes"),
                            by(Measured.SCHEDULE_S, "s"),
                            by(Measured.SCHEDULE_GB, "GB")));
        }

        private List<Line> around() {
            double requests = Math.max(1, Math.ceil(of.answerKb() / Measured.API_REQUEST_KB));
            return List.of(
                    line(Item.API_REQUESTS, "decisions", decisions()),
                    line(Item.API_REQUESTS, "answers", answers(), by(requests, "of 512 KB")),
                    line(Item.KEYS, "signing key", by(1, "keys")),
                    line(Item.SIGNATURES, "checkpoints", by(Workload.MINUTES, "minutes")),
                    line(Item.ARCHIVE_PUTS, "records", batches()),
                    line(Item.ARCHIVE_PUTS, "checkpoints", by(Workload.MINUTES, "minutes")),
                    line(
                            Item.ARCHIVE_GB,
                            "records",
                            records(),
                            by(Measured.ARCHIVE_DAYS / 30, "months"),
                            kb(Measured.ARCHIVED_KB_A_RECORD)));
        }

        private List<Line> watched() {
            Factor requests = by(of.records(), "requests");
            return List.of(
                    line(Item.LOG_GB_TAKEN, "logs of requests", requests, kb(Measured.LOGGED_KB_A_REQUEST)),
                    line(Item.LOG_GB_TAKEN, "logs of the stream", batches(), kb(Measured.LOGGED_KB_A_BATCH)),
                    line(Item.LOG_GB_KEPT, "logs of requests", requests, kb(Measured.LOGGED_KB_A_REQUEST)),
                    line(Item.METRICS, "metrics", by(Measured.METRICS, "metrics")),
                    line(Item.ALARMS, "alarms", by(Measured.ALARMS, "alarms")),
                    line(Item.DASHBOARDS, "dashboard", by(1, "dashboards")));
        }

        private Line line(Item item, String what, Factor... factors) {
            return Line.of(item, prices.get(item), what, factors);
        }

        private Factor decisions() {
            return by(of.decisions(), "decisions");
        }

        private Factor answers() {
            return by(of.redactions(), "answers");
        }

        private Factor records() {
            return by(of.records(), "records");
        }

        private Factor batches() {
            return by(of.batches(), "batches");
        }

        private static Factor kb(double size) {
            return by(size / Measured.KB_A_GB, "GB");
        }

        private static Factor by(double value, String what) {
            return new Factor(value, what);
        }
    }
}
