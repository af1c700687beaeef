package dev.tollgate.core.redact;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A JSON object of which one member is so large that it is left where it lies.
 *
 * @param rest the other members
 * @param large the large one; empty when there is none
 */
public record SplitObject(Json.Obj rest, Optional<Part> large) {
    private static final int MOST_DEPTH_OF_REST = 64;
    private static final JsonText JSON = new JsonText(MOST_DEPTH_OF_REST);

    /**
     * Where a value stands in the bytes.
     *
     * @param from of a string, the byte after its quotation mark
     * @param to the byte after the value; of a string, its quotation mark
     * @param escaped whether it is a string with escapes
     */
    public record Part(int from, int to, Kind kind, boolean escaped) {}

    public enum Kind {
        STRING,
        OTHER
    }

    /**
     * @param large the name of the large member
     * @param mostRest bytes of all other members together
     * @param mostDepth of containers within each other in the large member
     * @throws JsonException when the bytes are no such object
     */
    public static SplitObject of(byte[] json, String large, int mostRest, int mostDepth) throws JsonException {
        return new Reading(json, large, mostRest, mostDepth).whole();
    }

    /** The members that stand before the large one, as far as they can be read; what comes then is not looked at. */
    public static Json.Obj before(byte[] json, String large, int mostRest) {
        try {
            return new Reading(json, large, mostRest, MOST_DEPTH_OF_REST).before();
        } catch (JsonException unreadable) {
            return Json.Obj.EMPTY;
        }
    }

    /** The content of a part that is a string, without escapes. */
    public static byte[] text(byte[] json, Part part) throws JsonException {
        if (!part.escaped()) {
            return Arrays.copyOfRange(json, part.from(), part.to());
        }
        var cursor = new JsonCursor(json, part.from() - 1, part.to() + 1, 1);
        cursor.string();
        return cursor.decoded();
    }

    private static final class Reading {
        private final byte[] json;
        private final byte[] large;
        private final String name;
        private final int mostRest;
        private final JsonCursor cursor;
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
        private Optional<Part> part = Optional.empty();
        private int nameFrom;
        private int nameTo;

        Reading(byte[] json, String name, int mostRest, int mostDepth) {
            this.json = json;
            this.name = name;
            this.large = name.getBytes(StandardCharsets.UTF_8);
            this.mostRest = mostRest;
            // The object itself is one level more.
            this.cursor = new JsonCursor(json, 0, json.length, mostDepth + 1);
        }

        SplitObject whole() throws JsonException {
            begin();
            if (cursor.peek() == '}') {
                cursor.expect('}');
            } else {
                do {
                    if (isLarge()) {
                        large();
                    } else {
                        member();
                    }
                } while (cursor.hasNext('}'));
            }
            cursor.expectEnd();
            return new SplitObject(rest(), part);
        }

        Json.Obj before() throws JsonException {
            begin();
            if (cursor.peek() != '}') {
                do {
                    if (isLarge()) {
                        break;
                    }
                    member();
                } while (cursor.hasNext('}'));
            }
            return rest();
        }

        private void begin() throws JsonException {
            if (cursor.peek() != '{') {
                throw new JsonException("expected a JSON object");
            }
            cursor.enter(0);
            rest.write('{');
        }

        /** Reads a name and the colon after it. */
        private boolean isLarge() throws JsonException {
            cursor.peek();
            cursor.string();
            nameFrom = cursor.from();
            nameTo = cursor.to();
            boolean isLarge = cursor.isEscaped()
                    ? Arrays.equals(cursor.decoded(), large)
                    : Arrays.equals(json, nameFrom, nameTo, large, 0, large.length);
            cursor.expect(':');
            return isLarge;
        }

        private void large() throws JsonException {
            if (part.isPresent()) {
                throw new JsonException("the member '" + name + "' stands there twice; names must be unique");
            }
            boolean isString = cursor.peek() == '"';
            cursor.skipValue(1);
            part = Optional.of(new Part(
                    cursor.from(), cursor.to(), isString ? Kind.STRING : Kind.OTHER, isString && cursor.isEscaped()));
        }

        private void member() throws JsonException {
            cursor.peek();
            int from = cursor.at();
            cursor.skipValue(1);
            if (rest.size() + (long) (nameTo - nameFrom) + cursor.at() - from > mostRest) {
                throw new JsonException("all members but '" + name + "' have more than " + mostRest + " bytes");
            }
            if (rest.size() > 1) {
                rest.write(',');
            }
            rest.write(json, nameFrom - 1, nameTo - nameFrom + 2);
            rest.write(':');
            rest.write(json, from, cursor.at() - from);
        }

        private Json.Obj rest() throws JsonException {
            rest.write('}');
            return JSON.parse(rest.toByteArray()) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        }
    }
}
