package dev.tollgate.local.template;

import java.time.Duration;

/**
 * One route of the HTTP API.
 *
 * @param key as API Gateway writes it: {@code POST /a/{b}}, {@code ANY /c/{d+}} or {@code $default}
 * @param function the logical id of the function that answers
 * @param timeout how long API Gateway waits for that function
 */
public record Route(String key, String function, Duration timeout) {
    public static final String DEFAULT = "$default";

    public boolean isDefault() {
        return key.equals(DEFAULT);
    }
}
