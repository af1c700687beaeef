package dev.tollgate.bench;

import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.redact.AnswerRules;
import dev.tollgate.core.redact.BuiltInProfiles;
import dev.tollgate.core.redact.Cap;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redacted;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Findings;
import dev.tollgate.core.scan.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An answer of 1,000,000 bytes, so that operations a second are MB a second: redacted whole; only scanned as one text; and
 * beside that, regular expressions for seven types one after the other, without any check, in java.util.regex and RE2/J.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC") // as the function runs
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
public class RedactionBenchmark {
    private static final int BYTES = 1_000_000;
    private static final List<String> PATTERNS = List.of(
            "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}\\.[A-Za-z]{2,24}",
            "\\b(?:\\d[ -]?){13,19}\\b",
            "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b",
            "\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b",
            "\\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\\b",
            "\\b\\d{3}-\\d{2}-\\d{4}\\b",
            "\\+\\d[\\d ()-]{6,17}\\d");

    @Param({"clean", "dense"})
    public String answer;

    private final Redactor redactor = new Redactor(new Scanner());
    private final Scanner scanner = new Scanner();
    private final PseudonymKey key = new PseudonymKey("k1", new byte[32]);
    private final List<Pattern> patterns =
            PATTERNS.stream().map(Pattern::compile).toList();
    private final List<com.google.re2j.Pattern> linear =
            PATTERNS.stream().map(com.google.re2j.Pattern::compile).toList();
    private byte[] json;
    private String text;

    @org.openjdk.jmh.annotations.Setup
    public void answer() {
        json = answer.equals("clean") ? Answers.clean(BYTES) : Answers.dense(BYTES);
        text = new String(json, StandardCharsets.UTF_8);
    }

    @Benchmark
    public Redacted redacted() throws JsonException {
        var rules = new AnswerRules(List.of(BuiltInProfiles.ALL.get("gdpr")), List.of(), List.of(), Cap.NONE);
        return redactor.redact(json, 0, json.length, rules, key, Redactor.Detail.COUNTS);
    }

    @Benchmark
    public Findings scannedAsOneText() {
        return scanner.scan(json, 0, json.length, Field.NONE);
    }

    @Benchmark
    public int baselineJavaRegex() {
        int found = 0;
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found++;
            }
        }
        return found;
    }

    @Benchmark
    public int baselineRe2j() {
        int found = 0;
        for (com.google.re2j.Pattern pattern : linear) {
            com.google.re2j.Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found++;
            }
        }
        return found;
    }
}
