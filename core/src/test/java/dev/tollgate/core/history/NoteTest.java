package dev.tollgate.core.history;

import dev.tollgate.core.policy.HistoryReads;
import dev.tollgate.core.policy.HistoryReads.Part;
import dev.tollgate.core.policy.HistoryReads.Read;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** No more is kept of a call than conditions read. */
class NoteTest {
    private static final Note CALL = Note.ofCall("crm/query", Set.of("sensitive"), Map.of("rows", 3L, "euros", 7L));

    @Test
    void everythingIsKeptWhereEverythingIsRead() {
        assertEquals(CALL, CALL.only(HistoryReads.EVERYTHING));
        assertEquals(Note.NOTHING, CALL.only(Set.of()));
    }

    @Test
    void aConditionOnTheCallsOfOneToolHasThatToolCountedAndNoOther() {
        Set<Read> ofQuery = Set.of(new Read(Part.CALLS, Optional.of("crm/query")));

        assertEquals(Optional.of("crm/query"), CALL.only(ofQuery).counted());
        assertEquals(
                Note.NOTHING,
                Note.ofCall("crm/export", Set.of("sensitive"), Map.of("rows", 3L))
                        .only(ofQuery));
    }

    @Test
    void aConditionOnOneAmountHasThatAmountSummedUpAndNoOther() {
        assertEquals(
                Map.of("rows", 3L),
                CALL.only(Set.of(new Read(Part.AMOUNTS, Optional.of("rows")))).amounts());
    }
}
