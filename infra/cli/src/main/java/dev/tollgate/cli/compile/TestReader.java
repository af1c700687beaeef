package dev.tollgate.cli.compile;

import dev.tollgate.cli.testing.TestCase;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.Situation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the cases of a Test document. */
final class TestReader {
    private static final Map<String, Posture> POSTURES = postures();

    private final Bundle bundle;
    private final TestCallReader calls;

    /** @param bundle that the cases are about */
    TestReader(Bundle bundle) {
        this.bundle = bundle;
        this.calls = new TestCallReader(bundle);
    }

    private static Map<String, Posture> postures() {
        var words = new LinkedHashMap<String, Posture>();
        for (Posture posture : Posture.values()) {
            words.put(posture.word(), posture);
        }
        return words;
    }

    List<TestCase> read(Document document) {
        var cases = new ArrayList<TestCase>();
        var names = new HashSet<String>();
        List<Value> list = document.fields(Shape.TEST)
                .flatMap(fields -> fields.required("cases", "a list of cases"))
                .map(Value::list)
                .orElse(List.of());
        for (Value item : list) {
            item.fields(Shape.CASE).ifPresent(fields -> {
                Optional<Value> at = fields.required("name", "what the case shows");
                Optional<String> name = at.flatMap(value -> value.sentence("a name says what the case shows"));
                name.filter(text -> !names.add(text))
                        .ifPresent(text -> at.get()
                                .problem("another case of this test is called '" + Value.shortened(text) + "'"));
                read(document, name.orElse("?"), item, fields).ifPresent(cases::add);
            });
        }
        return cases;
    }

    private Optional<TestCase> read(Document document, String name, Value item, Fields fields) {
        Optional<Call> call = calls.read(item, fields);
        Optional<Instant> at = fields.optional("at").flatMap(TestReader::time);
        var history = fields.optional("history").map(TestHistoryReader::read);
        Optional<Posture> posture = fields.optional("posture").flatMap(each -> each.oneOf(POSTURES));
        var expected = fields.required("expect", "what must come out, such as {effect: allow}")
                .flatMap(ExpectationReader::read);
        if (call.isEmpty() || expected.isEmpty()) {
            return Optional.empty();
        }
        if (!fields.has("at")) {
            dependsOnTime(call.get())
                    .ifPresent(policy -> item.problem("'at' is missing (expected a time such as "
                            + "2026-11-23T10:00:00+01:00, since what policy '" + policy + "' says depends on it)"));
        }
        Instant now = at.orElse(TestCase.USUAL_TIME);
        return Optional.of(new TestCase(
                document.name(),
                name,
                item.source().file(),
                item.line(),
                call.get(),
                history.map(Situation.at(now)::withHistory)
                        .orElse(Situation.at(now))
                        .in(posture.orElse(Posture.NORMAL)),
                expected.get()));
    }

    private static Optional<Instant> time(Value value) {
        return value.text().flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException none) {
                value.problem("'" + Value.shortened(text) + "' is no time (expected such as "
                        + "2026-11-23T10:00:00+01:00 or 2026-11-23T09:00:00Z)");
                return Optional.empty();
            }
        });
    }

    /** The first policy about this call that asks for the time. */
    private Optional<String> dependsOnTime(Call call) {
        return bundle.policies().stream()
                .filter(policy -> policy.target().matches(call) && dependsOnTime(policy))
                .map(Policy::name)
                .findFirst();
    }

    private static boolean dependsOnTime(Policy policy) {
        var reads = new Reads();
        policy.rules().forEach(rule -> rule.when().ifPresent(reads::add));
        return policy.schedule().isPresent() || !policy.exemptions().isEmpty() || reads.dependOnTime();
    }
}
