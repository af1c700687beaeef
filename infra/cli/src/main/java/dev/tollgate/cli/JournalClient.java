package dev.tollgate.cli;

import dev.tollgate.core.journal.JournalHead;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;

/** Hands journals in. */
final class JournalClient {
    private final ApiClient api;

    JournalClient(ApiClient api) {
        this.api = api;
    }

    /**
     * @return up to where it was received
     * @throws AdministrationException with what the API says when it does not take it
     */
    JournalHead send(Json.Obj journal) throws IOException, AdministrationException {
        Json.Obj answer = api.post("/v1/audit/journal", journal);
        return new JournalHead(
                answer.integer("received_to").orElseThrow(JournalClient::noTollgate),
                answer.text("hash").orElseThrow(JournalClient::noTollgate),
                answer.text("record_id"));
    }

    private static AdministrationException noTollgate() {
        return new AdministrationException("what answers there is not Tollgate");
    }
}
