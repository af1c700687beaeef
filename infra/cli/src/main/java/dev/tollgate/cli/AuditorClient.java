package dev.tollgate.cli;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The audit API as an auditor uses it. */
final class AuditorClient {
    private static final String PATH = "/v1/audit/records";
    private static final String REPORTS = "/v1/reports";
    private static final int MOST_A_PAGE = 100;
    private static final int MOST_PAGES = 10_000;

    private final ApiClient api;

    AuditorClient(ApiClient api) {
        this.api = api;
    }

    /**
     * @param records newest first
     * @param isEnd whether there are no others
     */
    record Found(List<Json.Obj> records, boolean isEnd) {}

    /**
     * @param filters names and texts, as the API has them
     * @param most records
     */
    Found search(Map<String, String> filters, int most) throws IOException, AdministrationException {
        var found = new ArrayList<Json.Obj>();
        var query = new TreeMap<>(filters);
        for (int page = 0; page < MOST_PAGES; page++) {
            query.put("limit", Integer.toString(Math.min(MOST_A_PAGE, most - found.size())));
            Json.Obj answer = api.get(PATH + "?" + text(query));
            for (Json item : answer.items("records")) {
                if (item instanceof Json.Obj record) {
                    found.add(record);
                }
            }
            String cursor = answer.text("next_cursor").orElse("");
            if (cursor.isEmpty() || found.size() >= most) {
                return new Found(found, cursor.isEmpty());
            }
            query.put("cursor", cursor);
        }
        throw new AdministrationException("the list of records has no end");
    }

    Json.Obj show(String id) throws IOException, AdministrationException {
        return api.get(PATH + "/" + encoded(id));
    }

    /** @param query names and texts, as the API has them */
    byte[] report(String name, Map<String, String> query) throws IOException, AdministrationException {
        return api.bytes(REPORTS + "/" + name + "?" + text(query));
    }

    /** As {@code audit check-proof} reads it. */
    Json.Obj proof(String id) throws IOException, AdministrationException {
        return api.get(PATH + "/" + encoded(id) + "/proof");
    }

    private static String text(Map<String, String> query) {
        return query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
