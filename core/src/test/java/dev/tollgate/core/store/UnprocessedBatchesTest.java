package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.RecordIndex;
import dev.tollgate.core.store.FakeAws.Reply;
import dev.tollgate.core.tamper.ChainHead;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** DynamoDB answers each batch, and does nothing of it: a failure within the time there is, and no half result. */
class UnprocessedBatchesTest {
    private static final Duration TIME = Duration.ofMillis(500);
    private FakeAws busy;
    private DynamoCalls calls;

    @BeforeEach
    void start() {
        busy = FakeAws.start((request, body) -> unprocessed(body));
        calls = new DynamoCalls(DynamoLocal.clientOf(busy.endpoint()));
    }

    @AfterEach
    void stop() {
        busy.close();
    }

    @Test
    void headsThatAreNeverReadAreAFailure() {
        assertGivenUp(() -> heads().read(Set.of("w1", "w2"), Deadline.in(TIME)));
    }

    @Test
    void headsThatAreNeverWrittenAreAFailure() {
        assertGivenUp(() -> heads().write(Map.of("w1", new ChainHead(1, "f")), Deadline.in(TIME)));
    }

    @Test
    void recordsThatAreNeverReadAreAFailureAndNoShorterPage() {
        var index = new DynamoRecordIndex(calls, "audit");
        var entry = new RecordIndex.Entry("place", "w1", 1, Json.Obj.EMPTY);

        assertGivenUp(() -> index.records(List.of(entry), Deadline.in(TIME)));
    }

    private DynamoChainHeads heads() {
        return new DynamoChainHeads(calls, "state", InstantSource.system());
    }

    private static void assertGivenUp(Executable batch) {
        long start = System.nanoTime();
        assertThrows(StoreException.class, batch);
        assertTrue(System.nanoTime() - start < TIME.multipliedBy(4).toNanos());
    }

    private static Reply unprocessed(byte[] body) throws IOException {
        try {
            Json items = ((Json.Obj) new JsonText(64).parse(body))
                    .get("RequestItems")
                    .orElseThrow();
            return new Reply(
                    200,
                    JsonText.writeBytes(Json.object()
                            .put("Responses", Json.Obj.EMPTY)
                            .put("UnprocessedKeys", items)
                            .put("UnprocessedItems", items)
                            .build()));
        } catch (JsonException wrong) {
            throw new IOException(wrong);
        }
    }
}
