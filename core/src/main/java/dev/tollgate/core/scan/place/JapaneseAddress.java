package dev.tollgate.core.scan.place;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    private static final List<byte[]> TOWNS = bytes("市", "区", "町", "村", "郡");
    private static final List<byte[]> BEHIND_NUMBERS = bytes("丁目", "番地", "番", "号");

    private final List<String> prefectures = read();
    private final int[] lengths = prefectures.stream()
            .mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
            .toArray();

    private static List<byte[]> bytes(String... words) {
        return Stream.of(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> read() {
        try (InputStream lines = JapaneseAddress.class.getResourceAsStream("prefectures.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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
        for (int at = end; at < latest; at++) {
            byte b = text[at];
            if (isDigit(b)) {
                last = at + 1;
            } else if (b >= 0 && b != '-') {
                break;
            } else if (begins(TOWNS, text, at, latest) > 0) {
                hasTown = true;
            } else if (last == at) {
                last = at + begins(BEHIND_NUMBERS, text, at, latest);
            }
        }
        if (hasTown && last > end) {
            sink.found(PersonalType.POSTAL_ADDRESS, end - lengths[word], last, CONFIDENCE);
        }
    }

    /** The length of the word that begins here; 0 when none does. */
    private static int begins(List<byte[]> words, byte[] text, int at, int to) {
        for (byte[] word : words) {
            if (at + word.length <= to && java.util.Arrays.equals(text, at, at + word.length, word, 0, word.length)) {
                return word.length;
            }
        }
        return 0;
    }
}
