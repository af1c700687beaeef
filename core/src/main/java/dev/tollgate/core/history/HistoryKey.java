package dev.tollgate.core.history;

/** Tells one history from every other. */
public record HistoryKey(String text) {}
