package dev.tollgate.proxy.message;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts.Part;
import dev.tollgate.hook.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A text in which one part is another; all around it stays as it was. */
public final class Splice {
    private Splice() {}

    /** @param part of this text */
    public static byte[] replaced(byte[] text, Part part, byte[] by) {
        return replaced(text, part.from(), part.to(), by);
    }

    /** @param object of this text, with at least one member */
    public static byte[] inserted(byte[] text, Part object, String member, String value) {
        byte[] added = ("\"" + member + "\":" + value + ",").getBytes(StandardCharsets.UTF_8);
        return replaced(text, object.from() + 1, object.from() + 1, added);
    }

    /** @param array of this text */
    public static byte[] appended(byte[] text, Part array, Json item) throws JsonException {
        String added = (array.items().isEmpty() ? "" : ",") + JsonText.write(item);
        return replaced(text, array.to() - 1, array.to() - 1, added.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] replaced(byte[] text, int from, int to, byte[] by) {
        var out = new ByteArrayOutputStream(text.length + by.length);
        out.write(text, 0, from);
        out.writeBytes(by);
        out.write(text, to, text.length - to);
        return out.toByteArray();
    }
}
