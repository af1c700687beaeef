package dev.tollgate.cli.testing;

import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Step;

/** Parts of a verdict on one line, for people. */
public final class VerdictText {
    private VerdictText() {}

    /** The code, and the rule where one is the reason: {@code data_access (guard-database/unknown-table)}. */
    public static String of(Reason reason) {
        return reason.code().word()
                + reason.policy()
                        .flatMap(policy -> reason.rule().map(rule -> " (" + policy + "/" + rule + ")"))
                        .orElse("");
    }

    /** What a rule came to, and the part of its condition that decided. */
    public static String of(Step step) {
        return step.policy() + "/" + step.rule() + " (" + step.effect().word() + ") " + step.outcome()
                + step.because().map(because -> ": " + because).orElse("");
    }
}
