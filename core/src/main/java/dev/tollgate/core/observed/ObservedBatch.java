package dev.tollgate.core.observed;

import java.util.List;

/**
 * Some calls of a log, which are received together or not at all.
 *
 * @param source the log's name
 * @param batch the sender's name of this batch; no other batch of the source has it
 * @param digest SHA-256 over the RFC 8785 form of the calls as they were sent, 64 hex digits
 */
public record ObservedBatch(String source, String batch, List<ObservedCall> calls, String digest) {
    /** The records and the claim of the batch are one transaction of DynamoDB, which has up to 100 items. */
    public static final int MOST_CALLS = 90;

    public ObservedBatch {
        calls = List.copyOf(calls);
        if (calls.isEmpty() || calls.size() > MOST_CALLS) {
            throw new IllegalArgumentException("a batch has 1 to " + MOST_CALLS + " calls");
        }
    }
}
