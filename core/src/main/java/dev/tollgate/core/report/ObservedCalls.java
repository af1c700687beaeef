package dev.tollgate.core.report;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Cut;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Table;
import dev.tollgate.core.rollup.Key;
import dev.tollgate.core.rollup.RecordCount;
import dev.tollgate.core.rollup.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What logs of somebody else say was called, beside what was allowed. By counts: an allowed decision covers one call of
 * its tool in its own hour or the next; what is left over went past, or its decision is not in these records. By the ids
 * of decisions, where the log has them, call by call.
 */
final class ObservedCalls {
    /** So much later than it was made a call may be received. */
    static final Duration LATEST_RECEIPT = Duration.ofDays(7);

    private static final Duration LONGEST_QUERY = Duration.ofDays(31);
    private static final List<Column> NUMBERS = Columns.of("observed", "named", "allowed", "beyond");
    private static final String COMPARED = "Compared with a log that was handed in.";
    private static final String UNSEEN = "No log was handed in: a call that never asked cannot be seen here.";

    private static final Comparator<List<String>> ORDER = Comparator.comparing(names -> String.join("\u0000", names));

    private final Material material;
    private final List<Row> observed;
    private final List<Row> allowed;
    private final Groups groups = new Groups(Columns.of("server", "tool"), NUMBERS);

    /** @param allowed decisions that allowed calls of tools */
    ObservedCalls(Material material, List<Row> allowed) {
        this.material = material;
        this.observed = material.of("observed");
        this.allowed = allowed;
        count();
    }

    private void count() {
        observed.forEach(row -> {
            groups.add(tool(row), "observed", row.counts().records());
            groups.add(
                    tool(row),
                    "named",
                    row.key().effect().equals(RecordCount.NAMED) ? row.counts().records() : 0);
        });
        var called = byHour(observed);
        var decided = byHour(allowed);
        Map<List<String>, Long> journalled = new TreeMap<>(ORDER);
        material.of("journal")
                .forEach(row -> journalled.merge(tool(row), row.counts().records(), Long::sum));
        called.forEach((tool, hours) -> {
            TreeMap<Instant, Long> allows = decided.getOrDefault(tool, new TreeMap<>());
            groups.add(
                    tool,
                    "allowed",
                    allows.values().stream().mapToLong(Long::longValue).sum());
            groups.add(tool, "beyond", Math.max(0, beyond(hours, allows) - journalled.getOrDefault(tool, 0L)));
        });
    }

    /** Calls of an hour take what the hour before left over first, then what was allowed in their own. */
    private static long beyond(TreeMap<Instant, Long> called, TreeMap<Instant, Long> allowed) {
        long beyond = 0;
        long left = 0;
        Instant last = Instant.MIN;
        var hours = new TreeSet<>(called.keySet());
        hours.addAll(allowed.keySet());
        for (Instant hour : hours) {
            long before = last.equals(hour.minus(1, ChronoUnit.HOURS)) ? left : 0;
            long own = allowed.getOrDefault(hour, 0L);
            long calls = called.getOrDefault(hour, 0L);
            beyond += Math.max(0, calls - before - own);
            left = Math.max(0, own - Math.max(0, calls - before));
            last = hour;
        }
        return beyond;
    }

    private static Map<List<String>, TreeMap<Instant, Long>> byHour(List<Row> rows) {
        var hours = new TreeMap<List<String>, TreeMap<Instant, Long>>(ORDER);
        rows.forEach(row -> hours.computeIfAbsent(tool(row), tool -> new TreeMap<>())
                .merge(
                        row.key().time().truncatedTo(ChronoUnit.HOURS),
                        row.counts().records(),
                        Long::sum));
        return hours;
    }

    private static List<String> tool(Row row) {
        return List.of(row.key().server(), row.key().tool());
    }

    List<Figure> figures() {
        Source rows = Source.rowsOf("observed");
        return List.of(
                new Figure("observed", "Calls in logs that were handed in", Totals.records(observed), rows),
                new Figure(
                        "observed_named",
                        "Of these, with the id of a decision",
                        Totals.ofEffect(observed, RecordCount.NAMED),
                        rows),
                new Figure(
                        "observed_beyond",
                        "Calls in logs beyond what was allowed, by counts",
                        groups.groups().stream()
                                .mapToLong(group -> groups.get(group, "beyond"))
                                .sum(),
                        rows));
    }

    List<Table> tables() throws StoreException {
        return List.of(
                logs(),
                groups.table(
                        "observed",
                        "Calls in logs, by server and tool",
                        "By when they were called. 'named' have the id of a decision. 'beyond' are more than the allowed "
                                + "decisions of the same and the hour before cover, less what hooks let through on their own.",
                        group -> source(group.get(0), group.get(1)),
                        Optional.empty()),
                new UnmatchedCalls(material).table(Totals.ofEffect(observed, RecordCount.NAMED)));
    }

    /** The servers of which nobody handed a log in. */
    List<String> unseen() {
        var servers = new TreeSet<>(servers().keySet());
        observed.forEach(row -> servers.remove(row.key().server()));
        return List.copyOf(servers);
    }

    private TreeMap<String, long[]> servers() {
        var servers = new TreeMap<String, long[]>();
        allowed.forEach(row -> servers.computeIfAbsent(row.key().server(), fresh -> new long[2])[0] +=
                row.counts().records());
        observed.forEach(row -> servers.computeIfAbsent(row.key().server(), fresh -> new long[2])[1] +=
                row.counts().records());
        return servers;
    }

    private Table logs() {
        List<Line> lines = servers().entrySet().stream()
                .limit(Groups.MOST)
                .map(server -> new Line(
                        List.of(
                                Json.of(server.getKey()),
                                Json.of(server.getValue()[0]),
                                Json.of(server.getValue()[1]),
                                Json.of(server.getValue()[1] > 0 ? COMPARED : UNSEEN)),
                        source(server.getKey(), "")))
                .toList();
        Optional<Cut> cut = servers().size() > Groups.MOST
                ? Optional.of(
                        new Cut("The first " + Groups.MOST + " of " + servers().size() + " servers."))
                : Optional.empty();
        return new Table(
                "logs",
                "Where calls past Tollgate can be seen",
                "A server's calls can be compared only where its own log, or a gateway's, was handed in.",
                Columns.of("server", "allowed", "observed", "seen"),
                lines,
                cut,
                Optional.empty());
    }

    private Source source(String server, String tool) {
        Instant begin = material.period().from();
        Instant end = material.period().to().plus(LATEST_RECEIPT);
        Instant most = begin.plus(LONGEST_QUERY);
        var filters = Material.filters("kind", "observed", "server", known(server), "tool", known(tool));
        return new Source(
                List.of(Source.query(begin, end.isBefore(most) ? end : most, filters)),
                "The query goes by when calls were received, and gives others too.");
    }

    private static String known(String name) {
        return name.equals(Key.UNKNOWN) ? "" : name;
    }
}
