package dev.tollgate.core.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A text in which what is to be found is marked: {@code Write to {{EMAIL_ADDRESS:ann@example.org}}}. */
public record MarkedText(String text, List<String> expected) {

    /** The lines of a resource; empty ones and those that begin with {@code #} are left out. */
    public static List<MarkedText> ofResource(String resource) {
        try (InputStream lines = MarkedText.class.getResourceAsStream(resource)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(MarkedText::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static MarkedText of(String marked) {
        var text = new StringBuilder();
        var expected = new ArrayList<String>();
        int at = 0;
        for (int mark = marked.indexOf("{{"); mark >= 0; mark = marked.indexOf("{{", at)) {
            int colon = marked.indexOf(':', mark);
            int end = marked.indexOf("}}", colon);
            text.append(marked, at, mark);
            expected.add(describe(marked.substring(mark + 2, colon), text.length(), marked.substring(colon + 1, end)));
            text.append(marked, colon + 1, end);
            at = end + 2;
        }
        return new MarkedText(text.append(marked.substring(at)).toString(), List.copyOf(expected));
    }

    /** What a scan found, in the words of {@link #expected}. */
    public List<String> found(Scanner scanner, int leastConfidence) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return scanner.scan(bytes, 0, bytes.length, Field.NONE).values().stream()
                .filter(finding -> finding.confidence() >= leastConfidence)
                .map(finding -> describe(
                        finding.type().name(),
                        new String(bytes, 0, finding.from(), StandardCharsets.UTF_8).length(),
                        new String(bytes, finding.from(), finding.to() - finding.from(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static String describe(String type, int at, String value) {
        return type + " at " + at + " " + value;
    }
}
