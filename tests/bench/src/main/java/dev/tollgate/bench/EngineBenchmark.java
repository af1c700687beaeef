package dev.tollgate.bench;

import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision of the engine, ten rules of which could match, beside no more than asking each policy's target. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC") // as the function runs
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {
    private static final Situation NOW = Situation.at(Instant.parse("2026-11-24T09:00:00Z"));

    @Param({"10", "100", "1000", "10000"})
    public int rules;

    private Engine engine;
    private Call call;

    @Setup
    public void setUp() throws Exception {
        engine = new Engine(RuleBundles.of(rules).bundle(), new JsonScan(new Scanner()));
        call = RuleBundles.call(engine.bundle());
        if (decision().effect() != Effect.ALLOW) {
            throw new IllegalStateException("the call is not allowed");
        }
    }

    @Benchmark
    public Verdict decision() {
        return engine.decide(call, NOW);
    }

    @Benchmark
    public int baselineEachTarget() {
        int matching = 0;
        for (Policy policy : engine.bundle().policies()) {
            if (policy.target().matches(call)) {
                matching++;
            }
        }
        return matching;
    }
}
