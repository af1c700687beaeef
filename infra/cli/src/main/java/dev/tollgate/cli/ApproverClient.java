package dev.tollgate.cli;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decision API as an approver uses it. */
final class ApproverClient {
    private static final String PATH = "/v1/approvals";
    private static final int MOST_PAGES = 1_000;

    private final ApiClient api;

    ApproverClient(ApiClient api) {
        this.api = api;
    }

    /** All that this approver may decide. */
    List<Json.Obj> pending() throws IOException, AdministrationException {
        var all = new ArrayList<Json.Obj>();
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Json.Obj answer = api.get(PATH + "?status=pending&cursor=" + cursor);
            for (Json item : answer.items("approvals")) {
                if (item instanceof Json.Obj request) {
                    all.add(request);
                }
            }
            cursor = answer.text("next_cursor").orElse("");
            if (cursor.isEmpty()) {
                return all;
            }
        }
        throw new AdministrationException("the list of requests has no end");
    }

    Json.Obj show(String id) throws IOException, AdministrationException {
        return api.get(path(id));
    }

    /** @param decision {@code approve} or {@code deny} */
    Json.Obj decide(String id, String decision, Optional<String> reason) throws IOException, AdministrationException {
        return api.post(
                path(id),
                Json.object().put("decision", decision).put("reason", reason).build());
    }

    private static String path(String id) {
        return PATH + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
