package dev.tollgate.tests;

import dev.tollgate.core.json.Json;
import dev.tollgate.local.runtime.Outcome;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the stream function makes of what is done to the raw table behind its back. It spoils a stage of its own. */
@BesideOthers
@ResourceLock("the stream of its stage")
class TamperIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** A chain of which only one record is there, which nobody wrote. */
    private static final String LONELY = "20260101aaaaaaaaaaaaaaaa";

    private static LocalStage stage;

    @BeforeAll
    static void start() throws InterruptedException {
        stage = LocalStage.start("e2e", UnaryOperator.identity());
    }

    @AfterAll
    static void end() {
        stage.close();
    }

    @Test
    void aChangedRecordRaisesOneAlarm() throws Exception {
        String record = decided();
        stage.tables()
                .updateItem(request -> request.tableName(table())
                        .key(key(record))
                        .updateExpression("SET effect = :other")
                        .expressionAttributeValues(Map.of(":other", AttributeValue.fromS("deny"))));

        Json.Obj alarm = alarm(record);
        assertEquals(Optional.of("audit_tampered"), alarm.text("event"));
        assertEquals(Optional.of("modified"), alarm.text("what"));
        assertEquals(List.of("effect"), alarm.texts("changed"));
        onlyOnce(record);
        Await.until(
                "the metric",
                SOON,
                () -> stage.metrics().stream().anyMatch(line -> line.contains("\"TamperAlarms\":1")));
    }

    @Test
    void aRemovedRecordRaisesOneAlarm() throws Exception {
        String record = decided();
        stage.tables().deleteItem(request -> request.tableName(table()).key(key(record)));

        assertEquals(Optional.of("removed"), alarm(record).text("what"));
        onlyOnce(record);
    }

    @Test
    void aChangeThatIsDeliveredAgainRaisesOneAlarm() throws Exception {
        String event = event("again-1", "MODIFY", "W#replayed/000000000007", "");
        deliver(event);
        deliver(event);

        assertEquals(1, alarms("W#replayed/000000000007").size());
    }

    @Test
    void whatTimeToLiveRemovesRaisesNone() throws Exception {
        deliver(event("ttl-1", "REMOVE", "W#expired/000000000007", """
                ,"userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}"""));
        assertEquals(List.of(), alarms("W#expired/000000000007"));

        deliver(event("by-hand-1", "REMOVE", "W#expired/000000000007", ""));
        assertEquals(1, alarms("W#expired/000000000007").size());
    }

    @Test
    void aFunctionThatIsKilledInTheMiddleAlarmsNobody() throws Exception {
        for (int i = 0; i < 40; i++) {
            stage.enforcer().evaluation(Question.call(Stage.AGENT, "docs", "read"));
            if (i % 10 == 5) {
                stage.streamFunction()
                        .processIds()
                        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            }
        }
        // A change that is noticed has all before it behind it.
        String last = decided();
        stage.tables().deleteItem(request -> request.tableName(table()).key(key(last)));
        alarm(last);

        List<Json.Obj> others = stage.audit().records().values().stream()
                .filter(record -> record.text("event")
                        .filter(event -> event.startsWith("audit_") && !event.equals("audit_tampered"))
                        .isPresent())
                .filter(record -> !record.toString().contains(LONELY))
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    void aRecordFarFromAnyOtherRaisesAnAlarmOfTheGap() throws Exception {
        String record = decided();
        var copy = new HashMap<>(stage.tables()
                .getItem(request -> request.tableName(table()).key(key(record)))
                .item());
        copy.put("pk", AttributeValue.fromS("W#" + LONELY));
        copy.put("sk", AttributeValue.fromS("000000000007"));
        stage.tables().putItem(request -> request.tableName(table()).item(copy));

        Await.until("an alarm of the gap", SOON, () -> isTold("audit_gap", LONELY));
    }

    @Test
    void theSealerTellsOfAChainThatItCannotSeal() throws Exception {
        String record = decided();
        stage.tables().deleteItem(request -> request.tableName(table()).key(key(record)));
        String writer = record.substring(0, record.lastIndexOf('-'));
        Await.until("the sealer's word", SOON, () -> {
            decided();
            stage.runSchedule();
            seenLongAgo();
            return isTold("chain_broken", writer);
        });
    }

    /** The sealer waits for as long as a write may take before it tells. */
    private static void seenLongAgo() {
        String state = stage.tableName("StateTable");
        stage.tables()
                .query(request -> request.tableName(state)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("SEAL#BROKEN"))))
                .items()
                .forEach(broken -> stage.tables()
                        .updateItem(request -> request.tableName(state)
                                .key(Map.of("pk", broken.get("pk"), "sk", broken.get("sk")))
                                .updateExpression("SET seen = :long_ago")
                                .expressionAttributeValues(Map.of(":long_ago", AttributeValue.fromN("0")))));
    }

    private static boolean isTold(String event, String about) {
        return stage.audit().records().values().stream()
                .filter(record -> record.text("event").equals(Optional.of(event)))
                .anyMatch(record -> record.toString().contains(about));
    }

    @Test
    void eachRecordGetsIntoTheArchive() throws Exception {
        String record = decided();

        Await.until("the record's event in the archive", SOON, () -> archived().contains("\"uid\":\"" + record + "\""));
    }

    private static String archived() throws IOException {
        Path folder = stage.archive().resolve("records");
        if (!Files.exists(folder)) {
            return "";
        }
        var text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl.gz")).toList()) {
                try (var content = new GZIPInputStream(Files.newInputStream(file))) {
                    text.append(new String(content.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return text.toString();
    }

    /** @return the id of a new decision's record */
    private static String decided() throws Exception {
        Answer[] answer = new Answer[1];
        // A busy machine may take too long for a record: then there is none, and the answer is a no.
        Await.until("a decision with a record", SOON, () -> {
            answer[0] = stage.enforcer().evaluation(Question.call(Stage.AGENT, "docs", "read"));
            return answer[0].decisionId().isPresent();
        });
        return answer[0].decisionId().orElseThrow();
    }

    private static Json.Obj alarm(String record) throws Exception {
        Await.until(
                "an alarm about " + record, SOON, () -> !alarms(place(record)).isEmpty());
        return alarms(place(record)).getFirst();
    }

    /** Once everything that is in the stream now has come along. */
    private static void onlyOnce(String record) throws Exception {
        String later = decided();
        stage.tables().deleteItem(request -> request.tableName(table()).key(key(later)));
        alarm(later);
        assertEquals(1, alarms(place(record)).size());
    }

    private static List<Json.Obj> alarms(String place) {
        return stage.audit().records().values().stream()
                .filter(record -> record.text("place").equals(Optional.of(place)))
                .toList();
    }

    private static String place(String record) {
        return key(record).get("pk").s() + "/" + key(record).get("sk").s();
    }

    private static Map<String, AttributeValue> key(String record) {
        int dash = record.lastIndexOf('-');
        return Map.of(
                "pk", AttributeValue.fromS("W#" + record.substring(0, dash)),
                "sk", AttributeValue.fromS("%012d".formatted(Long.parseLong(record.substring(dash + 1)))));
    }

    private static String table() {
        return stage.tableName("AuditTable");
    }

    private static String event(String id, String name, String place, String more) {
        int slash = place.indexOf('/');
        String item = """
                {"pk":{"S":"%s"},"sk":{"S":"%s"},"ttl":{"N":"%d"},"hash":{"S":"x"}}""".formatted(
                        place.substring(0, slash),
                        place.substring(slash + 1),
                        Instant.now().minusSeconds(3_600).getEpochSecond());
        String after = name.equals("REMOVE") ? "" : ",\"NewImage\":" + item.replace("\"x\"", "\"y\"");
        return """
                {"Records":[{"eventID":"%s","eventName":"%s","dynamodb":{"ApproximateCreationDateTime":%d,\
                "Keys":{"pk":{"S":"%s"},"sk":{"S":"%s"}},"OldImage":%s%s,"SequenceNumber":"7"}%s}]}""".formatted(
                        id,
                        name,
                        Instant.now().getEpochSecond(),
                        place.substring(0, slash),
                        place.substring(slash + 1),
                        item,
                        after,
                        more);
    }

    private static void deliver(String event) throws Exception {
        Outcome outcome = stage.streamFunction().invoke(event.getBytes(StandardCharsets.UTF_8), SOON);
        var answered = assertInstanceOf(Outcome.Answered.class, outcome, outcome::toString);
        assertTrue(
                new String(answered.payload(), StandardCharsets.UTF_8).contains("\"batchItemFailures\":[]"),
                () -> new String(answered.payload(), StandardCharsets.UTF_8));
    }
}
