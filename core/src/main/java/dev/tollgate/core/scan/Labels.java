package dev.tollgate.core.scan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What people call a value in front of it or above it: {@code US_SSN: ssn, social security number}. The same phrases tell
 * what a field of JSON holds, where {@code customerSsn} and {@code customer_ssn} read "customer ssn". One that is a common
 * word as well ends with a colon, {@code sin:}, and in texts counts only with it or a sign like it; one that ends with
 * {@code :9} counts in capital letters in front of a digit as well.
 */
public final class Labels {

    /**
     * @param phrase words in lower case with one space between them
     * @param isWhole whether the field's whole name has to be this: {@code name} is, {@code host name} is not
     * @param isLikely whether other values are called so too, so that the value has to look like one
     */
    public record Label(PersonalType type, String phrase, boolean isWhole, boolean isLikely) {
        Label withoutAccents() {
            return new Label(type, Accents.without(phrase), isWhole, isLikely);
        }
    }

    private Labels() {}

    /**
     * Reads lines of a type (or several with spaces between them), a colon and phrases with commas between them; {@code #}
     * begins a comment. A phrase that is for fields alone may begin with {@code =} when it is their whole name, and with
     * {@code ?} before that when other values are called so too.
     */
    public static List<Label> read(InputStream resource) {
        var labels = new ArrayList<Label>();
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                int colon = line.indexOf(':');
                for (String type : line.substring(0, colon).strip().split(" ")) {
                    for (String phrase : line.substring(colon + 1).split(",")) {
                        labels.add(
                                label(PersonalType.valueOf(type), phrase.strip().toLowerCase(Locale.ROOT)));
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return List.copyOf(labels);
    }

    private static Label label(PersonalType type, String marked) {
        boolean isLikely = marked.startsWith("?");
        String rest = isLikely ? marked.substring(1) : marked;
        boolean isWhole = rest.startsWith("=");
        return new Label(type, isWhole ? rest.substring(1) : rest, isWhole, isLikely);
    }
}
