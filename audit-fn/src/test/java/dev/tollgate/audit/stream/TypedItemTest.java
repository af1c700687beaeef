package dev.tollgate.audit.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TypedItemTest {
    private final JsonText json = new JsonText(80);

    @Test
    void readsEachTypeThatARecordHas() throws Exception {
        assertEquals(
                "{\"s\":\"x\",\"n\":-12,\"b\":true,\"z\":null,\"m\":{\"l\":[{\"k\":7},\"y\",[]]}}",
                JsonText.write(TypedItem.plain(object("""
                        {"s":{"S":"x"},"n":{"N":"-12"},"b":{"BOOL":true},"z":{"NULL":true},
                         "m":{"M":{"l":{"L":[{"M":{"k":{"N":"7"}}},{"S":"y"},{"L":[]}]}}}}"""))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":{\"B\":\"c2VjcmV0\"}}",
                "{\"x\":{\"SS\":[\"secret\"]}}",
                "{\"x\":{\"N\":\"secret\"}}",
                "{\"x\":{\"N\":7}}",
                "{\"x\":{\"S\":7}}",
                "{\"x\":{\"BOOL\":\"secret\"}}",
                "{\"x\":{\"M\":[]}}",
                "{\"x\":{\"L\":{}}}",
                "{\"x\":{\"secret\":1}}",
                "{\"x\":{\"S\":\"a\",\"N\":\"1\"}}",
                "{\"x\":{}}",
                "{\"x\":\"secret\"}"
            })
    void whatNoRecordHasIsRefusedWithoutSayingWhatItIs(String typed) throws Exception {
        Json.Obj item = object(typed);

        var refused = assertThrows(UnreadableException.class, () -> TypedItem.plain(item));

        assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
    }

    private Json.Obj object(String text) throws JsonException {
        return (Json.Obj) json.parse(text);
    }
}
