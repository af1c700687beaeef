package dev.tollgate.local.http;

/** One header line. In a request the name is lower-case. */
public record Header(String name, String value) {}
