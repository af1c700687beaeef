package dev.tollgate.core.export;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CsvLineTest {
    private static final int AGENT = 3;
    private static final String DANGEROUS = "=+-@\t\r\n";

    static Stream<Arguments> cells() {
        return Stream.of(
                Arguments.of("bot", "bot"),
                Arguments.of("", ""),
                Arguments.of("a,b", "\"a,b\""),
                Arguments.of("say \"hi\"", "\"say \"\"hi\"\"\""),
                Arguments.of("a\nb", "\"a\nb\""),
                Arguments.of("a\r\nb", "\"a\r\nb\""),
                Arguments.of("=1+1", "'=1+1"),
                Arguments.of("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
                Arguments.of("+1", "'+1"),
                Arguments.of("-1", "'-1"),
                Arguments.of("@SUM(A1)", "'@SUM(A1)"),
                Arguments.of("\t=1", "'\t=1"),
                Arguments.of("\r=1", "\"'\r=1\""),
                Arguments.of("\n=1", "\"'\n=1\""),
                Arguments.of("  =1", "'  =1"),
                Arguments.of("\uFF1D1", "'\uFF1D1"),
                Arguments.of("a=1", "a=1"),
                Arguments.of("'x", "'x"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCellIsQuotedAndNoFormula(String agent, String written) {
        SealedRecord record = record(Json.object().put("agent", agent));

        String empty = ",".repeat(cells(CsvLine.header()).size() - AGENT - 1);
        assertEquals(
                "01jdw-7,2026-11-27T10:00:00.000250Z,admin," + written + empty + record.hash() + "\r\n",
                CsvLine.of(record));
    }

    @Test
    void listsAndObjectsAreReadableAndTheCallerHasColumns() {
        Json finding = Json.object()
                .put("type", "email")
                .put("action", "replace")
                .put("count", 3)
                .build();
        SealedRecord record = record(Json.object()
                .put("labels", Json.texts(List.of("secrets", "personal_data")))
                .put("findings", new Json.Arr(List.of(finding, finding)))
                .put(
                        "caller",
                        Json.object()
                                .put("key", "k1")
                                .put("role", "enforcer")
                                .put("from", "p.x")
                                .build()));

        List<String> names = cells(CsvLine.header());
        List<String> cells = cells(CsvLine.of(record));
        assertEquals("secrets; personal_data", cells.get(names.indexOf("labels")));
        assertEquals("email replace 3; email replace 3", cells.get(names.indexOf("findings")));
        assertEquals("k1", cells.get(names.indexOf("caller_key")));
        assertEquals("p.x", cells.get(names.indexOf("caller_from")));
    }

    @Property(seed = "20261127", tries = 300)
    void everyRecordHasTheSameColumnsAndNoFormula(@ForAll Random random) {
        int columns = cells(CsvLine.header()).size();
        for (Draft.Kind kind : Draft.Kind.values()) {
            String line = CsvLine.of(new AnyRecord(random).of(kind));
            List<String> cells = cells(line);

            assertEquals(columns, cells.size(), line);
            for (String cell : cells) {
                assertTrue(cell.isEmpty() || DANGEROUS.indexOf(cell.charAt(0)) < 0, line);
            }
        }
    }

    private static SealedRecord record(Json.Members members) {
        var content = Json.object().put("id", "01jdw-7").put("kind", "admin").put("at", "2026-11-27T10:00:00.000250Z");
        members.build().members().forEach(content::put);
        Json.Obj sealed = content.build();
        return new SealedRecord("01jdw", 7, sealed, SealedRecord.hashOf(sealed));
    }

    /** RFC 4180, read by the letter. */
    private static List<String> cells(String line) {
        assertTrue(line.endsWith("\r\n"), line);
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean isQuoted = false;
        String text = line.substring(0, line.length() - 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && isQuoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
