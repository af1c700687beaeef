package dev.tollgate.bench;

import dev.tollgate.core.redact.AnswerRules;
import dev.tollgate.core.redact.BuiltInProfiles;
import dev.tollgate.core.redact.Cap;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Scanner;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * MB a second and what is allocated on the way, for an answer of 1 MB: redacted whole, and scanned as one text. CPU time of
 * this thread, the best of so many rounds, so that it says the same beside other work. Arguments: the rounds (60), and
 * {@code clean}, {@code dense} or a piece of text to repeat.
 */
public final class RedactionSpeed {
    private static final int BYTES = 1_000_000;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Scanner scanner = new Scanner();
    private final Redactor redactor = new Redactor(scanner);
    private final PseudonymKey key = new PseudonymKey("k1", new byte[32]);
    private final int rounds;

    private RedactionSpeed(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        var speed = new RedactionSpeed(args.length > 0 ? Integer.parseInt(args[0]) : 60);
        List<String> answers = args.length > 1 ? List.of(args).subList(1, args.length) : List.of("clean", "dense");
        System.out.printf(Locale.ROOT, "| %-14s | %-6s | %6s | %9s |%n", "answer", "", "MB/s", "allocated");
        System.out.println("|---|---|---|---|");
        for (String answer : answers) {
            byte[] json = json(answer);
            speed.measure(answer, "redact", json.length, () -> speed.redact(json));
            speed.measure(answer, "scan", json.length, () -> speed.scanner.scan(json, 0, json.length, Field.NONE));
        }
    }

    private static byte[] json(String answer) {
        return switch (answer) {
            case "clean" -> Answers.clean(BYTES);
            case "dense" -> Answers.dense(BYTES);
            default -> Answers.repeated(answer, BYTES);
        };
    }

    private interface Work {
        Object done() throws Exception;
    }

    private Object redact(byte[] json) throws Exception {
        var rules = new AnswerRules(List.of(BuiltInProfiles.ALL.get("gdpr")), List.of(), List.of(), Cap.NONE);
        return redactor.redact(json, 0, json.length, rules, key, Redactor.Detail.COUNTS);
    }

    /** Allocation in bytes for each byte of the answer. */
    private void measure(String answer, String what, int bytes, Work work) throws Exception {
        long thread = Thread.currentThread().threadId();
        long best = Long.MAX_VALUE;
        long allocated = 0;
        for (int round = 0; round < rounds; round++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            long start = THREADS.getCurrentThreadCpuTime();
            work.done();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
            allocated = THREADS.getThreadAllocatedBytes(thread) - before;
        }
        System.out.printf(
                Locale.ROOT,
                "| %-14s | %-6s | %6.0f | %9.2f |%n",
                "`" + answer.strip() + "`",
                what,
                bytes * 1e3 / best,
                (double) allocated / bytes);
    }
}
