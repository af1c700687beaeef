package dev.tollgate.core.store;

/** The names of Tollgate's three tables. */
public record Tables(String registry, String state, String audit) {}
