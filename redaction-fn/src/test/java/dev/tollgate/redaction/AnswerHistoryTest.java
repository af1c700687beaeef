package dev.tollgate.redaction;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.history.Histories;
import dev.tollgate.core.history.HistoryKey;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.HistoryReads.Part;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.tollgate.redaction.TestBed.AGENT;
import static dev.tollgate.redaction.TestBed.ENFORCER;
import static dev.tollgate.redaction.TestBed.answer;
import static dev.tollgate.redaction.TestBed.redact;
import static dev.tollgate.redaction.TestBed.submission;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an answer held is in the agent's history before the agent has the answer. */
class AnswerHistoryTest {
    private static final String MAIL = "{\"text\":\"write to alice@example.com\"}";
    private static final Histories OF_THE_DECISION =
            Histories.of("bot", "p.owner", Optional.of("p.session"), Optional.of("p.trace"));

    private final TestBed bed = new TestBed();

    @BeforeEach
    void publishRulesOnHistory() {
        bed.bundle = Optional.of(reading(new Expr.Variable(Input.HISTORY)));
    }

    @Test
    void notesWhatWasFoundForTheAgentItsSessionAndItsTrace() {
        answer(bed.api(), redact(AGENT, submission(bed.decision(), MAIL)));

        for (HistoryKey key : List.of(
                OF_THE_DECISION.agent(),
                OF_THE_DECISION.session().orElseThrow(),
                OF_THE_DECISION.trace().orElseThrow())) {
            assertEquals(Set.of("personal_data"), labels(key));
        }
    }

    @Test
    void notesNothingWhereNothingWasFound() {
        answer(bed.api(), redact(AGENT, submission(bed.decision(), "{\"text\":\"hello\"}")));

        assertEquals(Set.of(), labels(OF_THE_DECISION.agent()));
    }

    @Test
    void keepsNoMoreThanConditionsRead() {
        bed.bundle = Optional.of(
                reading(new Expr.Select(new Expr.Select(new Expr.Variable(Input.HISTORY), "trace"), "labels")));

        answer(bed.api(), redact(AGENT, submission(bed.decision(), MAIL)));

        assertEquals(Set.of(), labels(OF_THE_DECISION.agent()));
        assertEquals(Set.of("personal_data"), labels(OF_THE_DECISION.trace().orElseThrow()));
    }

    @Test
    void anAnswerWithoutADecisionIsNotedForItsAgent() {
        String body = "{\"subject\":{\"type\":\"agent\",\"id\":\"other\"},\"outcome\":{\"status\":\"ok\"},\"result\":"
                + MAIL + "}";

        answer(bed.api(), redact(ENFORCER, body));

        assertEquals(Set.of("personal_data"), labels(new HistoryKey("H#A#other")));
    }

    @Test
    void whatCannotBeNotedIsHeldBack() {
        bed.historyDown = true;

        var response = answer(bed.api(), redact(AGENT, submission(bed.decision(), MAIL)));

        assertTrue(response.body().contains("\"reason\":\"store_unavailable\""), response.body());
    }

    private Set<String> labels(HistoryKey key) {
        return bed.historyStore
                .read(key, bed.now, Set.of(Part.LABELS), Deadline.in(Duration.ofSeconds(1)))
                .labels()
                .keySet();
    }

    /** The bed's bundle, and a rule that reads this and never matches. */
    private Bundle reading(Expr expression) {
        Bundle usual = TestBed.bundle();
        Expr never = new Expr.Call(Function.EQUAL, List.of(expression, new Expr.Constant("what history never is")));
        var policies = new ArrayList<Policy>(usual.policies());
        policies.add(Bundles.policy("flow", Bundles.when(Bundles.deny("no"), never)));
        return new Bundle(
                usual.name(), usual.settings(), usual.servers(), policies, Map.of(), Map.of(), Map.of(), usual.data());
    }
}
