package dev.tollgate.bench;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.Pseudonyms;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The hash of a record, beside the same text in any order, and beside SHA-256 of bytes that are ready. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC") // as the function runs
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecordBenchmark {
    private final Json.Obj record = record();
    private final byte[] bytes = CanonicalJson.RFC_8785.bytes(record);
    private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);

    @Benchmark
    public String canonicalJsonAndHash() {
        return Sha256.hex(CanonicalJson.RFC_8785.bytes(record));
    }

    @Benchmark
    public String baselinePlainJsonAndHash() {
        return Sha256.hex(JsonText.writeBytes(record));
    }

    @Benchmark
    public String baselineHashOnly() {
        return Sha256.hex(bytes);
    }

    @Benchmark
    public String onePseudonym() {
        return pseudonyms.of("person", "dora@example.org");
    }

    private static Json.Obj record() {
        return Json.object()
                .put("id", "agranmef7zb4xx4lqchqiy2ovm-261")
                .put("v", 1)
                .put("kind", "decision")
                .put("at", "2026-11-23T04:35:02.123456Z")
                .put("prev", "9b8a0bab1ef5f9fe006e66daa0a56a56d8d5f8d0e8533c5b1f2e7d3c4a596877")
                .put("ttl", 1_800_000_000L)
                .put("agent", "report-bot")
                .put("owner", "p.dGhpc0lzQVBzZXVkb255bQ")
                .put("action", "tools/call")
                .put("server", "crm")
                .put("tool", "query")
                .put("args", "dGhpc0lzQURpZ2VzdE9mU29tZUFyZ3VtZW50c0luUmVhbA")
                .put("trace", "4bf92f3577b34da6a3ce929d0e0e4736")
                .put("effect", "allow")
                .put("reason", "allowed")
                .put("policy", "crm-analysts")
                .put("rule", "reads-of-two-tables")
                .put("bundle", "sha256:9b8a0bab1ef5f9fe006e66daa0a56a56d8d5f8d0e8533c5b1f2e7d3c4a596877")
                .put(
                        "caller",
                        Json.object()
                                .put("key", "abcdefghijklmnop")
                                .put("role", "agent")
                                .put("from", "p.YW5vdGhlclBzZXVkb255bQ")
                                .build())
                .put("took_us", 412)
                .build();
    }
}
