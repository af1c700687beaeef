package dev.tollgate.core.store;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts the calls that a client makes. */
final class CountedCalls implements ExecutionInterceptor {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        calls.incrementAndGet();
    }

    /** How many there were since the last time this was asked. */
    int sinceLast() {
        return calls.getAndSet(0);
    }
}
