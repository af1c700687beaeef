package dev.tollgate.hook;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class InPartsTest {
    @Test
    void noPartIsLargerThanItMayBeAndNothingIsLost() {
        assertEquals(List.of(), InParts.of(List.of(), 4));
        assertEquals(List.of(List.of("ab", "cd"), List.of("e")), InParts.of(List.of("ab", "cd", "e"), 4));
        assertEquals(
                List.of(List.of("a"), List.of("too long"), List.of("ää")),
                InParts.of(List.of("a", "too long", "ää"), 4));
    }
}
