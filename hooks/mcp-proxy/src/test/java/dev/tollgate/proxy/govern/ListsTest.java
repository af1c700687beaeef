package dev.tollgate.proxy.govern;

import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.json.JsonText;
import java.util.List;
import java.util.Optional;
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
    void aDefinitionThatIsNotApprovedIsNotShown() throws Exception {
        fake.answering = (path, body) ->
                path.equals("/access/v1/search/action") ? new Answer(200, "{\"results\":[]}") : answer(path, body);
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");

        assertEquals(List.of(), client.answer(1).object("result").orElseThrow().items("tools"));
    }
}
