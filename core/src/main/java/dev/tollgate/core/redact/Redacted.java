package dev.tollgate.core.redact;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What became of an answer.
 *
 * @param result JSON
 * @param findings in the order of their types
 * @param labels what the answer held: {@code personal_data}, {@code secrets}, {@code injection}
 * @param located where things are in {@code result}, when that was asked for; at most {@value #MOST_LOCATED}
 * @param blocked why nothing of the answer is left
 */
public record Redacted(
        Action action,
        byte[] result,
        List<Count> findings,
        Set<String> labels,
        List<Located> located,
        Optional<String> blocked) {
    public static final int MOST_LOCATED = 1_000;

    public Redacted {
        findings = List.copyOf(findings);
        labels = Set.copyOf(labels);
        located = List.copyOf(located);
    }

    /** The later says more. */
    public enum Action {
        PASSED,
        REDACTED,
        TRUNCATED,
        BLOCKED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param action the transform's word; {@code keep} for what was only seen
     * @param confidence of the surest
     */
    public record Count(String type, String action, int count, int confidence) {}

    /**
     * @param pointer of the string, number or member in the result (RFC 6901)
     * @param from in the redacted text, in characters of Unicode
     * @param to the character after
     */
    public record Located(String type, String action, String pointer, int from, int to, int confidence) {}
}
