package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        var expected = new ArrayList<String>();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int end = 1; end <= text.length(); end++) {
            for (int word = 0; word < words.size(); word++) {
                if (lower.substring(0, end).endsWith(words.get(word))) {
                    expected.add(word + " before " + end);
                }
            }
        }
        expected.sort(null);

        assertEquals(expected, found(words, text));
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
    Arbitrary<String> text() {
        return Arbitraries.strings().withChars("abcABC-").ofMaxLength(40);
    }
}
