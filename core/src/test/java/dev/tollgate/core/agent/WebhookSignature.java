package dev.tollgate.core.agent;

import dev.tollgate.core.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Signs as ToolHive does, for tests. */
public final class WebhookSignature {
    private WebhookSignature() {}

    /** @param how {@code toolhive}, {@code … with another secret}, {@code … ten minutes ago} */
    public static Map<String, String> headers(KeyToken key, byte[] body, Instant now, String how) {
        Instant at = how.endsWith("ago") ? now.minus(Duration.ofMinutes(10)) : now;
        String purpose = how.endsWith("another secret") ? "another" : "toolhive";
        byte[] stamp = (at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(stamp, stamp.length + body.length);
        System.arraycopy(body, 0, message, stamp.length, body.length);
        byte[] mac = HmacSha256.of(SignedRequest.secret(key.secretHash(), purpose), message);
        return Map.of(
                "x-toolhive-timestamp",
                Long.toString(at.getEpochSecond()),
                "x-toolhive-signature",
                "sha256=" + HexFormat.of().formatHex(mac));
    }
}
