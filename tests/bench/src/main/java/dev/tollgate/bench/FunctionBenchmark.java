package dev.tollgate.bench;

import dev.tollgate.core.http.GatewayEvent;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.decision.InProcessFunction;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole function but for DynamoDB: an event's bytes in, the answer's bytes out, a hundred policies, stores in
 * memory. Beside it: a request that decides nothing, and reading the event alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC") // as the function runs
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FunctionBenchmark {
    private final GatewayEvent events = new GatewayEvent();
    private InProcessFunction function;
    private byte[] question;
    private byte[] health;

    @Setup
    public void setUp() throws Exception {
        function = new InProcessFunction(RuleBundles.of(1_000).bundle());
        question = function.event("POST", "/access/v1/evaluation", """
                {"subject":{"type":"agent","id":"report-bot"},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","id":"query","properties":{"server":"crm"}},\
                "context":{"arguments":{"table":"orders","limit":10},"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}}""");
        health = function.event("GET", "/v1/health", "");
        String answer = new String(function.answer(question), java.nio.charset.StandardCharsets.UTF_8);
        if (!answer.contains("\\\"decision\\\":true")) {
            throw new IllegalStateException("expected an allow, not " + answer);
        }
    }

    @Benchmark
    public byte[] decision() throws IOException {
        return function.answer(question);
    }

    @Benchmark
    public byte[] baselineHealth() throws IOException {
        return function.answer(health);
    }

    @Benchmark
    public HttpRequest baselineReadTheEvent() throws JsonException {
        return events.read(question);
    }
}
