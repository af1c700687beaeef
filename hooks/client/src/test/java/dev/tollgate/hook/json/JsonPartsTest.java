package dev.tollgate.hook.json;

import dev.tollgate.hook.json.JsonParts.Kind;
import dev.tollgate.hook.json.JsonParts.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class JsonPartsTest {

    @Test
    void aPartIsTheTextAsItWasWritten() throws Exception {
        Map<String, Part> members = members(
                " {\"a\" : { \"x\":1.0e2 ,\"y\":[ ] } , \"b\": \"\\u00e9é\",\"c\":-1.50, \"d\" : null,\"e\":[1, {}]} ");

        assertEquals("{ \"x\":1.0e2 ,\"y\":[ ] }", text(members.get("a")));
        assertEquals("\"\\u00e9é\"", text(members.get("b")));
        assertEquals("-1.50", text(members.get("c")));
        assertEquals("null", text(members.get("d")));
        assertEquals("[1, {}]", text(members.get("e")));
        assertEquals(
                List.of(Kind.OBJECT, Kind.STRING, Kind.NUMBER, Kind.OTHER, Kind.ARRAY),
                members.values().stream().map(Part::kind).toList());
    }

    @Test
    void aPartOfAPartIsInTheSameText() throws Exception {
        Part inner = members("{\"p\":{\"q\":[10,\"ü\",{\"r\":true}]}}")
                .get("p")
                .members()
                .get("q");

        assertEquals(
                List.of("10", "\"ü\"", "{\"r\":true}"),
                inner.items().stream().map(JsonPartsTest::text).toList());
        assertEquals("true", text(inner.items().get(2).members().get("r")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":1}{}",
                "{\"a\":1",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "\uFEFF{\"a\":1}"
            })
    void whatIsNoObjectOrCouldBeReadInTwoWaysIsRefused(String text) {
        assertThrows(JsonException.class, () -> members(text));
    }

    @Test
    void anotherEncodingIsRefused() {
        byte[] text = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);

        assertThrows(JsonException.class, () -> JsonParts.members(text, 0, text.length));
    }

    @Test
    void depthIsBounded() {
        assertThrows(JsonException.class, () -> members("{\"a\":" + "[".repeat(600) + "]".repeat(600) + "}"));
    }

    private static Map<String, Part> members(String text) throws JsonException {
        // Not at the start of the array, as parts of messages are not.
        byte[] bytes = ("####" + text + "##").getBytes(StandardCharsets.UTF_8);
        return JsonParts.members(bytes, 4, bytes.length - 2);
    }

    private static String text(Part part) {
        return new String(part.text(), part.from(), part.length(), StandardCharsets.UTF_8);
    }
}
