package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.IndexKeys.Index;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IndexKeysTest {
    private static final Instant AT = Instant.parse("2026-11-27T10:00:00.000250Z");
    private static final String WRITER = "0emc5v0q0v9vh4bqsfq2b0qz1c";
    private static final String SORT = "2026-11-27T10:00:00.000250Z#" + WRITER + "#000000000012";

    @Test
    void aDenyIsFoundByAgentByToolAndByItsEffect() {
        Map<String, String> keys = keys(Draft.Kind.DECISION, call().put("effect", "deny"));

        String shard = keys.get("g1p").substring(keys.get("g1p").length() - 1);
        assertEquals(
                Map.of(
                        "g1p", "A#crm-assistant#20261127#" + shard,
                        "g2p", "F#deny#20261127#" + shard,
                        "g3p", "T#export_rows#20261127#" + shard,
                        "gs", SORT),
                keys);
    }

    @Test
    void whatWasAllowedIsNotFlagged() {
        Map<String, String> keys = keys(
                Draft.Kind.DECISION, call().put("effect", "allow").put("labels", Json.texts(List.of("sensitive"))));

        assertEquals(List.of("g1p", "g3p", "gs"), List.copyOf(keys.keySet()));
    }

    @Test
    void anAnswerIsFlaggedWhenSomethingWasFoundOrItHasALabel() {
        Json found = Json.texts(List.of("x"));

        assertTrue(flag(Draft.Kind.REDACTION, call().put("findings", found)).startsWith("F#found#"));
        assertTrue(flag(Draft.Kind.REDACTION, call().put("labels", found)).startsWith("F#found#"));
        assertFalse(keys(Draft.Kind.REDACTION, call()).containsKey("g2p"));
    }

    @Test
    void whatConcernsSecurityAndWhatMustWaitIsFlagged() {
        assertTrue(flag(Draft.Kind.SECURITY, Json.object()).startsWith("F#security#"));
        assertTrue(flag(Draft.Kind.DECISION, call().put("effect", "throttle")).startsWith("F#throttle#"));
    }

    @Test
    void whatBeginsASessionOrATraceIsFoundByIt() {
        Json.Members call = call().put("session", "p.s").put("trace", "p.t");
        assertFalse(keys(Draft.Kind.DECISION, call).containsKey("g4p"));
        Map<String, String> keys =
                keys(Draft.Kind.DECISION, call.put("begins", Json.texts(List.of("session", "trace"))));

        assertEquals("S#p.s", keys.get("g4p"));
        assertEquals("C#p.t", keys.get("g5p"));
    }

    @Test
    void aRecordOfNoAgentAndNoToolHasNoKeysAtAll() {
        assertEquals(Map.of(), keys(Draft.Kind.OPEN, Json.object()));
    }

    @Test
    void aDaysPartitionsAreThoseThatItsRecordsHave() {
        List<String> partitions = Index.BY_AGENT.partitions("crm-assistant", LocalDate.of(2026, 11, 27));

        assertEquals(IndexKeys.SHARDS, partitions.size());
        List<String> used = IntStream.range(0, 200)
                .mapToObj(number -> IndexKeys.of(sealed("writer" + number, Draft.Kind.DECISION, call()))
                        .get("g1p"))
                .distinct()
                .sorted()
                .toList();
        assertEquals(partitions, used, "all writers together use all partitions of the day, and no other");
    }

    @Test
    void keysSortAsTimeDoesAndThenAsTheChainDoes() {
        var sorted = new TreeMap<String, Long>();
        for (long seq : List.of(9L, 10L, 100L)) {
            sorted.put(
                    IndexKeys.of(sealed(WRITER, seq, Draft.Kind.DECISION, call()))
                            .get("gs"),
                    seq);
        }
        assertEquals(List.of(9L, 10L, 100L), List.copyOf(sorted.values()));
    }

    @Test
    void theHashDoesNotCoverThem() {
        SealedRecord record = sealed(WRITER, Draft.Kind.DECISION, call());

        assertTrue(record.content().members().keySet().stream().noneMatch(IndexKeys::isKey));
        assertTrue(IndexKeys.of(record).keySet().stream().allMatch(IndexKeys::isKey));
    }

    @Test
    void theyTakeLessThan250BytesOfAUsualRecord() {
        int bytes = keys(Draft.Kind.DECISION, call().put("effect", "deny")).entrySet().stream()
                .mapToInt(key -> key.getKey().length() + key.getValue().length())
                .sum();
        assertTrue(bytes < 250, () -> bytes + " bytes");
    }

    private static Json.Members call() {
        return Json.object().put("agent", "crm-assistant").put("server", "crm").put("tool", "export_rows");
    }

    private static String flag(Draft.Kind kind, Json.Members members) {
        return keys(kind, members).get("g2p");
    }

    private static Map<String, String> keys(Draft.Kind kind, Json.Members members) {
        return IndexKeys.of(sealed(WRITER, kind, members));
    }

    private static SealedRecord sealed(String writer, Draft.Kind kind, Json.Members members) {
        return sealed(writer, 12, kind, members);
    }

    private static SealedRecord sealed(String writer, long seq, Draft.Kind kind, Json.Members members) {
        return SealedRecord.seal(writer, seq, "", new Draft(kind, AT, AT.plusSeconds(60), members.build()));
    }
}
