package dev.tollgate.core.scan.thing;

import dev.tollgate.core.scan.BehindLabel;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.Sink;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** Number plates of vehicles, behind a label only, in the forms of {@code plates.txt}. */
public final class LicensePlate {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 10;
    private static final int MOST_BYTES = 14;
    private static final int FOUND = 55;

    /** A letter of a form is A, a digit 9; separators are left out. */
    private final Set<String> forms = new HashSet<>();

    public LicensePlate() {
        ResourceLines.of(LicensePlate.class, "plates.txt").forEach(this::add);
    }

    private void add(String line) {
        String[] words = line.split(" ");
        for (int i = 1; i < words.length; i++) {
            forms.add(words[i]);
        }
    }

    /** @param end the byte after a label, or the first of a field with such a name */
    public void behindLabel(byte[] text, int to, int end, Sink sink) {
        int start = BehindLabel.start(text, to, end);
        if (start < 0) {
            return;
        }
        int latest = Math.min(to, start + MOST_BYTES);
        var form = new byte[MOST_BYTES];
        int length = 0;
        int found = start;
        int at = start;
        while (at < latest && length < LONGEST) {
            int letter = letterLength(text, at, latest);
            if (letter == 0) {
                boolean isSeparator = text[at] == ' ' || text[at] == '-' || text[at] == '.';
                if (!isSeparator || at + 1 >= latest || letterLength(text, at + 1, latest) == 0) {
                    break;
                }
                at++;
                continue;
            }
            form[length++] = isDigit(text[at]) ? (byte) '9' : (byte) 'A';
            at += letter;
            boolean isEnd = at == to || !isAlphanumeric(text[at]) || (text[at] & 0xFF) >= 0xE2;
            if (isEnd
                    && length >= SHORTEST
                    && forms.contains(new String(form, 0, length, StandardCharsets.ISO_8859_1))) {
                found = at;
            }
        }
        if (found > start) {
            sink.found(PersonalType.LICENSE_PLATE, start, found, FOUND);
        }
    }

    /** Capital letters, those of Germany's towns among them, and digits. */
    private static int letterLength(byte[] text, int at, int latest) {
        byte b = text[at];
        if (isDigit(b) || isAsciiLetter(b) && b <= 'Z') {
            return 1;
        }
        boolean isUmlaut = b == (byte) 0xC3
                && at + 1 < latest
                && (text[at + 1] == (byte) 0x84 || text[at + 1] == (byte) 0x96 || text[at + 1] == (byte) 0x9C);
        return isUmlaut ? 2 : 0;
    }
}
