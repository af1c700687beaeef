package dev.tollgate.core.report;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Cut;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Records as rows of a table. */
final class Listing {
    private Listing() {}

    /**
     * @param members of the records, one a column
     * @param all how to get the rows that were left out
     */
    static Table of(String id, String title, String note, List<Column> members, RecordLists.Listed listed, String all) {
        List<Line> lines =
                listed.records().stream().map(record -> line(record, members)).toList();
        Optional<Cut> cut = listed.isCut()
                ? Optional.of(new Cut("Only " + lines.size() + " are listed. All of them: " + all))
                : Optional.empty();
        return new Table(id, title, note, members, lines, cut, Optional.empty());
    }

    private static Line line(SealedRecord record, List<Column> members) {
        return new Line(
                members.stream().map(member -> cell(record, member.id())).toList(),
                Source.exactly(Source.record(record.id())));
    }

    private static Json cell(SealedRecord record, String member) {
        Json.Obj content = record.content();
        return switch (member) {
            case "record" -> Json.of(record.id());
            case "findings" -> Json.of(findings(content));
            case "what" -> Json.of(what(content));
            case "effect" -> Json.of(effect(content));
            default -> Json.of(content.text(member).orElse(""));
        };
    }

    private static String effect(Json.Obj content) {
        return first(content, List.of("effect", "redaction", "act", "event", "search", "violation"));
    }

    /** What an act was about. */
    private static String what(Json.Obj content) {
        for (String name : List.of("agent", "key", "hook", "name", "server", "posture", "format")) {
            Optional<String> text = content.text(name);
            if (text.isPresent()) {
                return name + " " + text.get();
            }
        }
        return "";
    }

    private static String first(Json.Obj content, List<String> names) {
        return names.stream()
                .flatMap(name -> content.text(name).stream())
                .findFirst()
                .orElse("");
    }

    private static String findings(Json.Obj content) {
        return content.items("findings").stream()
                .map(Listing::finding)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String finding(Json item) {
        return item instanceof Json.Obj finding
                ? finding.text("type").orElse("") + " " + finding.text("action").orElse("") + " "
                        + finding.integer("count").orElse(1L)
                : "";
    }
}
