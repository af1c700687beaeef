package dev.tollgate.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.BundleCodec;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The CPU time of a fresh JVM (C1 only, serial collector, as on a small Lambda) from the bytes of a bundle to its first
 * decision, beside a JVM that does nothing and one that only reads the bundle's JSON.
 */
public final class ColdStart {
    private static final int RUNS = 7;
    private static final JsonText JSON = new JsonText(512);

    private ColdStart() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 2) {
            child(args[0], Path.of(args[1]));
            return;
        }
        for (int rules : List.of(100, 1_000)) {
            Path file = Files.createTempFile("bundle", ".json");
            byte[] canonical = RuleBundles.of(rules).canonical();
            Files.write(file, canonical);
            for (String what : List.of("nothing", "json", "decision")) {
                System.out.printf(
                        Locale.ROOT,
                        "%5d rules (%d KB), %-8s %4d ms of CPU (least of %d)%n",
                        rules,
                        canonical.length / 1_000,
                        what,
                        least(what, file),
                        RUNS);
            }
            Files.delete(file);
        }
    }

    private static void child(String what, Path file) throws Exception {
        if (!what.equals("nothing")) {
            var json = JSON.parse(Files.readAllBytes(file));
            if (what.equals("decision")) {
                var engine = new Engine(BundleCodec.decode(json), new JsonScan(new Scanner()));
                Situation now = Situation.at(Instant.parse("2026-11-24T09:00:00Z"));
                if (engine.decide(RuleBundles.call(engine.bundle()), now).effect() != Effect.ALLOW) {
                    throw new IllegalStateException("the call is not allowed");
                }
            }
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(system.getProcessCpuTime() / 1_000_000);
    }

    private static long least(String what, Path file) throws IOException, InterruptedException {
        var times = new ArrayList<Long>();
        for (int run = 0; run < RUNS; run++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xshare:auto",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ColdStart.class.getName(),
                            what,
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("a run failed");
            }
            times.add(Long.parseLong(out.strip()));
        }
        return times.stream().mapToLong(Long::longValue).min().orElseThrow();
    }
}
