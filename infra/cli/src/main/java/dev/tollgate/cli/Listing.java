package dev.tollgate.cli;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A list of what there is: for people in columns, for programs under a name. */
final class Listing<T> {
    private final String name;
    private final String none;
    private final List<Column<T>> columns = new ArrayList<>();

    private record Column<T>(String header, Function<T, String> cell) {}

    /**
     * @param name of the member of the JSON
     * @param none what people are told when there is nothing to list
     */
    Listing(String name, String none) {
        this.name = name;
        this.none = none;
    }

    Listing<T> column(String header, Function<T, String> cell) {
        columns.add(new Column<>(header, cell));
        return this;
    }

    Report report(List<T> items, Function<T, Json> json) {
        Json all = new Json.Arr(items.stream().map(json).toList());
        return Report.of(Json.object().put(name, all).build(), items.isEmpty() ? List.of(none) : lines(items));
    }

    private List<String> lines(List<T> items) {
        var table = new TextTable(columns.stream().map(Column::header).toArray(String[]::new));
        for (T item : items) {
            table.row(columns.stream().map(column -> column.cell().apply(item)).toArray(String[]::new));
        }
        return table.lines();
    }
}
