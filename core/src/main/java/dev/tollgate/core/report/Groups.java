package dev.tollgate.core.report;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.report.Section.Chart;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Cut;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Adds numbers up under names that stand side by side, such as agent and tool, and makes a table of them: the largest
 * first.
 */
final class Groups {
    /** Most rows of a table. */
    static final int MOST = 500;

    private static final Comparator<List<String>> BY_NAMES =
            Comparator.comparing(names -> String.join("\u0000", names));

    private final List<Column> names;
    private final List<Column> numbers;
    private final Map<List<String>, long[]> sums = new HashMap<>();

    Groups(List<Column> names, List<Column> numbers) {
        this.names = List.copyOf(names);
        this.numbers = List.copyOf(numbers);
    }

    /** @param number the id of the column; unknown ones are left out, so that a word of later versions does no harm */
    void add(List<String> group, String number, long count) {
        long[] sum = sums.computeIfAbsent(group, fresh -> new long[numbers.size()]);
        for (int i = 0; i < sum.length; i++) {
            if (numbers.get(i).id().equals(number)) {
                sum[i] += count;
            }
        }
    }

    int size() {
        return sums.size();
    }

    long get(List<String> group, String number) {
        long[] sum = sums.getOrDefault(group, new long[numbers.size()]);
        for (int i = 0; i < sum.length; i++) {
            if (numbers.get(i).id().equals(number)) {
                return sum[i];
            }
        }
        return 0;
    }

    /** All groups, the largest first. */
    List<List<String>> groups() {
        return sums.keySet().stream()
                .sorted(Comparator.<List<String>>comparingLong(
                                group -> Arrays.stream(sums.get(group)).sum())
                        .reversed()
                        .thenComparing(BY_NAMES))
                .toList();
    }

    /** @param source of a group's records */
    Table table(String id, String title, String note, Function<List<String>, Source> source, Optional<Chart> chart) {
        List<Line> lines = groups().stream()
                .limit(MOST)
                .map(group -> new Line(cells(group), source.apply(group)))
                .toList();
        Optional<Cut> cut = size() > MOST
                ? Optional.of(new Cut("The largest " + MOST + " of " + size()
                        + " rows. All of them: ask for a shorter period, or with a key for fewer agents or servers."))
                : Optional.empty();
        var columns = new ArrayList<>(names);
        columns.addAll(numbers);
        return new Table(id, title, note, columns, lines, cut, chart);
    }

    private List<Json> cells(List<String> group) {
        var cells = new ArrayList<Json>();
        group.forEach(name -> cells.add(Json.of(name)));
        Arrays.stream(sums.get(group)).forEach(sum -> cells.add(Json.of(sum)));
        return cells;
    }
}
