package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class KeywordsTest {

    @Property(seed = "4")
    void findsWhatASearchForEachWordFinds(@ForAll("words") List<String> words, @ForAll("text") String text) {
        assertEquals(expected(words, text), found(words, text));
    }

    @Property(seed = "4", tries = 200)
    void findsLongWordsOfManyAlphabets(
            @ForAll("longWords") List<String> words, @ForAll("longWords") List<String> between) {
        var text = new StringBuilder();
        for (int i = 0; i < between.size(); i++) {
            String word = words.get(i % words.size());
            text.append(between.get(i)).append(word, 0, i % 2 == 0 ? word.length() : word.length() - 1);
        }

        assertEquals(expected(words, text.toString()), found(words, text.toString()));
    }

    @Test
    void findsEachOfMoreWordsThanTwoBytesCanCount() {
        List<String> words = IntStream.range(0, 30_000)
                .mapToObj(number -> "word " + Integer.toString(number * 7919, 36) + " " + number % 10)
                .toList();
        var expected = new ArrayList<String>();
        int end = 0;
        for (int word = 0; word < words.size(); word++) {
            end += words.get(word).length();
            expected.add(word + " before " + end);
        }
        expected.sort(null);

        assertEquals(expected, found(words, String.join("", words)));
    }

    private static List<String> expected(List<String> words, String text) {
        var expected = new ArrayList<String>();
        String lower = asBytes(text).toLowerCase(Locale.ROOT);
        for (int word = 0; word < words.size(); word++) {
            String searched = asBytes(words.get(word));
            for (int at = lower.indexOf(searched); at >= 0; at = lower.indexOf(searched, at + 1)) {
                expected.add(word + " before " + (at + searched.length()));
            }
        }
        expected.sort(null);
        return expected;
    }

    /** Each byte as a character, those beyond ASCII as ones without capitals. */
    private static String asBytes(String text) {
        var bytes = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.append((char) (b < 0 ? 0x4E00 + b : b));
        }
        return bytes.toString();
    }

    @Test
    void aWordWithoutLettersIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Keywords.of(List.of("a", "")));
    }

    private static List<String> found(List<String> words, String text) {
        Keywords keywords = Keywords.of(words);
        var found = new ArrayList<String>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int state = Keywords.START;
        for (int at = 0; at < bytes.length; at++) {
            state = keywords.next(state, bytes[at]);
            if (keywords.isEnd(state)) {
                for (int word : keywords.endingAt(state)) {
                    found.add(word + " before " + (at + 1));
                }
            }
        }
        found.sort(null);
        return found;
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withChars("abc")
                .ofMinLength(1)
                .ofMaxLength(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<String>> longWords() {
        return Arbitraries.of("an", "na", "ban", " ", "_", "ä", "ßü", "身", "份証", "7", "паспорт")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> String.join("", parts))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.strings().withChars("abcABC-").ofMaxLength(40);
    }
}
