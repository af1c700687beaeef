package dev.tollgate.proxy.govern;

import dev.tollgate.hook.FakeTollgate;
import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.json.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a client sees of lists. */
class ListsTest extends ConversationBed {
    @Test
    void listsShowWhatMayBeUsedAsTheServerWroteIt() throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        client.answer(1);

        assertTrue(
                client.heard
                        .getFirst()
                        .contains(
                                "\"result\":{\"tools\":[{\"name\":\"read\",\"inputSchema\":{\"type\":\"object\"} , \"x\":1.0}],\"cacheScope\":\"private\"}"),
                client.heard::toString);
    }

    @Test
    void resourcesTemplatesAndPromptsAreFilteredToo() throws Exception {
        server.answering = request -> Optional.of(
                switch (request.method()) {
                    case "resources/list" ->
                        "\"result\":{\"resources\":[{\"uri\":\"f:///a\",\"name\":\"a\"},{\"uri\":\"f:///secret\",\"name\":\"b\"}]}";
                    case "resources/templates/list" ->
                        "\"result\":{\"resourceTemplates\":[{\"uriTemplate\":\"f:///secret/{x}\",\"name\":\"a\"}]}";
                    default ->
                        "\"result\":{\"prompts\":[{\"name\":\"secret\"},{\"name\":\"open\"}],\"nextCursor\":\"c\"}";
                });
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}");
        says("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/templates/list\"}");
        says("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"prompts/list\"}");

        assertEquals(
                "{\"resources\":[{\"uri\":\"f:///a\",\"name\":\"a\"}]}",
                JsonText.write(client.answer(1).get("result").orElseThrow()));
        assertEquals(
                "{\"resourceTemplates\":[]}",
                JsonText.write(client.answer(2).get("result").orElseThrow()));
        assertEquals(
                "{\"prompts\":[{\"name\":\"open\"}],\"nextCursor\":\"c\"}",
                JsonText.write(client.answer(3).get("result").orElseThrow()));
    }

    @Test
    void aListOfResourcesIsOneQuestionAndOfAVeryLongOneTheFirst500AreShown() throws Exception {
        String all = IntStream.range(0, 600)
                .mapToObj(i -> "{\"uri\":\"f:///" + i + "\"}")
                .collect(Collectors.joining(","));
        server.answering = request -> Optional.of("\"result\":{\"resources\":[" + all + ",{}]}");
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}");

        assertEquals(
                500,
                client.answer(1)
                        .object("result")
                        .orElseThrow()
                        .items("resources")
                        .size());
        assertEquals(List.of("/access/v1/search/resource"), paths());
    }

    @Test
    void whatHasNoIdIsNotShownAndAListThatNobodyKnowsIsAnError() throws Exception {
        server.answering = request -> Optional.of("\"result\":{\"resources\":[{},{\"uri\":\"\"},{\"uri\":\""
                + "x".repeat(1_025) + "\"},{\"uri\":\"a\"}]}");
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}");
        assertEquals(
                1,
                client.answer(1)
                        .object("result")
                        .orElseThrow()
                        .items("resources")
                        .size());

        fake.answering = (path, body) -> new Answer(503, "");
        says("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/list\"}");
        assertTrue(client.answer(2).object("error").isPresent());
    }

    private List<String> paths() {
        return fake.asked.stream().map(FakeTollgate.Asked::path).toList();
    }

    @Test
    void aDefinitionThatIsNotApprovedIsNotShown() throws Exception {
        fake.answering = (path, body) ->
                path.equals("/access/v1/search/action") ? new Answer(200, "{\"results\":[]}") : answer(path, body);
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");

        assertEquals(List.of(), client.answer(1).object("result").orElseThrow().items("tools"));
    }

    @Test
    void aToolThatNobodyAnswersForMakesTheListAnErrorAndNotAShorterOne() throws Exception {
        fake.answering =
                (path, body) -> path.equals("/access/v1/search/action") ? new Answer(503, "") : answer(path, body);
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");

        assertTrue(client.answer(1).object("error").isPresent());
    }
}
