package dev.tollgate.core.tamper;

/**
 * How far a writer's chain was followed.
 *
 * @param seq the last place that was looked at
 * @param hash of the record there
 */
public record ChainHead(long seq, String hash) {}
