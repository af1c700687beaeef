package dev.tollgate.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Reads and writes JSON text (RFC 8259) as I-JSON asks (RFC 7493): well-formed UTF-8, no lone surrogates, no duplicate
 * names, nothing after the value.
 */
public final class JsonText {
    private static final int LONGEST_NUMBER = 400;
    private static final int LONGEST_QUOTED_NAME = 40;
    private static final JsonWriter AS_IT_IS = new JsonWriter(UnaryOperator.identity(), UnaryOperator.identity());

    private final JsonFactory factory;

    /** @param maxDepth how many arrays and objects may stand within each other, at least 1 */
    public JsonText(int maxDepth) {
        factory = new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .build();
    }

    public Json parse(byte[] utf8) throws JsonException {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw new JsonException("expected JSON in UTF-8, but the bytes are not UTF-8");
        }
    }

    public Json parse(String text) throws JsonException {
        checkEscapes(text);
        var path = new ArrayDeque<String>();
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new JsonException("expected JSON, but there is no content");
            }
            Json value = value(parser, path);
            if (parser.nextToken() != null) {
                throw new JsonException("expected one JSON value, but more follows it");
            }
            return value;
        } catch (JsonProcessingException malformed) {
            throw new JsonException(message(malformed, path));
        } catch (IOException impossible) {
            throw new IllegalStateException("a string cannot fail to be read", impossible);
        }
    }

    /** Jackson looks at the low eight bits of what should be hexadecimal digits only, and so takes others for some. */
    private static void checkEscapes(String text) throws JsonException {
        for (int at = text.indexOf('\\'); at >= 0 && at + 1 < text.length(); at = text.indexOf('\\', at + 2)) {
            if (text.charAt(at + 1) != 'u') {
                continue;
            }
            for (int i = at + 2; i < Math.min(at + 6, text.length()); i++) {
                if (text.charAt(i) > 0x7F) {
                    throw new JsonException(
                            "not well-formed JSON: an escape has a character that is no hexadecimal digit");
                }
            }
        }
    }

    /** Writes without white space, members in their order. */
    public static String write(Json value) {
        return AS_IT_IS.text(value);
    }

    public static byte[] writeBytes(Json value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    private Json value(JsonParser parser, Deque<String> path) throws IOException, JsonException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, path);
            case START_ARRAY -> array(parser, path);
            case VALUE_STRING -> new Json.Str(wellFormed(parser.getText(), path));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
            case VALUE_TRUE -> Json.Bool.TRUE;
            case VALUE_FALSE -> Json.Bool.FALSE;
            case VALUE_NULL -> Json.Null.NULL;
            default -> throw new JsonException("expected a JSON value at " + place(path));
        };
    }

    private Json.Obj object(JsonParser parser, Deque<String> path) throws IOException, JsonException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = wellFormed(parser.currentName(), path);
            path.addLast(name);
            parser.nextToken();
            if (members.containsKey(name)) {
                throw new JsonException("the member " + place(path) + " stands there twice; names must be unique");
            }
            members.put(name, value(parser, path));
            path.removeLast();
        }
        return new Json.Obj(members);
    }

    private Json.Arr array(JsonParser parser, Deque<String> path) throws IOException, JsonException {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            path.addLast("[" + items.size() + "]");
            items.add(value(parser, path));
            path.removeLast();
        }
        return new Json.Arr(items);
    }

    private static String wellFormed(String text, Deque<String> path) throws JsonException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new JsonException(
                            "the text at " + place(path) + " has half a surrogate pair, which is no character");
                }
                i++;
            }
        }
        return text;
    }

    private static String message(JsonProcessingException malformed, Deque<String> path) {
        String original = Objects.requireNonNullElse(malformed.getOriginalMessage(), "");
        if (original.contains("nesting depth")) {
            return "the JSON is nested too deep at " + place(path);
        }
        if (original.contains("Number value length")) {
            return "a number in " + place(path) + " has more than " + LONGEST_NUMBER + " characters";
        }
        var location = malformed.getLocation();
        return "not well-formed JSON at line " + location.getLineNr() + ", column " + location.getColumnNr() + ", in "
                + place(path);
    }

    private static String place(Deque<String> path) {
        if (path.isEmpty()) {
            return "the top";
        }
        var place = new StringBuilder("'");
        int shown = 0;
        for (String step : path) {
            if (shown == 6) {
                place.append("…");
                break;
            }
            if (shown > 0 && !step.startsWith("[")) {
                place.append('.');
            }
            place.append(step.length() > LONGEST_QUOTED_NAME ? step.substring(0, LONGEST_QUOTED_NAME) + "…" : step);
            shown++;
        }
        return place.append('\'').toString();
    }
}
