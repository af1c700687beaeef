package dev.tollgate.core.scan.money;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isEnd;
import static dev.tollgate.core.scan.ByteClass.isStart;

/**
 * Business identifier codes (ISO 9362): four letters of a bank, a country of ISO 3166-1, two characters of a place and
 * perhaps three of a branch. Found behind a label only, since many words in capital letters have that form.
 */
public final class Bic implements WordDetector {
    private static final List<String> LABELS = List.of(
            "bic",
            "swift",
            "swiftcode",
            "biccode",
            "swiftbic",
            "bicswift",
            "bank identifier",
            "bankidentifier",
            "bank_identifier",
            "business identifier",
            "businessidentifier",
            "business_identifier",
            "bank code",
            "bankcode",
            "bank_code");
    private static final int FARTHEST = 20;
    private static final Set<String> COUNTRIES = countries();

    @Override
    public List<String> words() {
        return LABELS;
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int start = end - LABELS.get(word).length();
        if (!isStart(text, from, start) && !isInCamelCase(text, start) || !isEnd(text, to, end)) {
            return;
        }
        int latest = Math.min(to, end + FARTHEST);
        for (int at = end; at < latest; at++) {
            if (isAsciiLetter(text[at]) && isStart(text, from, at)) {
                int found = lookWhole(text, at, wordEnd(text, at, to), sink);
                if (found > at) {
                    return;
                }
            } else if (text[at] == '\n' || text[at] == ',') {
                return;
            }
        }
    }

    /** {@code beneficiaryBic=}. */
    private static boolean isInCamelCase(byte[] text, int start) {
        return text[start] >= 'A' && text[start] <= 'Z' && text[start - 1] >= 'a' && text[start - 1] <= 'z';
    }

    /**
     * @param to the end of the only word that is looked at
     * @return the byte after the code; {@code at} when there is none
     */
    public int lookWhole(byte[] text, int at, int to, Sink sink) {
        int length = to - at;
        if (length != 8 && length != 11) {
            return at;
        }
        for (int i = 0; i < length; i++) {
            byte b = text[at + i];
            boolean isCapital = b >= 'A' && b <= 'Z';
            if (!isCapital && (i < 6 || !isDigit(b))) {
                return at;
            }
        }
        if (!COUNTRIES.contains("" + (char) text[at + 4] + (char) text[at + 5])) {
            return at;
        }
        sink.found(PersonalType.BIC, at, to, 85);
        return to;
    }

    private static int wordEnd(byte[] text, int at, int to) {
        int latest = Math.min(to, at + 12);
        int end = at;
        while (end < latest && isAlphanumeric(text[end])) {
            end++;
        }
        return end;
    }

    private static Set<String> countries() {
        var countries = new java.util.HashSet<>(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2));
        countries.add("XK");
        return Set.copyOf(countries);
    }
}
