package dev.tollgate.core.policy;

import dev.tollgate.core.policy.ReadyPolicy.ReadyRule;
import dev.tollgate.core.policy.Verdict.Step;
import dev.tollgate.core.policy.expr.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Takes down what each rule came to, where somebody asked for it. */
interface Trace {
    Trace NONE = new Trace() {
        @Override
        public void add(ReadyRule rule, Outcome outcome, Evaluator evaluator, String remark) {}

        @Override
        public List<Step> steps() {
            return List.of();
        }
    };

    /** @param remark what kept a match from counting; empty when nothing did */
    void add(ReadyRule rule, Outcome outcome, Evaluator evaluator, String remark);

    List<Step> steps();

    static Trace full() {
        return new Full();
    }

    final class Full implements Trace {
        private final List<Step> steps = new ArrayList<>();

        private Full() {}

        @Override
        public void add(ReadyRule rule, Outcome outcome, Evaluator evaluator, String remark) {
            steps.add(new Step(
                    rule.policy().name(),
                    rule.rule().id(),
                    rule.effect(),
                    rule.policy().mode(),
                    word(outcome) + remark,
                    rule.when().map(evaluator::because)));
        }

        @Override
        public List<Step> steps() {
            return steps;
        }

        private static String word(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Known(Object value) -> value == Boolean.TRUE ? "matched" : "not matched";
                case Outcome.Failed failed -> "error: " + failed.message();
                case Outcome.Unknown unknown -> "unknown";
                case Outcome.OverBudget over -> "over budget";
            };
        }
    }
}
