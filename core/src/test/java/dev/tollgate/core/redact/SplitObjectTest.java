package dev.tollgate.core.redact;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.NestingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SplitObjectTest {
    private static final int MOST_REST = 100;

    @Test
    void leavesTheLargeMemberWhereItLies() throws JsonException {
        String json = " { \"a\" : 1 , \"result\" : [1, {\"b\": 2}] , \"c\":\"d\" } ";
        SplitObject split = split(json);
        SplitObject.Part part = split.large().orElseThrow();

        assertEquals("[1, {\"b\": 2}]", json.substring(part.from(), part.to()));
        assertEquals(Json.object().put("a", 1).put("c", "d").build(), split.rest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "null", "-1.5e3", "{}", "[]", "{\"result\":1}"})
    void anyValueCanBeTheLargeOne(String value) throws JsonException {
        String json = "{\"result\":" + value + "}";
        SplitObject.Part part = split(json).large().orElseThrow();

        assertEquals(value, json.substring(part.from(), part.to()));
        assertEquals(SplitObject.Kind.OTHER, part.kind());
    }

    @Test
    void ofAStringTheContentIsThePart() throws JsonException {
        byte[] json = bytes("{\"result\":\"a\\n\\u00e4\\ud83d\\ude00\"}");
        SplitObject.Part part =
                SplitObject.of(json, "result", MOST_REST, 8).large().orElseThrow();

        assertEquals(SplitObject.Kind.STRING, part.kind());
        assertEquals("a\nä😀", new String(SplitObject.text(json, part), StandardCharsets.UTF_8));
    }

    @Test
    void aNameWithEscapesIsTheSameName() throws JsonException {
        assertTrue(split("{\"r\\u0065sult\":1}").large().isPresent());
        assertThrows(JsonException.class, () -> split("{\"r\\u0065sult\":1,\"result\":2}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "[]",
                "{",
                "{}x",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"result\":1,\"result\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"result\":[1}",
                "{\"result\":01}",
                "{\"a\":nul}",
                "{\"result\":\"\\ud800\"}",
                "{'a':1}"
            })
    void nothingElseIsRead(String json) {
        assertThrows(JsonException.class, () -> split(json));
    }

    @Test
    void countsTheLevelsOfTheLargeMemberAlone() throws JsonException {
        assertTrue(split("{\"result\":" + "[".repeat(8) + "]".repeat(8) + "}")
                .large()
                .isPresent());
        String deeper = "{\"a\":1,\"result\":" + "[".repeat(9) + "]".repeat(9) + ",\"b\":2}";
        assertThrows(NestingException.class, () -> split(deeper));

        assertEquals(Json.object().put("a", 1).build(), SplitObject.before(bytes(deeper), "result", MOST_REST));
    }

    @Test
    void theOtherMembersAreBounded() {
        String long_ = "{\"a\":\"" + "x".repeat(MOST_REST) + "\",\"result\":1}";
        JsonException refused = assertThrows(JsonException.class, () -> split(long_));

        assertEquals("all members but 'result' have more than 100 bytes", refused.getMessage());
    }

    @Test
    void beforeTheLargeMemberIsReadWhatIsCutOff() {
        assertEquals(
                Json.object().put("a", 1).build(),
                SplitObject.before(bytes("{\"a\":1,\"result\":[1,2,"), "result", MOST_REST));
        assertEquals(Json.Obj.EMPTY, SplitObject.before(bytes("{\"a\":\"x"), "result", MOST_REST));
    }

    private static SplitObject split(String json) throws JsonException {
        return SplitObject.of(bytes(json), "result", MOST_REST, 8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
