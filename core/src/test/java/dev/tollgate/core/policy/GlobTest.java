package dev.tollgate.core.policy;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, anything/at all, true",
        "a*, a, true",
        "a*, ab/c, true",
        "*b, aab, true",
        "a*c, abbc, true",
        "a*c, abb, false",
        "a, a, true",
        "a, A, false",
        "a, aa, false",
        "a.c, abc, false",
        "a?c, abc, false",
        "[ab], a, false",
        "*a*, banana, true",
        "*nab*, banana, false",
        "a**b, ab, true",
    })
    void starStandsForAnyRunAndNothingElseIsSpecial(String pattern, String text, boolean matches) {
        assertEquals(matches, new Glob(pattern).matches(text));
    }

    @Property(tries = 2_000)
    void matchesWhatTheReferenceMatches(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        assertEquals(matches(pattern, text), new Glob(pattern).matches(text));
    }

    @Test
    void takesNoLongOnHostilePatterns() {
        var hostile = new Glob("*a".repeat(500) + "b");
        String text = "a".repeat(20_000);

        assertTimeout(Duration.ofSeconds(5), () -> assertFalse(hostile.matches(text)));
    }

    @Test
    void knowsWhatStandsForItselfOnly() {
        assertTrue(new Glob("crm/query").isLiteral());
        assertFalse(new Glob("crm/*").isLiteral());
    }

    @Test
    void refusesAnEmptyPattern() {
        assertThrows(IllegalArgumentException.class, () -> new Glob(""));
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars('a', 'b', '*').ofMinLength(1).ofMaxLength(7);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars('a', 'b').ofMaxLength(8);
    }

    private static boolean matches(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return matches(pattern.substring(1), text) || !text.isEmpty() && matches(pattern, text.substring(1));
        }
        return !text.isEmpty()
                && pattern.charAt(0) == text.charAt(0)
                && matches(pattern.substring(1), text.substring(1));
    }
}
