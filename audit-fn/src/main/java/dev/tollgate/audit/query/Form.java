package dev.tollgate.audit.query;

import dev.tollgate.core.export.CsvLine;
import dev.tollgate.core.export.JsonLine;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.SealedRecord;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How records are written into an answer: as the header {@code Accept} wants it (RFC 9110, section 12.5.1). */
enum Form {
    JSON("application/json"),
    /** A record and its hash on each line, so that the answer can be checked as an exported file can. */
    JSON_LINES("application/jsonl"),
    ND_JSON("application/x-ndjson"),
    CSV("text/csv");

    private static final String NEXT_CURSOR = "tollgate-next-cursor";

    private final String type;

    Form(String type) {
        this.type = type;
    }

    /** The one that is wanted most; of those that are wanted alike the first. */
    static Form of(HttpRequest request) throws ProblemException {
        Accepted accepted = Accepted.of(request.header("accept").orElse("*/*"));
        return Stream.of(values())
                .filter(form -> accepted.quality(form.type) > 0)
                .max(Comparator.comparingInt((Form form) -> accepted.quality(form.type))
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow(() -> new ProblemException(new Problem(
                        406,
                        "not_acceptable",
                        "Header 'Accept': expected one of "
                                + Stream.of(values()).map(form -> form.type).collect(Collectors.joining(", ")) + ".")));
    }

    /** A page of a search. Where the body has no room for it, only a header says where the next page begins. */
    HttpResponse page(List<SealedRecord> records, String next) {
        byte[] body = switch (this) {
            case JSON ->
                JsonText.writeBytes(Json.object()
                        .put(
                                "records",
                                new Json.Arr(
                                        records.stream().<Json>map(Form::json).toList()))
                        .put("next_cursor", next)
                        .build());
            case JSON_LINES, ND_JSON, CSV -> lines(records);
        };
        HttpResponse response = response(body);
        return next.isEmpty() ? response : response.with(NEXT_CURSOR, next);
    }

    HttpResponse one(SealedRecord record) {
        return response(
                switch (this) {
                    case JSON -> JsonText.writeBytes(json(record));
                    case JSON_LINES, ND_JSON, CSV -> lines(List.of(record));
                });
    }

    private byte[] lines(List<SealedRecord> records) {
        String lines = this == CSV
                ? CsvLine.header() + records.stream().map(CsvLine::of).collect(Collectors.joining())
                : records.stream().map(record -> JsonLine.of(record) + "\n").collect(Collectors.joining());
        return lines.getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse response(byte[] body) {
        String charset = this == CSV ? "; charset=utf-8; header=present" : "";
        return new HttpResponse(
                200, Map.of("content-type", type + charset, "cache-control", "no-store", "vary", "accept"), body);
    }

    private static Json.Obj json(SealedRecord record) {
        var members = Json.object();
        record.content().members().forEach(members::put);
        return members.put("hash", record.hash()).build();
    }

    String type() {
        return type;
    }
}
