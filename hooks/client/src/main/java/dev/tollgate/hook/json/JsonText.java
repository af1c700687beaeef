package dev.tollgate.hook.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** JSON as text: strict RFC 8259 in UTF-8, without duplicate members, at most 512 levels deep. */
public final class JsonText {
    private static final int MOST_DEPTH = 512;
    private static final int LONGEST_TEXT = 64 * 1024 * 1024;

    /** Two readers that take another of two equal names would see two different calls. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private JsonText() {}

    public static Json read(String text) throws JsonException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Json read(byte[] text) throws JsonException {
        return read(text, 0, text.length);
    }

    public static Json read(byte[] text, int from, int to) throws JsonException {
        try (JsonParser parser = parser(text, from, to)) {
            parser.nextToken();
            Json value = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonException("something stands behind the JSON value");
            }
            return value;
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @throws JsonException also when this is another value than an object */
    public static Json.Obj readObject(byte[] text) throws JsonException {
        if (read(text) instanceof Json.Obj object) {
            return object;
        }
        throw new JsonException("expected a JSON object");
    }

    /** A reader of the tokens from one byte to another; UTF-8 only, as other encodings hide what others would read. */
    static JsonParser parser(byte[] text, int from, int to) throws IOException, JsonException {
        for (int i = from; i < Math.min(from + 4, to); i++) {
            if (text[i] == 0 || text[i] < 0 && i == from) {
                throw new JsonException("expected JSON in UTF-8");
            }
        }
        return FACTORY.createParser(text, from, to - from);
    }

    static JsonException malformed(JsonProcessingException cause) {
        var place = cause.getLocation();
        return new JsonException("not JSON" + (place == null ? "" : " at byte " + place.getByteOffset()));
    }

    private static Json value(JsonParser parser) throws IOException, JsonException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonException("expected JSON, and there is nothing");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield new Json.Obj(members);
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new Json.Arr(items);
            }
            case VALUE_STRING -> new Json.Str(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
            case VALUE_TRUE -> Json.Bool.TRUE;
            case VALUE_FALSE -> Json.Bool.FALSE;
            case VALUE_NULL -> Json.Null.NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new JsonException("expected a JSON value");
        };
    }

    public static String write(Json value) {
        var out = new StringBuilder(256);
        write(value, UnaryOperator.identity(), UnaryOperator.identity(), out);
        return out.toString();
    }

    public static byte[] writeBytes(Json value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    static void write(
            Json value, UnaryOperator<Map<String, Json>> order, UnaryOperator<String> number, StringBuilder out) {
        switch (value) {
            case Json.Obj(Map<String, Json> members) -> {
                String separator = "{";
                for (var member : order.apply(members).entrySet()) {
                    out.append(separator);
                    quote(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), order, number, out);
                    separator = ",";
                }
                out.append(members.isEmpty() ? "{}" : "}");
            }
            case Json.Arr(List<Json> items) -> {
                String separator = "[";
                for (Json item : items) {
                    out.append(separator);
                    write(item, order, number, out);
                    separator = ",";
                }
                out.append(items.isEmpty() ? "[]" : "]");
            }
            case Json.Str(String text) -> quote(text, out);
            case Json.Num(String text) -> out.append(number.apply(text));
            case Json.Bool bool -> out.append(bool == Json.Bool.TRUE);
            case Json.Null ignored -> out.append("null");
        }
    }

    /** Escapes what must be escaped and nothing else, in the shortest form, as RFC 8785 does. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(c < 0x10 ? "0" : "1").append(Character.forDigit(c & 0xf, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
