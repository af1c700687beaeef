package dev.tollgate.bench;

import dev.tollgate.core.redact.AnswerRules;
import dev.tollgate.core.redact.BuiltInProfiles;
import dev.tollgate.core.redact.Cap;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Scanner;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;

/**
 * MB a second for texts that are nothing but beginnings, at 1, 2 and 4 MB: where the work is linear, the three figures of a
 * line are alike. CPU time, the best of five, after a warm-up.
 */
public final class HostileAnswers {
    private static final int ROUNDS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MEGABYTE = 1_000_000;

    private HostileAnswers() {}

    public static void main(String[] args) throws Exception {
        var redactor = new Redactor(new Scanner());
        for (String piece : Answers.hostile()) {
            measure(redactor, Answers.repeated(piece, MEGABYTE / 4));
        }
        System.out.printf(Locale.ROOT, "| %-12s | %6s | %6s | %6s |%n", "repeated", "1 MB", "2 MB", "4 MB");
        System.out.println("|---|---|---|---|");
        for (String piece : Answers.hostile()) {
            double[] speeds = new double[3];
            for (int i = 0; i < 3; i++) {
                int bytes = MEGABYTE << i;
                speeds[i] = bytes / measure(redactor, Answers.repeated(piece, bytes)) * 1_000;
            }
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` | %6.0f | %6.0f | %6.0f |%n",
                    piece.replace("\u200b", "U+200B").strip(),
                    speeds[0],
                    speeds[1],
                    speeds[2]);
        }
    }

    /** Nanoseconds of CPU. */
    private static double measure(Redactor redactor, byte[] json) throws Exception {
        var rules = new AnswerRules(List.of(BuiltInProfiles.ALL.get("gdpr")), List.of(), List.of(), Cap.NONE);
        var key = new PseudonymKey("k1", new byte[32]);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            redactor.redact(json, 0, json.length, rules, key, Redactor.Detail.COUNTS);
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        return best;
    }
}
