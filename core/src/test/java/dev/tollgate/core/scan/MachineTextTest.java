package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class MachineTextTest {
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @ValueSource(strings = {"41111111-1111-1111-8111-111111111111", "3F2504E0-4f89-11d3-9a0c-0305e82c3301"})
    void passesOverAUuid(String uuid) {
        assertEquals(uuid.length(), end(uuid, 8));
        assertEquals(uuid.length(), end(uuid + "\"", 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T10:20:30", "2026-11-24T10:20:30.123Z", "2026-11-24T10:20:30+01:00"})
    void passesOverAPointInTimeToItsSecond(String time) {
        assertEquals(19, end(time, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "41111111-1111-1111-8111-1111111111112",
                "41111111-1111-1111-8111-11111111111g",
                "41111111-1111-1111-8111",
                "41111111 1111 1111 8111 111111111111"
            })
    void readsWhatOnlyBeginsLikeAUuid(String text) {
        assertEquals(0, end(text, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24", "2026-11-24 10:20:30", "2026-11-24T10:20", "4111-1111-1111-1111"})
    void readsWhatOnlyBeginsLikeAPointInTime(String text) {
        assertEquals(0, end(text, 4));
    }

    @Test
    void goesOnBehindIt() {
        String text = "2026-11-24T10:20:30Z 192.0.2.17 3f2504e0-4f89-11d3-9a0c-0305e82c3301 4111 1111 1111 1111";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                List.of(PersonalType.IP_ADDRESS, PersonalType.CREDIT_CARD),
                SCANNER.scan(bytes, 0, bytes.length, Field.NONE).values().stream()
                        .map(Finding::type)
                        .toList());
    }

    private static int end(String text, int group) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return MachineText.end(bytes, 0, group, bytes.length);
    }
}
