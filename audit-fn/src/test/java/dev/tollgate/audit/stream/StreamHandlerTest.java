package dev.tollgate.audit.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StreamHandlerTest {
    private final StreamBed bed = new StreamBed();
    private final List<SealedRecord> chain = SealedRecords.chain("w1", 10);
    private final List<SealedRecord> other = SealedRecords.chain("w2", 10);

    @Test
    void aCleanBatchAlarmsNobody() throws Exception {
        assertEquals("", bed.take(both()));

        assertEquals(List.of(), bed.alarms());
        assertEquals(List.of(1, 1), bed.stores.calls(), "heads are read once and written once a batch");
        assertEquals(9, bed.stores.heads().get("w1").seq());
        assertEquals(9, bed.stores.heads().get("w2").seq());
    }

    @Test
    void theSameBatchAgainChangesNothing() throws Exception {
        var batch = new ArrayList<>(both());
        batch.add(Events.modify(50, Events.item(chain.get(3)), altered(chain.get(3))));
        bed.take(batch);
        var heads = bed.stores.heads();
        var alarms = bed.alarms();
        var files = bed.archive.byName.keySet().toString();

        assertEquals("", bed.take(batch));
        bed.restart();
        assertEquals("", bed.take(batch));

        assertEquals(heads, bed.stores.heads());
        assertEquals(alarms, bed.alarms());
        assertEquals(files, bed.archive.byName.keySet().toString());
        assertEquals(List.of("audit_tampered"), bed.told);
    }

    @Test
    void aRestartInTheMiddleOfAChainAlarmsNobody() throws Exception {
        bed.take(Events.inserts(1, chain.subList(0, 4)));
        bed.restart();
        bed.take(Events.inserts(5, chain.subList(4, 10)));

        assertEquals(List.of(), bed.alarms());
    }

    @Test
    void aChangedRecordIsOneAlarm() throws Exception {
        bed.take(List.of(Events.modify(1, Events.item(chain.get(3)), altered(chain.get(3)))));

        Json.Obj alarm = bed.alarms().getFirst();
        assertEquals(Optional.of("audit_tampered"), alarm.text("event"));
        assertEquals(Optional.of("modified"), alarm.text("what"));
        assertEquals(Optional.of("W#w1/000000000003"), alarm.text("place"));
        assertEquals(List.of("tool"), alarm.texts("changed"));
        assertEquals(Optional.of(chain.get(3).hash()), alarm.text("before"));
        assertTrue(alarm.text("after").filter(hash -> hash.length() == 64).isPresent());
        assertFalse(alarm.toString().contains("crm/delete"), "no value gets into a record");
    }

    @Test
    void aRemovedRecordIsAnAlarmUnlessItsTimeIsOver() throws Exception {
        Json.Obj item = Events.item(chain.get(3));
        Json.Obj expired = Events.with(item, "ttl", Events.typed(Json.of(Events.CREATED.getEpochSecond() - 5)));

        bed.take(List.of(Events.removedByTimeToLive(1, expired)));
        assertEquals(List.of(), bed.alarms());

        bed.take(List.of(
                Events.remove(2, expired),
                Events.removedByTimeToLive(3, item),
                Events.removedByTimeToLive(4, Events.item("WRITERS#2026-11-28", "w1"))));
        assertEquals(
                List.of("removed", "expired_early", "expired_early"),
                bed.alarms().stream()
                        .map(alarm -> alarm.text("what").orElseThrow())
                        .toList());
    }

    @Test
    void writersAndCheckpointsAreWatchedAsWell() throws Exception {
        Json.Obj writer = Events.item("WRITERS#2026-11-28", "w1");
        Json.Obj checkpoint = Events.with(
                Events.item("CHECKPOINTS#000000000", "000000000007"),
                "manifest",
                Json.object().put("B", "AAEC").build());

        bed.take(List.of(
                Events.remove(1, writer),
                Events.modify(2, checkpoint, Events.with(checkpoint, "note", Events.typed(Json.of("forged"))))));

        assertEquals(
                List.of("WRITERS#2026-11-28/w1", "CHECKPOINTS#000000000/000000000007"),
                bed.alarms().stream()
                        .map(alarm -> alarm.text("place").orElseThrow())
                        .toList());
        assertEquals(List.of("note"), bed.alarms().getLast().texts("changed"));
    }

    @Test
    void aKeyThatIsNotOursIsNotRepeated() throws Exception {
        bed.take(List.of(Events.remove(1, Events.item("ada@example.com", "secret"))));

        assertFalse(bed.alarms().toString().contains("ada"));
        assertEquals(List.of("audit_tampered"), bed.alarmEvents());
    }

    @Test
    void aGapIsOneAlarmAlsoWhenItIsSeenAgain() throws Exception {
        var batch = new ArrayList<>(Events.inserts(1, chain.subList(0, 4)));
        batch.addAll(Events.inserts(5, chain.subList(6, 10)));
        bed.stands(chain.subList(0, 4));
        bed.stands(chain.subList(6, 10));

        bed.take(batch);
        bed.take(batch);

        assertEquals(List.of("audit_gap"), bed.alarmEvents());
        assertEquals(Optional.of("w1-4"), bed.alarms().getFirst().text("record"));
        assertEquals(Optional.of(2L), bed.alarms().getFirst().integer("missing"));
    }

    @Test
    void aRecordThatTheIndexesHideIsAnAlarm() throws Exception {
        SealedRecord record = chain.get(0);
        bed.take(List.of(
                Events.insert(1, record),
                Events.with(
                        Events.insert(2, chain.get(1)),
                        "dynamodb",
                        Events.with(
                                Events.insert(2, chain.get(1))
                                        .object("dynamodb")
                                        .orElseThrow(),
                                "NewImage",
                                Events.with(
                                        Events.item(chain.get(1)),
                                        "g3p",
                                        Events.typed(Json.of("T#other#20261127#0")))))));

        assertEquals(List.of("audit_misplaced"), bed.alarmEvents());
        assertEquals(Optional.of("index"), bed.alarms().getFirst().text("what"));
    }

    @Test
    void whenAlarmsCannotBeWrittenTheBatchGoesOnThere() throws Exception {
        var batch = new ArrayList<>(Events.inserts(1, chain.subList(0, 3)));
        batch.add(Events.remove(4, Events.item(other.get(1))));
        batch.addAll(Events.inserts(5, chain.subList(3, 6)));
        bed.stores.alarmsAreDown(true);

        assertEquals(Events.number(4), bed.take(batch));
        assertEquals(2, bed.stores.heads().get("w1").seq());
        assertEquals(List.of("w1-0", "w1-1", "w1-2"), bed.archived());

        bed.stores.alarmsAreDown(false);
        assertEquals("", bed.take(batch.subList(3, 7)));
        assertEquals(List.of("audit_tampered"), bed.alarmEvents());
        assertEquals(List.of("w1-0", "w1-1", "w1-2", "w1-3", "w1-4", "w1-5"), bed.archived());
    }

    @Test
    void aStoreThatIsDownFailsTheBatchFromItsBeginning() throws Exception {
        bed.stores.headsAreDown(true);
        assertEquals(Events.number(1), bed.take(both()));
        bed.stores.headsAreDown(false);
        bed.archive.isDown = true;
        assertEquals(Events.number(1), bed.take(both()));
        assertTrue(bed.stores.heads().isEmpty(), "nothing counts as seen that is not archived");
        bed.archive.isDown = false;

        assertEquals("", bed.take(both()));
        assertEquals(List.of(), bed.alarms());
        assertEquals(20, bed.archived().size());
    }

    @Test
    void whatCannotBeReadIsRecordedAndTheStreamGoesOn() throws Exception {
        Json.Obj noRecord = Events.with(
                Events.item("W#w1", "000000000003"),
                "x",
                Json.object().put("B", "AAEC").build());
        List<Json.Obj> inserts = Events.inserts(1, chain.subList(0, 3));
        var batch = new ArrayList<>(inserts);
        batch.add(change(inserts.getFirst(), 4, "INSERT", noRecord));
        batch.add(change(inserts.getFirst(), 5, "INSERT", Events.item("W#w1", "three")));
        batch.add(change(inserts.getFirst(), 6, "EXPLODE", Events.item("W#w1", "000000000003")));
        batch.addAll(Events.inserts(7, other.subList(0, 2)));

        assertEquals("", bed.take(batch));
        assertEquals("", bed.take(batch));

        assertEquals(List.of("audit_unreadable", "audit_unreadable", "audit_unreadable"), bed.alarmEvents());
        Json.Obj first = bed.alarms().getFirst();
        assertEquals(Optional.of("W#w1/000000000003"), first.text("place"));
        assertEquals(Optional.of(Events.number(4)), first.text("sequence"));
        assertEquals(Optional.of("an attribute of type B, which no record has"), first.text("why"));
        assertEquals(1, bed.stores.heads().get("w2").seq());
    }

    @Test
    void aRecordThatADefectMeetsIsGivenUpAtTheThirdAttempt() throws Exception {
        bed.readPlacesWith((writer, from, to, deadline) -> {
            throw new IllegalStateException("a defect, as planned");
        });
        // Nobody has followed this chain, so the place before is asked for.
        List<Json.Obj> batch = Events.inserts(1, List.of(other.get(0), chain.get(5), other.get(1)));

        assertEquals(Events.number(2), bed.take(batch));
        assertEquals(Events.number(2), bed.take(batch.subList(1, 3)));
        assertEquals(List.of(), bed.alarms());
        assertEquals("", bed.take(batch.subList(1, 3)));

        assertEquals(List.of("audit_unreadable"), bed.alarmEvents());
        assertEquals(
                Optional.of("a defect, IllegalStateException"),
                bed.alarms().getFirst().text("why"));
        assertEquals(1, bed.stores.heads().get("w2").seq());
    }

    @Test
    void ofAFloodTheFirstAreRecordedOneByOne() throws Exception {
        List<SealedRecord> many = SealedRecords.chain("w3", 200);
        List<Json.Obj> removals = IntStream.range(0, 200)
                .mapToObj(i -> Events.remove(i, Events.item(many.get(i))))
                .toList();

        bed.take(removals);
        bed.take(removals);

        assertEquals(51, bed.alarms().size());
        assertEquals(Optional.of(149L), bed.alarms().getLast().integer("left_out"));
    }

    @Test
    void everyRecordIsInTheArchiveHoweverBatchesAreCut() throws Exception {
        List<Json.Obj> all = both();
        for (int from = 0; from < all.size(); from += 7) {
            bed.take(all.subList(from, Math.min(all.size(), from + 7)));
        }
        bed.take(all.subList(0, 11));
        bed.take(all.subList(5, 20));

        var ids = new HashSet<String>();
        chain.forEach(record -> ids.add(record.id()));
        other.forEach(record -> ids.add(record.id()));
        assertEquals(ids, new HashSet<>(bed.archived()));
        assertTrue(bed.archive
                .byName
                .firstKey()
                .matches("records/2026/11/28/10/[0-9]{23}-[0-9]{23}-[0-9a-f]{8}\\.jsonl\\.gz"));
        assertEquals(List.of(), bed.alarms());
    }

    @Test
    void saysWhatABatchHasInNumbers() throws Exception {
        var batch = new ArrayList<>(both());
        batch.add(Events.remove(40, Events.item(chain.get(1))));
        bed.take(batch);
        Json.Obj metrics = bed.metrics();
        assertEquals(Optional.of(20L), metrics.integer("Records"));
        assertEquals(Optional.of(0L), metrics.integer("TamperAlarms"), "counted when the alarm's record comes along");

        SealedRecord alarm = bed.table.records().getLast();
        bed.take(List.of(Events.insert(41, alarm)));
        assertEquals(Optional.of(1L), bed.metrics().integer("TamperAlarms"));
        assertEquals(Optional.of(0L), bed.metrics().integer("StreamLag"));
    }

    @Test
    void whatIsNoEventOfAStreamIsRefused() {
        for (String event :
                List.of("", "{", "[]", "{}", "{\"Records\":[]}", "{\"Records\":[{}]}", "{\"Records\":[7]}")) {
            assertThrows(IOException.class, () -> bed.take(event.getBytes(StandardCharsets.UTF_8)), event);
        }
    }

    private List<Json.Obj> both() {
        var changes = new ArrayList<Json.Obj>();
        for (int i = 0; i < 10; i++) {
            changes.add(Events.insert(1 + 2 * i, chain.get(i)));
            changes.add(Events.insert(2 + 2 * i, other.get(i)));
        }
        return changes;
    }

    private static Json.Obj altered(SealedRecord record) {
        return Events.with(Events.item(record), "tool", Events.typed(Json.of("crm/delete")));
    }

    private static Json.Obj change(Json.Obj like, int number, String name, Json.Obj item) {
        Json.Obj change = like.object("dynamodb").orElseThrow();
        change = Events.with(change, "SequenceNumber", Json.of(Events.number(number)));
        change = Events.with(change, "NewImage", item);
        change = Events.with(
                change,
                "Keys",
                Json.object()
                        .put("pk", item.get("pk").orElseThrow())
                        .put("sk", item.get("sk").orElseThrow())
                        .build());
        return Events.with(
                Events.with(Events.with(like, "eventID", Json.of("event-" + number)), "eventName", Json.of(name)),
                "dynamodb",
                change);
    }
}
