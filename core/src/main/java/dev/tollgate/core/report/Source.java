package dev.tollgate.core.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the records behind a figure are.
 *
 * @param queries paths of the API; together they give the records
 * @param note what else they give, or how to get the records when no query can
 */
public record Source(List<String> queries, String note) {
    private static final String RECORDS = "/v1/audit/records";
    private static final String AMONG_OTHERS = "The query gives other records too.";

    public Source {
        queries = List.copyOf(queries);
    }

    static Source exactly(String... queries) {
        return new Source(List.of(queries), "");
    }

    static Source among(String... queries) {
        return new Source(List.of(queries), AMONG_OTHERS);
    }

    /** The figure is made of all rows of a table of the same report. */
    static Source rowsOf(String table) {
        return new Source(List.of(), "From all rows of '" + table + "', which have queries.");
    }

    static Source difference() {
        return new Source(List.of(), "The difference of two figures above.");
    }

    static Source registry() {
        return new Source(List.of(), "From the registry as it is now; see 'tollgate agent list'.");
    }

    /** No index has them together, so no query of the API can give them. */
    static Source export(Instant from, Instant to) {
        return new Source(
                List.of(),
                "No query gives them all: tollgate audit export --from " + from + " --to " + to + " --format jsonl");
    }

    static String record(String id) {
        return RECORDS + "/" + id;
    }

    /** @param filters names and texts; an empty text is left out */
    static String query(Instant from, Instant to, Map<String, String> filters) {
        String given = filters.entrySet().stream()
                .filter(filter -> !filter.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(filter -> "&" + filter.getKey() + "=" + encoded(filter.getValue()))
                .collect(Collectors.joining());
        return RECORDS + "?from=" + encoded(from.toString()) + "&to=" + encoded(to.toString()) + given;
    }

    /** RFC 3986: letters that may stand in a query stay, all others are their bytes in UTF-8. */
    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (each & 0xFF);
            if (letter < 0x80 && (Character.isLetterOrDigit(letter) || "-._~:".indexOf(letter) >= 0)) {
                encoded.append(letter);
            } else {
                encoded.append("%%%02X".formatted((int) letter));
            }
        }
        return encoded.toString();
    }
}
