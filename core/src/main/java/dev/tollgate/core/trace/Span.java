package dev.tollgate.core.trace;

import java.util.List;
import java.util.Optional;

/**
 * Something that took time (OpenTelemetry, Trace API, "Span").
 *
 * @param traceId 32 hexadecimal digits in lower case
 * @param spanId 16 of them
 * @param parentId 16 of them; empty for a trace's first span
 * @param startNanos since 1970
 * @param endNanos since 1970, not before the start
 * @param attributes never a key, a value or an identity
 */
public record Span(
        String traceId,
        String spanId,
        Optional<String> parentId,
        String name,
        Kind kind,
        long startNanos,
        long endNanos,
        Status status,
        List<Attribute> attributes) {

    /** The numbers are the protocol's, of its enum SpanKind. */
    public enum Kind {
        SERVER(2),
        CLIENT(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** What it came to; the protocol's OK is for people who looked at it. */
    public enum Status {
        UNSET,
        ERROR
    }

    public Span {
        // The clock of a machine can be set back meanwhile.
        endNanos = Math.max(startNanos, endNanos);
        attributes = List.copyOf(attributes);
    }
}
