package dev.tollgate.bench;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * How long at least one call was with DynamoDB: from its bytes being sent until its answer is there. Calls at the same
 * time count once. The SDK makes one for each client, as with {@link CountedCapacity}; the time is that of the process.
 */
public final class TimeAtDynamo implements ExecutionInterceptor {
    private static final Clock CLOCK = new Clock();

    private static final class Clock {
        private int underWay;
        private long since;
        private long nanos;

        synchronized void sent() {
            if (underWay++ == 0) {
                since = System.nanoTime();
            }
        }

        synchronized void answered() {
            if (--underWay == 0) {
                nanos += System.nanoTime() - since;
            }
        }

        synchronized long taken() {
            long taken = nanos;
            nanos = 0;
            return taken;
        }
    }

    /** Nanoseconds since this was asked before. */
    static long taken() {
        return CLOCK.taken();
    }

    private static final ExecutionAttribute<Boolean> UNDER_WAY = new ExecutionAttribute<>("tollgate-under-way");

    /** A try that failed is under way until the next one has its answer. */
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (!isUnderWay(attributes)) {
            attributes.putAttribute(UNDER_WAY, true);
            CLOCK.sent();
        }
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        end(attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        end(attributes);
    }

    private static void end(ExecutionAttributes attributes) {
        if (isUnderWay(attributes)) {
            attributes.putAttribute(UNDER_WAY, false);
            CLOCK.answered();
        }
    }

    private static boolean isUnderWay(ExecutionAttributes attributes) {
        return Boolean.TRUE.equals(attributes.getAttribute(UNDER_WAY));
    }
}
