package dev.tollgate.core.seal;

import dev.tollgate.core.record.ChainCheck.Finding;
import java.time.Instant;

/**
 * A chain that could not be sealed further.
 *
 * @param seen when this was found first
 * @param isTold whether there is a record of it
 */
public record BrokenChain(Finding finding, Instant seen, boolean isTold) {

    public String writer() {
        return finding.writer();
    }
}
