package dev.tollgate.core.observed;

import java.time.Instant;

/**
 * That a batch was received.
 *
 * @param digest of its calls
 * @param calls how many
 * @param firstRecord the id of the first call's record; the others follow it
 * @param expires until when it is known; calls that old are not taken any more
 */
public record ObservedReceipt(
        String source, String batch, String digest, int calls, String firstRecord, Instant expires) {

    /** Whether it is these calls that were received under the batch's name. */
    public boolean isOf(ObservedBatch sent) {
        return digest.equals(sent.digest());
    }
}
