package dev.tollgate.local.template;

import java.util.Optional;

/**
 * One bucket of S3.
 *
 * @param retention how long what is put there is kept, where nobody may delete it before; such a bucket keeps versions too
 */
public record Bucket(String logicalId, Optional<Retention> retention) {

    /** @param mode {@code COMPLIANCE} or {@code GOVERNANCE} */
    public record Retention(String mode, int days) {}
}
