package dev.tollgate.core.store;

import java.time.Instant;

/**
 * A bundle that was made the active one.
 *
 * @param at when it became active
 * @param active whether it still is; the newest publication alone
 */
public record Publication(String digest, String name, Instant at, boolean active) {}
