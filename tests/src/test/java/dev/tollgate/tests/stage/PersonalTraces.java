package dev.tollgate.tests.stage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for what the tests send that is secret or personal, in what a stack wrote down meanwhile. Whoever writes a test
 * with a value of another kind adds it here.
 */
public final class PersonalTraces {
    private static final List<Marker> MARKERS = List.of(
            new Marker("a key's secret", "tg_[a-z2-7]{16}_[a-z2-7]{8}"),
            new Marker("an authorization", "(?i)bearer [a-z0-9]{8}"),
            new Marker("a mail address", "[A-Za-z0-9._+-]+@[a-z0-9.-]+\\.(com|org|net|example)\\b"),
            new Marker("a bank account", "3704 ?0044 ?0532"),
            new Marker("a card's number", "\\b\\d{4}([ -]?)\\d{4}\\1\\d{4}\\1\\d{4}\\b"),
            new Marker("an owner or user", "(?i)\\b(dora|alice|zoltan\\.kaldor|morty|beth)\\b"),
            new Marker("an argument or a name that a test calls secret", "s3cr3t|secret-[a-z]+"),
            new Marker("an address", "\\b203\\.0\\.113\\.\\d+"));

    private PersonalTraces() {}

    private record Marker(String what, Pattern form) {
        Marker(String what, String form) {
            this(what, Pattern.compile(form));
        }
    }

    /** Which kind stands in which line, the value masked. */
    public record Trace(String what, String line) {}

    public static List<Trace> in(Stream<String> lines) {
        return lines.flatMap(line -> in(line).stream()).toList();
    }

    private static Optional<Trace> in(String line) {
        return MARKERS.stream()
                .filter(marker -> marker.form().matcher(line).find())
                .findFirst()
                .map(marker -> new Trace(marker.what(), masked(line)));
    }

    private static String masked(String line) {
        String masked = line;
        for (Marker marker : MARKERS) {
            masked = marker.form().matcher(masked).replaceAll("***");
        }
        return masked;
    }
}
