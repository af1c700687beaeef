package dev.tollgate.local.http;

import java.time.Duration;

/**
 * What one server grants its clients, so that none can exhaust it.
 *
 * @param maxLargeBodies how many bodies over {@link #LARGE_BODY_BYTES} may be in memory at once
 * @param idle how long a connection may stay open without a request
 * @param reading how long a client may take to send one request, from its first byte
 * @param writing how long a client may take to accept one answer
 */
public record HttpLimits(
        int maxConnections,
        int maxHeadBytes,
        int maxBodyBytes,
        int maxLargeBodies,
        Duration idle,
        Duration reading,
        Duration writing) {

    public static final int LARGE_BODY_BYTES = 256 * 1024;

    /** API Gateway's own figures where it has some: 10,240 bytes of headers, 10 MB of payload. */
    public static HttpLimits forGateway() {
        return new HttpLimits(
                512,
                10_240,
                10 * 1024 * 1024,
                16,
                Duration.ofSeconds(75),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30));
    }

    /** For one function process on this machine, which may wait for work for days. */
    public static HttpLimits forFunction(int maxResponseBytes) {
        Duration unlimited = Duration.ofDays(365);
        return new HttpLimits(4, 16_384, maxResponseBytes, 4, unlimited, unlimited, unlimited);
    }
}
