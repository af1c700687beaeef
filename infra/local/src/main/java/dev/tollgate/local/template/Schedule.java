package dev.tollgate.local.template;

import java.time.Duration;

/**
 * A function that is called again and again.
 *
 * @param id {@code Function.Event}, as in the template
 */
public record Schedule(String id, String function, Duration every) {}
