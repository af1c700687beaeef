package dev.tollgate.proxy;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonText;
import java.nio.charset.StandardCharsets;

/** Reads what a client hears. */
final class FakeClientText {
    private FakeClientText() {}

    static Json.Obj read(String line) {
        try {
            return JsonText.readObject(line.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException | NullPointerException notJson) {
            throw new AssertionError("no message: " + line, notJson);
        }
    }
}
