package dev.tollgate.tests.corpus;

import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Findings;
import dev.tollgate.core.scan.Scanner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Scans a text as the redaction does, and says where in the whole text each finding is: JSON is scanned field by field,
 * JSON within strings of JSON too, everything else as it is.
 */
final class AnswerScan {
    private static final int MOST_NESTED = 3;
    private static final int SHORTEST_NUMBER = 6;
    private static final int LONGEST_NUMBER = 64;

    private final Scanner scanner;

    AnswerScan(Scanner scanner) {
        this.scanner = scanner;
    }

    List<Finding> values(byte[] text) {
        return scanned(text).values();
    }

    Findings scanned(byte[] text) {
        return json(text, identity(text.length), 0).orElseGet(() -> scanner.scan(text, 0, text.length, Field.NONE));
    }

    private static int[] identity(int length) {
        var places = new int[length + 1];
        Arrays.setAll(places, i -> i);
        return places;
    }

    private Optional<Findings> json(byte[] text, int[] places, int nested) {
        int start = 0;
        while (start < text.length && text[start] >= 0 && text[start] <= ' ') {
            start++;
        }
        if (text.length - start <= 2 || text[start] != '{' && text[start] != '[') {
            return Optional.empty();
        }
        var walk = new Walk(text, places, nested);
        return walk.isWhole() ? Optional.of(new Findings(walk.values, walk.indicators)) : Optional.empty();
    }

    /** One JSON text, from its first byte on. */
    private final class Walk {
        private final byte[] text;
        /** Where each byte is in the whole text. */
        private final int[] places;

        private final int nested;
        private final List<Finding> values = new ArrayList<>();
        private final List<Finding> indicators = new ArrayList<>();
        private int at;

        Walk(byte[] text, int[] places, int nested) {
            this.text = text;
            this.places = places;
            this.nested = nested;
        }

        boolean isWhole() {
            boolean isJson = value(Field.NONE);
            skipSpace();
            return isJson && at == text.length;
        }

        private void skipSpace() {
            while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
                at++;
            }
        }

        private boolean takes(char c) {
            skipSpace();
            if (at < text.length && text[at] == c) {
                at++;
                return true;
            }
            return false;
        }

        private boolean value(Field field) {
            skipSpace();
            if (at == text.length) {
                return false;
            }
            return switch (text[at]) {
                case '{' -> object();
                case '[' -> array(field);
                case '"' -> string(field, true).isPresent();
                default -> word(field);
            };
        }

        private boolean object() {
            at++;
            if (takes('}')) {
                return true;
            }
            do {
                skipSpace();
                Optional<String> name =
                        at < text.length && text[at] == '"' ? string(Field.NONE, false) : Optional.empty();
                if (name.isEmpty() || !takes(':') || !value(scanner.field(name.get()))) {
                    return false;
                }
            } while (takes(','));
            return takes('}');
        }

        private boolean array(Field field) {
            at++;
            if (takes(']')) {
                return true;
            }
            do {
                if (!value(field)) {
                    return false;
                }
            } while (takes(','));
            return takes(']');
        }

        /** A number, or true, false, null. */
        private boolean word(Field field) {
            int from = at;
            while (at < text.length && ",]} \n\r\t".indexOf(text[at]) < 0) {
                at++;
            }
            String word = new String(text, from, at - from, StandardCharsets.UTF_8);
            boolean isNumber = !word.isEmpty() && word.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
            boolean isOfInterest = word.length() >= SHORTEST_NUMBER && word.length() <= LONGEST_NUMBER;
            if (isNumber && (isOfInterest || field != Field.NONE)) {
                scan(text, from, at, field, places);
            }
            return isNumber || word.equals("true") || word.equals("false") || word.equals("null");
        }

        private Optional<String> string(Field field, boolean mayBeJson) {
            at++;
            var decoded = new ByteArrayOutputStream();
            var decodedPlaces = new ArrayList<Integer>();
            while (at < text.length && text[at] != '"') {
                int from = at;
                byte[] bytes = character();
                for (byte b : bytes) {
                    decoded.write(b);
                    decodedPlaces.add(places[from]);
                }
            }
            if (at >= text.length) {
                return Optional.empty();
            }
            decodedPlaces.add(places[at]);
            at++;
            byte[] bytes = decoded.toByteArray();
            int[] mapped = decodedPlaces.stream().mapToInt(Integer::intValue).toArray();
            Optional<Findings> document =
                    mayBeJson && nested < MOST_NESTED ? json(bytes, mapped, nested + 1) : Optional.empty();
            if (document.isPresent()) {
                values.addAll(document.get().values());
                indicators.addAll(document.get().indicators());
            } else {
                scan(bytes, 0, bytes.length, field, mapped);
            }
            return Optional.of(decoded.toString(StandardCharsets.UTF_8));
        }

        private byte[] character() {
            if (text[at] != '\\' || at + 1 >= text.length) {
                return new byte[] {text[at++]};
            }
            byte escape = text[at + 1];
            at += 2;
            return switch (escape) {
                case 'n' -> new byte[] {'\n'};
                case 't' -> new byte[] {'\t'};
                case 'r' -> new byte[] {'\r'};
                case 'b' -> new byte[] {'\b'};
                case 'f' -> new byte[] {'\f'};
                case 'u' -> unicode();
                default -> new byte[] {escape};
            };
        }

        /** The corpus escapes control characters only. */
        private byte[] unicode() {
            int code = Integer.parseInt(new String(text, at, 4, StandardCharsets.US_ASCII), 16);
            at += 4;
            return Character.toString(code).getBytes(StandardCharsets.UTF_8);
        }

        private void scan(byte[] bytes, int from, int to, Field field, int[] of) {
            Findings found = scanner.scan(bytes, from, to, field);
            found.values().forEach(finding -> values.add(placed(finding, of)));
            found.indicators().forEach(finding -> indicators.add(placed(finding, of)));
        }

        private static Finding placed(Finding finding, int[] of) {
            return new Finding(finding.type(), of[finding.from()], of[finding.to()], finding.confidence());
        }
    }
}
