package dev.tollgate.cli.testing;

import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cases of a bundle, decided by the bundle.
 *
 * @param coverage which rules and outcomes of conditions they came to
 */
public record TestRun(List<Result> results, Coverage coverage) {
    public TestRun {
        results = List.copyOf(results);
    }

    /**
     * @param failures what came out otherwise than expected; empty when the case passed
     * @param why the rules that matched or erred, for whoever has to find out
     */
    public record Result(TestCase testCase, List<String> failures, List<String> why, Duration took) {
        public Result {
            failures = List.copyOf(failures);
            why = List.copyOf(why);
        }

        public boolean passed() {
            return failures.isEmpty();
        }
    }

    public static TestRun of(CompiledBundle compiled) {
        var engine = new Engine(compiled.bundle(), new JsonScan(new Scanner()));
        var coverage = new Coverage.Counting(compiled.bundle());
        var results = new ArrayList<Result>();
        for (TestCase testCase : compiled.tests()) {
            long started = System.nanoTime();
            Verdict verdict = engine.explain(testCase.call(), testCase.situation());
            coverage.count(verdict.trace());
            results.add(new Result(
                    testCase,
                    failures(testCase.expected(), verdict),
                    why(verdict),
                    Duration.ofNanos(System.nanoTime() - started)));
        }
        return new TestRun(results, coverage.soFar());
    }

    public boolean passed() {
        return results.stream().allMatch(Result::passed);
    }

    public List<Result> failed() {
        return results.stream().filter(result -> !result.passed()).toList();
    }

    private static List<String> failures(Expectation expected, Verdict verdict) {
        var failures = new ArrayList<String>();
        Reason reason = verdict.reason();
        if (expected.effect() != verdict.effect()) {
            failures.add("expected effect " + expected.effect().word() + ", but it is "
                    + verdict.effect().word() + ": " + VerdictText.of(reason));
        }
        expected.reason()
                .filter(code -> code != reason.code())
                .ifPresent(code ->
                        failures.add("expected reason " + code.word() + ", but it is " + VerdictText.of(reason)));
        differs("policy", expected.policy(), reason.policy()).ifPresent(failures::add);
        differs("rule", expected.rule(), reason.rule()).ifPresent(failures::add);
        List<String> obligations =
                verdict.obligations().stream().map(Obligation::type).sorted().toList();
        expected.obligations()
                .filter(types -> !types.equals(obligations))
                .ifPresent(types -> failures.add("expected obligations " + types + ", but they are " + obligations));
        Effect wouldBe = verdict.wouldBe().map(Verdict.WouldBe::effect).orElse(verdict.effect());
        expected.wouldBe()
                .filter(effect -> effect != wouldBe)
                .ifPresent(effect -> failures.add("expected would_be " + effect.word() + ", but it would be "
                        + wouldBe.word()
                        + verdict.wouldBe()
                                .map(would -> ": " + VerdictText.of(would.reason()))
                                .orElse("")));
        return failures;
    }

    private static Optional<String> differs(String what, Optional<String> expected, Optional<String> actual) {
        return expected.filter(name -> !expected.equals(actual))
                .map(name -> "expected " + what + " '" + name + "', but it is "
                        + actual.map(other -> "'" + other + "'").orElse("none"));
    }

    private static List<String> why(Verdict verdict) {
        return verdict.trace().stream()
                .filter(step -> !step.outcome().equals("not matched"))
                .map(VerdictText::of)
                .toList();
    }
}
