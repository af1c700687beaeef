package dev.tollgate.bench;

import dev.tollgate.bench.SoakMemory.Samples;
import java.time.Duration;
import java.util.Locale;

/** What a soak was, in Markdown, and whether it was good. */
final class SoakReport {
    /** Shorter, a process is still growing into its memory, and nothing is said about it. */
    private static final Duration JUDGED_FROM = Duration.ofMinutes(10);

    /** The limits of tests/bundles/soak: of an agent, of an owner. */
    private static final double AGENT_BURST = 5;

    private static final double AGENT_RATE = 1 / 5.0;
    private static final double OWNER_BURST = 12;
    private static final double OWNER_RATE = 3 / 4.0;

    private final StringBuilder text = new StringBuilder("# Soak\n\n");

    void line(String line) {
        text.append(line).append("\n\n");
        System.out.println(line);
    }

    String text() {
        return text.toString();
    }

    boolean end(SoakCalls calls, SoakMemory memory, SoakStack.Verified verified, Duration length) {
        latencies(calls);
        effects(calls);
        boolean held = limits(calls);
        boolean flat = memory(memory, length);
        text.append("\n```console\n$ ./tollgate audit verify\n")
                .append(verified.text())
                .append("\n```\n\n");
        boolean isSealed = verified.text().contains("by checkpoints ");
        calls.told().forEach(error -> text.append("- error: `").append(error).append("`\n"));
        boolean isGood = calls.errors() == 0 && held && flat && verified.isGood() && isSealed;
        text.append(String.format(
                Locale.ROOT,
                "%s: %d errors; limits %s, %,d calls throttled; memory %s; records %s, %s.%n",
                isGood ? "Good" : "NOT GOOD",
                calls.errors(),
                held ? "held" : "BROKEN",
                calls.throttled(),
                length.compareTo(JUDGED_FROM) < 0 ? "not judged in so short a time" : flat ? "flat" : "GROWS",
                verified.isGood() ? "verified" : "NOT VERIFIED",
                isSealed ? "sealed" : "NOT SEALED"));
        return isGood;
    }

    private void latencies(SoakCalls calls) {
        text.append("| | answers | p50 ms | p99 ms | p99.9 ms | most ms |\n|---|---|---|---|---|---|\n");
        calls.latencies()
                .forEach((what, times) -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %,d | %.1f | %.1f | %.1f | %.1f |%n",
                        what,
                        times.count(),
                        times.millis(0.5),
                        times.millis(0.99),
                        times.millis(0.999),
                        times.millis(1))));
    }

    private void effects(SoakCalls calls) {
        text.append("\n| decided | times |\n|---|---|\n");
        calls.effects()
                .forEach((effect, times) ->
                        text.append(String.format(Locale.ROOT, "| %s | %,d |%n", effect, times.get())));
    }

    private boolean limits(SoakCalls calls) {
        double seconds = calls.secondsSinceTheFirst();
        text.append(String.format(
                Locale.ROOT,
                "%nAdmitted in %.0f s, warm-up included:%n%n| limit of | keys | most admitted of a key | most allowed |%n|---|---|---|---|%n",
                seconds));
        return limit(calls, "agent", "soak-", AGENT_BURST + AGENT_RATE * seconds)
                & limit(calls, "owner", "owner-", OWNER_BURST + OWNER_RATE * seconds);
    }

    private boolean limit(SoakCalls calls, String what, String prefix, double allowed) {
        long keys = calls.admitted().keySet().stream()
                .filter(each -> each.startsWith(prefix))
                .count();
        long most = calls.admitted().entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .mapToLong(each -> each.getValue().get())
                .max()
                .orElse(0);
        text.append(String.format(Locale.ROOT, "| %s | %d | %,d | %,.0f |%n", what, keys, most, allowed));
        return keys > 0 && most <= allowed;
    }

    private boolean memory(SoakMemory memory, Duration length) {
        text.append("\n| process | MB at first | most | at the end | the second half rises by, MB an hour | |\n"
                + "|---|---|---|---|---|---|\n");
        boolean isJudged = length.compareTo(JUDGED_FROM) >= 0;
        boolean isGood = true;
        for (Samples each : memory.all()) {
            boolean ended = each.lastSeenSeconds() < length.toSeconds() - 15;
            boolean isFlat = !isJudged || each.isFlat();
            isGood &= isFlat && !ended;
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f | %+.1f | %s |%n",
                    each.name(),
                    each.first(),
                    each.most(),
                    each.last(),
                    each.growthAnHour(),
                    ended ? "ended" : !isJudged ? "" : isFlat ? "flat" : "grows"));
        }
        return isGood;
    }
}
