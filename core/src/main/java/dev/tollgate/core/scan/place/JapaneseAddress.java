package dev.tollgate.core.scan.place;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import static dev.tollgate.core.scan.ByteClass.isDigit;

/**
 * Addresses in Japanese script: a prefecture, then without a space a town and numbers, as in {@code
 * 東京都千代田区千代田1-1}. They end with the last number.
 */
public final class JapaneseAddress implements WordDetector {
    private static final int CONFIDENCE = 85;
    private static final int LONGEST = 120;
    /** Kinds of towns; one of them is in every address. */
    private static final String TOWNS = "市区町村郡";

    /** Behind numbers: {@code 3丁目1番地2号}. */
    private static final String COUNTERS = "丁目番地号";

    /** Bytes of a character of this script in UTF-8. */
    private static final int CHARACTER = 3;

    private final List<String> prefectures = read();
    private final int[] lengths = prefectures.stream()
            .mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
            .toArray();

    private static List<String> read() {
        return ResourceLines.of(JapaneseAddress.class, "prefectures.txt").stream()
                .flatMap(line -> Stream.of(line.split(" ")))
                .toList();
    }

    @Override
    public List<String> words() {
        return prefectures;
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int latest = Math.min(to, end + LONGEST);
        int last = end;
        boolean hasTown = false;
        int at = end;
        while (at < latest) {
            byte b = text[at];
            if (b >= 0) {
                if (!isDigit(b) && b != '-') {
                    break;
                }
                at++;
                last = isDigit(b) ? at : last;
            } else {
                if (at + CHARACTER > latest) {
                    break;
                }
                char character = character(text, at);
                hasTown |= TOWNS.indexOf(character) >= 0;
                boolean isCounted = last == at && last > end && COUNTERS.indexOf(character) >= 0;
                at += CHARACTER;
                last = isCounted ? at : last;
            }
        }
        if (hasTown && last > end) {
            sink.found(PersonalType.POSTAL_ADDRESS, end - lengths[word], last, CONFIDENCE);
        }
    }

    private static char character(byte[] text, int at) {
        return (char) ((text[at] & 0x0F) << 12 | (text[at + 1] & 0x3F) << 6 | text[at + 2] & 0x3F);
    }
}
