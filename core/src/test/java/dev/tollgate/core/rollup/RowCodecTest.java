package dev.tollgate.core.rollup;

import dev.tollgate.core.record.SealedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RowCodecTest {
    private static final Instant START = Instant.parse("2026-11-27T08:00:00Z");

    @Test
    void readsWhatItWroteInPiecesThatFitIntoAnItem() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.addAll(Rollup.of(records(2_000, i)));
        }
        List<byte[]> pieces = RowCodec.write(rows);

        assertTrue(pieces.size() > 1, () -> pieces.size() + " pieces");
        pieces.forEach(piece -> assertTrue(piece.length <= RowCodec.MOST_BYTES, () -> piece.length + " bytes"));
        var read = new ArrayList<Row>();
        pieces.forEach(piece -> read.addAll(RowCodec.read(piece)));
        assertEquals(rows, read);
    }

    @Test
    void theSameRecordsAreTheSameBytesInWhateverOrderTheyCome() {
        List<SealedRecord> records = records(500, 1);
        var shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(2));

        assertArrayEquals(
                RowCodec.write(Rollup.of(records)).getFirst(),
                RowCodec.write(Rollup.of(shuffled)).getFirst());
    }

    @Test
    void noRowsAreOnePiece() {
        assertEquals(List.of(), RowCodec.read(RowCodec.write(List.of()).getFirst()));
    }

    @Test
    void refusesWhatItDidNotWrite() {
        for (String other :
                List.of("", "{}", "[1]", "[[1,2]]", "[[1,\"\",\"\",\"\",\"\",\"\",\"\",1,{},[[1]],{},{}]]")) {
            assertThrows(
                    IllegalArgumentException.class, () -> RowCodec.read(other.getBytes(StandardCharsets.UTF_8)), other);
        }
    }

    private static List<SealedRecord> records(int count, int seed) {
        var random = new RandomRecords(new Random(seed));
        var records = new ArrayList<SealedRecord>();
        for (int i = 0; i < count; i++) {
            records.add(random.at(START.plusSeconds(i * 60L)));
        }
        return records;
    }
}
