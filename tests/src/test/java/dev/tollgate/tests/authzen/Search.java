package dev.tollgate.tests.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One of the three searches.
 *
 * @param kind {@code subject}, {@code resource} or {@code action}
 */
record Search(Http caller, String kind) {

    String path() {
        return "/access/v1/search/" + kind;
    }

    /** @param members of the request */
    Answer ask(String... members) throws IOException, InterruptedException {
        return caller.post(path(), Scenario.body(members));
    }

    /** What was found: the ids of subjects and resources, the names of actions. */
    List<String> find(String... members) throws IOException, InterruptedException {
        return found(ask(members));
    }

    List<String> found(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.json().path("results").isArray(), answer::toString);
        var found = new ArrayList<String>();
        answer.json().get("results").forEach(entity -> found.add(nameOf(entity)));
        return found;
    }

    private String nameOf(JsonNode entity) {
        return entity.path(kind.equals("action") ? "name" : "id").asText("none");
    }

    static String nextToken(Answer answer) {
        JsonNode token = answer.json().at("/page/next_token");
        assertTrue(token.isTextual(), answer::toString);
        return token.asText();
    }

    static String page(String token) {
        return "\"page\":{\"token\":\"" + token + "\"}";
    }
}
