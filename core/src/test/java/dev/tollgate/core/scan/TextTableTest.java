package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TextTableTest {
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,ip,name\n1,1.2.3.4,x\n2,5.6.7.8,y",
                "id;ip;name\r\n1;1.2.3.4;x\r\n2;5.6.7.8;y\r\n",
                "id\tip\tname\n1\t1.2.3.4\tx\n2\t5.6.7.8\ty\n",
                "\"id\",\"ip\",\"name\"\n\"1\",\"1.2.3.4\",\"x, or y\"\n\"2\",\"5.6.7.8\",\"y\"\n",
                " id |   ip    | name\n----+---------+-----\n  1 | 1.2.3.4 | x\n  2 | 5.6.7.8 | y\n(2 rows)\n",
                "+----+---------+\n| id | ip      |\n+----+---------+\n|  1 | 1.2.3.4 |\n|  2 | 5.6.7.8 |\n+----+---------+\n",
                "Hosts\n| id | ip |\n|---|---|\n| 1 | 1.2.3.4 |\n| 2 | 5.6.7.8 |\n\nThat was all of 1.1.1.1.",
            })
    void theHeaderSaysWhatTheCellsOfAColumnAre(String table) {
        assertEquals(List.of("1.2.3.4", "5.6.7.8"), found(table));
    }

    @Test
    void aColumnOfPlainNumbersHasNoCards() {
        String table = "order_id,card_number\n4242424242424242,4242424242424242\n";

        assertEquals(List.of("4242424242424242"), found(table));
        assertEquals(
                table.indexOf(',', 22) + 1,
                SCANNER.scan(bytes(table), 0, table.length(), Field.NONE).values().stream()
                        .filter(finding -> finding.confidence() >= 50)
                        .findFirst()
                        .orElseThrow()
                        .from());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,ip\n1,1.2.3.4\nodd\n2,5.6.7.8\n",
                "id,ip,note\n1,1.2.3.4,\"two\nlines\"\n2,5.6.7.8,x\n",
                "id,ip\n1,1.2.3.4\nodd\nmore,of,it\n2,5.6.7.8\n\n3,9.9.9.9\n",
            })
    void aTableGoesOnBehindAnOddLineUntilAnEmptyOne(String table) {
        assertEquals(List.of("1.2.3.4", "5.6.7.8"), found(table));
    }

    @Test
    void aSentenceWithCommasIsNoHeader() {
        assertEquals(List.of(), found("Our ip, it seems, was changed.\n1, 1.2.3.4, 5\n"));
    }

    private static List<String> found(String text) {
        byte[] bytes = bytes(text);
        return SCANNER.scan(bytes, 0, bytes.length, Field.NONE).values().stream()
                .filter(finding -> finding.confidence() >= 50)
                .map(finding ->
                        new String(bytes, finding.from(), finding.to() - finding.from(), StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
