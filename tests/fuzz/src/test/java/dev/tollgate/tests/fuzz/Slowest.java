package dev.tollgate.tests.fuzz;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.redact.BuiltInProfiles;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Scanner;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The texts that take the most CPU time for each byte when they are repeated to {@value #BYTES} bytes. */
final class Slowest {
    private static final int BYTES = 256 * 1024;
    private static final int SHOWN = 120;
    private static final int KEPT = 12;
    private static final int ROUNDS = 3;

    /** What is faster in its first round is not looked at again. */
    private static final double OF_INTEREST = 40;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Redactor redactor;
    private final PseudonymKey key = new PseudonymKey("k1", new byte[32]);
    private final List<Speed> slowest = new ArrayList<>();
    private int measured;

    Slowest(Scanner scanner) {
        this.redactor = new Redactor(scanner);
    }

    /** @param piece that was repeated, as a JSON string has it */
    private record Speed(double megabytesPerSecond, String piece, byte[] json) {
        String line() {
            String shown = piece.length() > SHOWN ? piece.substring(0, SHOWN) + "…" : piece;
            return String.format(Locale.ROOT, "%8.1f MB/s  %5d  %s", megabytesPerSecond, piece.length(), shown);
        }
    }

    void measure(byte[] text) {
        String piece = new String(text, StandardCharsets.UTF_8);
        if (piece.isEmpty()) {
            return;
        }
        String whole = piece.repeat(BYTES / piece.length() + 1);
        byte[] json = JsonText.writeBytes(Json.object().put("note", whole).build());
        measured++;
        slowest.add(new Speed(best(json), JsonText.write(Json.of(piece)), json));
        slowest.sort(Comparator.comparingDouble(Speed::megabytesPerSecond));
        if (slowest.size() > KEPT) {
            slowest.removeLast();
        }
    }

    private double best(byte[] json) {
        double best = megabytesPerSecond(json);
        for (int round = 1; round < ROUNDS && best < OF_INTEREST; round++) {
            best = Math.max(best, megabytesPerSecond(json));
        }
        return best;
    }

    private double megabytesPerSecond(byte[] json) {
        long start = threads.getCurrentThreadCpuTime();
        try {
            redactor.redact(
                    json,
                    0,
                    json.length,
                    Applied.of(BuiltInProfiles.ALL.get("gdpr")).rules(),
                    key,
                    Redactor.Detail.COUNTS);
        } catch (JsonException impossible) {
            throw new IllegalStateException(Arrays.toString(json), impossible);
        }
        return json.length * 1_000.0 / Math.max(1, threads.getCurrentThreadCpuTime() - start);
    }

    String report() {
        var report =
                new StringBuilder("Slowest of " + measured + " texts, repeated to " + BYTES + " bytes, by gdpr:\n");
        // Once more: what was measured first ran while the JVM was cold.
        slowest.stream()
                .map(speed -> new Speed(best(speed.json()), speed.piece(), speed.json()))
                .sorted(Comparator.comparingDouble(Speed::megabytesPerSecond))
                .forEach(speed -> report.append(speed.line()).append('\n'));
        return report.toString();
    }
}
