package dev.tollgate.core.policy;

import dev.tollgate.core.policy.HistoryReads.Part;
import dev.tollgate.core.policy.HistoryReads.Read;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static dev.tollgate.core.policy.Bundles.allow;
import static dev.tollgate.core.policy.Bundles.deny;
import static dev.tollgate.core.policy.Bundles.limit;
import static dev.tollgate.core.policy.Bundles.policy;
import static dev.tollgate.core.policy.Bundles.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What conditions look at of history: what none reads is neither read nor kept. */
class HistoryReadsTest {
    private static final Expr HISTORY = new Expr.Variable(Input.HISTORY);
    private static final Expr LABELS = new Expr.Select(HISTORY, "labels");
    private static final Expr TRACE = new Expr.Select(HISTORY, "trace");
    private static final Set<Read> ALL = HistoryReads.EVERYTHING;

    @Test
    void seesWhichPartOfWhichHistoryAConditionReads() {
        var calls = new Expr.Call(
                Function.INDEX, List.of(new Expr.Select(HISTORY, "calls"), new Expr.Constant("crm/query")));
        var ofSession = new Expr.SelectOptional(new Expr.Select(HISTORY, "session"), "amounts");

        assertEquals(
                new HistoryReads(Set.of(Read.all(Part.LABELS)), Set.of(), Set.of()), reads(in("untrusted", LABELS)));
        assertEquals(
                new HistoryReads(Set.of(new Read(Part.CALLS, Optional.of("crm/query"))), Set.of(), Set.of()),
                reads(calls));
        assertEquals(new HistoryReads(Set.of(), Set.of(Read.all(Part.AMOUNTS)), Set.of()), reads(ofSession));
        assertEquals(
                new HistoryReads(Set.of(), Set.of(), Set.of(Read.all(Part.FIRST_USE))),
                reads(new Expr.Select(TRACE, "first_use")));
    }

    @Test
    void whetherThereIsATraceIsKnownWithoutReading() {
        assertEquals(HistoryReads.NONE, reads(new Expr.Has(HISTORY, "trace")));
        assertEquals(HistoryReads.NONE, reads(new Expr.Select(new Expr.Variable(Input.CONTEXT), "labels")));
    }

    @Test
    void whatCannotBeToldApartIsReadWhole() {
        var dynamic = new Expr.Call(
                Function.INDEX, List.of(HISTORY, new Expr.Select(new Expr.Variable(Input.ARGS), "which")));

        assertEquals(new HistoryReads(ALL, ALL, ALL), reads(dynamic));
        assertEquals(new HistoryReads(Set.of(), Set.of(), ALL), reads(TRACE));
    }

    @Test
    void aCallReadsWhatTheRulesAndLimitsOfItsTargetsRead() {
        var tools = new Target(
                List.of(),
                List.of(new Glob("tools/call")),
                List.of(new Target.ToolMatch.Named(new Glob("crm"), Glob.ANY)),
                List.of());
        Policy flow = policy("flow", tools, List.of(when(deny("no"), in("untrusted", LABELS))), List.of());
        Policy counted = policy("counted", Bundles.everything(), List.of(allow("yes")), List.of("costly"));
        Engine engine =
                Engines.of(Bundles.of(List.of(flow, counted), limit("costly", new Expr.Select(TRACE, "first_use"))));

        HistoryReads ofLimit = new HistoryReads(Set.of(), Set.of(), Set.of(Read.all(Part.FIRST_USE)));
        assertEquals(
                new HistoryReads(Set.of(Read.all(Part.LABELS)), Set.of(), Set.of(Read.all(Part.FIRST_USE))),
                engine.keptHistory());
        assertEquals(engine.keptHistory(), engine.historyOf(Calls.ofTool()));
        assertEquals(ofLimit, engine.historyOf(Calls.on("can_read", "todo", "1")));
    }

    @Test
    void aBundleWithoutSuchConditionsReadsNothing() {
        Engine engine = Engines.of(Bundles.of(List.of(policy("p", allow("yes")))));

        assertTrue(engine.keptHistory().isNothing());
        assertTrue(engine.historyOf(Calls.ofTool()).isNothing());
    }

    @Test
    void aRuleThatNamesTheTraceDeniesWhereThereIsNoneAndSaysWhatIsMissing() {
        Expr inTrace = in("untrusted", new Expr.Select(TRACE, "labels"));
        Engine engine = Engines.of(Bundles.of(List.of(policy("p", allow("yes"), when(deny("no"), inTrace)))));
        Situation now = Situation.at(Instant.parse("2026-11-27T12:00:00Z"));

        Verdict without = engine.decide(Calls.ofTool(), now);
        Verdict with =
                engine.decide(Calls.ofTool(), now.withHistory(Calls.json("{\"trace\":{\"labels\":[\"sensitive\"]}}")));

        assertEquals(ReasonCode.POLICY_ERROR, without.reason().code());
        assertEquals(Optional.of("no"), without.reason().rule());
        assertEquals(
                "A rule looks at what was done in the same trace, and the call names none. Send context.trace_id.",
                without.reason().message());
        assertEquals(ReasonCode.ALLOWED, with.reason().code());
    }

    private static HistoryReads reads(Expr expression) {
        return HistoryReads.of(List.of(expression));
    }

    private static Expr in(String label, Expr list) {
        return new Expr.Call(Function.IN, List.of(new Expr.Constant(label), list));
    }
}
