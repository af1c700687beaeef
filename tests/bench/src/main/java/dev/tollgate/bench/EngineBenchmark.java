package dev.tollgate.bench;

import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.policy.Verdict;
import java.time.Instant;
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

/** The engine alone: a hundred policies, beside one policy and beside no more than looking at each target. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC") // as the function runs
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {
    private static final Situation NOW = Situation.at(Instant.parse("2026-11-24T09:00:00Z"));

    private Bundle hundred;
    private Engine engineOfHundred;
    private Engine engineOfOne;
    private Call call;

    @Setup
    public void setUp() {
        hundred = HundredPolicies.of(100);
        engineOfHundred = new Engine(hundred);
        engineOfOne = new Engine(HundredPolicies.of(1));
        call = HundredPolicies.call(hundred);
    }

    @Benchmark
    public Verdict hundredPolicies() {
        return engineOfHundred.decide(call, NOW);
    }

    @Benchmark
    public Verdict baselineOnePolicy() {
        return engineOfOne.decide(call, NOW);
    }

    @Benchmark
    public int baselineTargetsOnly() {
        int matching = 0;
        for (Policy policy : hundred.policies()) {
            if (policy.target().matches(call)) {
                matching++;
            }
        }
        return matching;
    }
}
