package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PackedFindingsTest {
    @Test
    void saysWhatWasPutIn() {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 5_000; i++) {
            PersonalType type = PersonalType.values()[i % PersonalType.values().length];
            findings.add(new Finding(type, i * 3, Integer.MAX_VALUE - i, 1 + i % 100));
        }
        List<Finding> packed = PackedFindings.of(findings);

        assertEquals(findings, packed);
        assertEquals(findings.hashCode(), packed.hashCode());
        assertThrows(UnsupportedOperationException.class, packed::removeFirst);
        assertThrows(IndexOutOfBoundsException.class, () -> packed.get(5_000));
        assertThrows(IndexOutOfBoundsException.class, () -> packed.get(-1));
        assertEquals(List.of(), PackedFindings.of(List.of()));
    }

    @Test
    void manyFindingsOfATextArePacked() {
        byte[] text = "ann@example.org ".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        List<Finding> values =
                new Scanner().scan(text, 0, text.length, Field.NONE).values();

        assertInstanceOf(PackedFindings.class, values);
        assertEquals(5_000, values.size());
        assertEquals(
                new Finding(
                        PersonalType.EMAIL_ADDRESS, 16, 31, values.getFirst().confidence()),
                values.get(1));
    }
}
