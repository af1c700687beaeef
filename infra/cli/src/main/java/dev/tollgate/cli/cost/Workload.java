package dev.tollgate.cli.cost;

/**
 * What a stack does in a month of 30 days.
 *
 * @param decisions more than 0, a month; at most what API Gateway takes on a route
 * @param limits limit keys that an allowed call takes, 0 to 20
 * @param denied share of the decisions that deny or throttle, 0 to 1
 * @param answers share of the decisions whose answer is redacted, 0 to 1
 * @param answerKb size of such an answer, 0 to 6,000 KB
 * @param found share of these answers in which something is found, 0 to 1
 * @param history share of the decisions that keep and read history, 0 to 1
 * @param beginnings sessions and traces that a record begins on its instance, 0 to 2
 * @param keptDays how long records are kept, 1 to 3,660
 * @param instances of the decision function that are busy at once, 1 to 1,000
 * @param agents that are busy on an instance, 1 to 10,000
 */
public record Workload(
        double decisions,
        double limits,
        double denied,
        double answers,
        double answerKb,
        double found,
        double history,
        double beginnings,
        int keptDays,
        int instances,
        int agents) {
    static final double SECONDS = 30 * 86_400.0;
    static final double MINUTES = SECONDS / 60;

    /** What template.yaml lets API Gateway take at most on a route, for a month: 10,000 a second. */
    public static final double MOST_DECISIONS = 10_000 * SECONDS;

    double allowed() {
        return 1 - denied;
    }

    double redactions() {
        return decisions * answers;
    }

    double records() {
        return decisions + redactions();
    }

    /** A batch of the stream has up to 1,000 records, and is waited for up to five seconds. */
    double batches() {
        return Math.min(records(), Math.max(SECONDS / 5, records() / 1_000));
    }

    double writersOfABatch() {
        return Math.min(instances, Math.max(1, records() / batches()));
    }

    double kept() {
        return records() / 30 * keptDays;
    }
}
