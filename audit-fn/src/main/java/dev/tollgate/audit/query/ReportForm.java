package dev.tollgate.audit.query;

import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.report.Report;
import dev.tollgate.core.report.ReportCsv;
import dev.tollgate.core.report.ReportHtml;
import dev.tollgate.core.report.ReportJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forms of a report. */
enum ReportForm {
    JSON("json", "application/json"),
    CSV("csv", "text/csv; charset=utf-8"),
    HTML("html", "text/html; charset=utf-8");

    private final String word;
    private final String type;

    ReportForm(String word, String type) {
        this.word = word;
        this.type = type;
    }

    String word() {
        return word;
    }

    static Optional<ReportForm> ofWord(String word) {
        return Arrays.stream(values()).filter(form -> form.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(ReportForm::word).toList();
    }

    HttpResponse response(Report report) {
        byte[] body = switch (this) {
            case JSON -> JsonText.writeBytes(ReportJson.of(report));
            case CSV -> ReportCsv.of(report).getBytes(StandardCharsets.UTF_8);
            case HTML -> ReportHtml.of(report).getBytes(StandardCharsets.UTF_8);
        };
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", type);
        headers.put("cache-control", "no-store");
        // The page's headers do no harm to the others, and keep a browser from taking them for something else.
        headers.putAll(ReportHtml.headers());
        if (this == CSV) {
            headers.put(
                    "content-disposition",
                    "attachment; filename=\"tollgate-" + report.name().word() + ".csv\"");
        }
        return new HttpResponse(200, Map.copyOf(headers), body);
    }
}
