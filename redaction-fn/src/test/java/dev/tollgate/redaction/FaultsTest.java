package dev.tollgate.redaction;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.redaction.TestBed.AGENT;
import static dev.tollgate.redaction.TestBed.answer;
import static dev.tollgate.redaction.TestBed.redact;
import static dev.tollgate.redaction.TestBed.submission;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever fails, nothing leaves that was not looked at and recorded. */
class FaultsTest {
    private static final String MAIL = "\"write to alice@example.com\"";

    private final TestBed bed = new TestBed();

    @Test
    void aRegistryThatIsDownHoldsTheAnswerBack() {
        bed.directory.goDown();

        assertBlocked("store_unavailable", send(bed.api(), bed.decision()));
    }

    @Test
    void soDoBundlesAndKeysThatAreDown() {
        bed.bundlesDown = true;
        assertBlocked("store_unavailable", send(bed.api(), bed.decision()));
        bed.bundlesDown = false;
        bed.tenantKeyDown = true;
        assertBlocked("store_unavailable", send(bed.api(), bed.decision()));
        bed.tenantKeyDown = false;
        bed.personalKeys.isDown = true;
        assertBlocked("store_unavailable", send(bed.api(), bed.decision()));
        bed.personalKeys.isDown = false;
        bed.keysDown = true;
        assertBlocked("store_unavailable", send(bed.api(), bed.decision()));
    }

    @Test
    void withoutABundleNothingIsGivenBack() {
        bed.bundle = Optional.empty();

        assertBlocked("no_bundle", send(bed.api(), bed.decision()));
    }

    @Test
    void aDefectHoldsTheAnswerBackAndTellsNothing() {
        bed.redactorBroken = true;

        assertBlocked("internal", send(bed.api(), bed.decision()));
    }

    /** Opening record, the writer's entry, the record itself with its claim. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatCannotBeRecordedIsHeldBackAndTheSameRequestIsAnsweredLater(int step) {
        for (Fault fault : List.of(Fault.BEFORE_WRITING, Fault.AFTER_WRITING)) {
            var faulty = new TestBed();
            String decision = faulty.decision();
            var plan = new ArrayList<>(Collections.nCopies(step, Fault.NONE));
            plan.add(fault);
            faulty.records.plan(plan);
            Api api = faulty.api();

            assertBlocked("audit_unavailable", send(api, decision));
            assertTrue(send(api, decision).body().contains("[EMAIL_ADDRESS:k1:"), "it recovers");
            assertEquals(
                    step == 2 && fault == Fault.AFTER_WRITING,
                    faulty.written().getLast().text("repeats").isPresent(),
                    "when the lost record is there, this one says so");
            assertEquals(
                    409, answer(api, redact(AGENT, submission(decision, "1"))).status());
        }
    }

    @Test
    void whatIsUnmatchedIsRecordedOrHeldBackToo() {
        bed.records.plan(List.of(Fault.NONE, Fault.NONE, Fault.BEFORE_WRITING));

        assertBlocked("audit_unavailable", send(bed.api(), "nobody-1"));
    }

    @Test
    void aTimeThatIsOverHoldsTheAnswerBack() {
        HttpResponse response =
                bed.api().answer(redact(AGENT, submission(bed.decision(), MAIL)), Deadline.in(Duration.ZERO));

        assertBlocked("audit_unavailable", response);
    }

    private static HttpResponse send(Api api, String decision) {
        return answer(api, redact(AGENT, submission(decision, MAIL)));
    }

    private static void assertBlocked(String reason, HttpResponse response) {
        assertEquals(200, response.status());
        Json.Obj answer = TestBed.json(response.body());
        assertEquals("blocked", answer.text("action").orElseThrow());
        assertEquals(reason, answer.text("reason").orElseThrow());
        assertTrue(answer.text("record_id").isEmpty(), "a record that is not known to stand there is not named");
        assertFalse(response.headers().containsKey("tollgate-record-id"));
        assertFalse(response.body().contains("alice"), response.body());
        assertFalse(response.body().contains("as planned"), "the cause is for the log");
    }
}
