package dev.tollgate.hook.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the members of a JSON object, or the items of an array, stand in its text: what passes through does so as it was
 * written, byte for byte. All of the text is read once, so that what is no JSON is refused.
 */
public final class JsonParts {
    private JsonParts() {}

    /** What kind of value stands there. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        OTHER
    }

    /**
     * One value in its text.
     *
     * @param from its first byte
     * @param to the byte behind its last one
     */
    public record Part(byte[] text, int from, int to, Kind kind) {

        public int length() {
            return to - from;
        }

        public Json read() throws JsonException {
            return JsonText.read(text, from, to);
        }

        public Map<String, Part> members() throws JsonException {
            return JsonParts.members(text, from, to);
        }

        public List<Part> items() throws JsonException {
            return JsonParts.items(text, from, to);
        }

        /** What a string says; empty for any other value. */
        public Optional<String> string() throws JsonException {
            return kind == Kind.STRING && read() instanceof Json.Str(String said)
                    ? Optional.of(said)
                    : Optional.empty();
        }
    }

    public static Part whole(byte[] text) {
        return new Part(text, 0, text.length, Kind.OTHER);
    }

    /** @throws JsonException when this is no object, or a name stands there twice */
    public static Map<String, Part> members(byte[] text, int from, int to) throws JsonException {
        try (JsonParser parser = JsonText.parser(text, from, to)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "an object");
            Map<String, Part> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, part(parser, text, from));
            }
            expectEnd(parser);
            return members;
        } catch (JsonProcessingException malformed) {
            throw JsonText.malformed(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static List<Part> items(byte[] text, int from, int to) throws JsonException {
        try (JsonParser parser = JsonText.parser(text, from, to)) {
            expect(parser.nextToken(), JsonToken.START_ARRAY, "an array");
            List<Part> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(part(parser, text, from));
            }
            expectEnd(parser);
            return items;
        } catch (JsonProcessingException malformed) {
            throw JsonText.malformed(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void expect(JsonToken token, JsonToken wanted, String what) throws JsonException {
        if (token != wanted) {
            throw new JsonException("expected " + what);
        }
    }

    private static void expectEnd(JsonParser parser) throws IOException, JsonException {
        if (parser.nextToken() != null) {
            throw new JsonException("something stands behind the JSON value");
        }
    }

    private static Part part(JsonParser parser, byte[] text, int offset) throws IOException {
        int from = offset + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        int to = offset + Math.toIntExact(parser.currentLocation().getByteOffset());
        Kind kind = switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.ARRAY;
            case VALUE_STRING -> Kind.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            default -> Kind.OTHER;
        };
        return new Part(text, from, to, kind);
    }
}
