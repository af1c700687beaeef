package dev.tollgate.proxy.govern;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which messages are asked about, which pass as they are, and which are refused. */
class MethodsTest extends ConversationBed {
    @ParameterizedTest
    @ValueSource(strings = {"tools/delete", "tasks/result", "x", "Tools/Call", "tools/call "})
    void anUnknownMethodIsRefused(String method) throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{\"name\":\"read\"}}");

        assertEquals(
                -32601,
                client.answer(1).object("error").orElseThrow().integer("code").orElseThrow());
        assertEquals(List.of(), server.heard);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":1}",
                "{\"name\":\"read\",\"arguments\":[]}",
                "{\"name\":\"\"}",
                "{\"name\":\"read\",\"task\":{}}"
            })
    void aCallThatIsNoneIsRefused(String params) throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}");

        assertEquals(
                -32602,
                client.answer(1).object("error").orElseThrow().integer("code").orElseThrow());
        assertFalse(server.methods().contains("tools/call"));
    }

    @Test
    void whatIsNotAskedAboutPassesAsItIs() throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        client.answer(1);
        says("{ \"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\" }");
        String sampling = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sampling/createMessage\",\"params\":{ }}";
        server.says(sampling);
        String progress =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":1,\"progress\":2}}";
        server.says(progress);
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"role\":\"assistant\"}}");

        assertEquals(List.of(sampling, progress), client.heard.subList(1, 3));
        assertEquals(List.of("ping", "notifications/roots/list_changed", "response"), server.methods());
        assertEquals(0, fake.asked.size());
    }

    @Test
    void whatNobodyAskedForIsNotPassedOn() throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");
        server.says("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");
        server.says("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"shell/run\"}");
        says("{\"jsonrpc\":\"2.0\",\"method\":\"do/it\"}");

        assertEquals(List.of(), client.heard);
        assertEquals(List.of("response"), server.methods(), "the refusal of what the server asked");
        assertTrue(text(server.heard.getFirst()).contains("-32601"));
    }
}
