package dev.tollgate.local.http;

import java.time.Duration;

/**
 * What one server grants its clients, so that none can exhaust it.
 *
 * @param maxHeadBytes of request line and headers
 * @param idle how long a client may send nothing, within a request or between two, or accept nothing of an answer
 */
public record HttpLimits(int maxHeadBytes, int maxBodyBytes, Duration idle) {

    /** API Gateway's own figures: 10,240 bytes of headers, 10 MB of payload. */
    public static HttpLimits forGateway() {
        return new HttpLimits(10_240, 10 * 1024 * 1024, Duration.ofSeconds(75));
    }

    /**
     * For one function process on this machine, which may wait for work for days. AWS's client reports an error's stack
     * trace in a header of up to 1 MB.
     */
    public static HttpLimits forFunction(int maxResponseBytes) {
        return new HttpLimits(2 * 1024 * 1024, maxResponseBytes, Duration.ZERO);
    }
}
