package dev.tollgate.decision;

import java.time.Instant;

/** What the caller of a booked plan is told. */
record BookedPlan(String id, Instant expires) {}
