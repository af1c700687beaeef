package dev.tollgate.proxy.message;

import dev.tollgate.hook.json.JsonException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

class MessageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"jsonrpc":"2.0","id":1,"method":"ping"} | Request
        {"params":{"a":1},"method":"x","jsonrpc":"2.0","id":"é","later":[]} | Request
        {"jsonrpc":"2.0","method":"notifications/initialized"} | Notification
        {"jsonrpc":"2.0","id":1.5,"result":{}} | Response
        {"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":""}} | Response
        """)
    void messagesAreToldApart(String text, String kind) throws Exception {
        assertEquals(kind, read(text).getClass().getSimpleName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[]}",
                "{\"jsonrpc\":\"2.0\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "ping"
            })
    void whatCouldBeReadInTwoWaysIsNoMessage(String text) {
        assertThrows(JsonException.class, () -> read(text));
    }

    @Test
    void aNumberAndATextAreTwoIds() throws Exception {
        var number =
                assertInstanceOf(Message.Request.class, read("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));
        var text =
                assertInstanceOf(Message.Request.class, read("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"ping\"}"));

        assertEquals(false, number.id().equals(text.id()));
    }

    private static Message read(String text) throws JsonException {
        return Message.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
