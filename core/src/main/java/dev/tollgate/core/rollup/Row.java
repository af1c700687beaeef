package dev.tollgate.core.rollup;

/** One row of a rollup. */
public record Row(Key key, Counts counts) {}
