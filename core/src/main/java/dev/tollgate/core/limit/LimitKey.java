package dev.tollgate.core.limit;

/** What is counted apart from everything else. All limits of one key are kept together and taken all or nothing. */
public record LimitKey(String text) {}
