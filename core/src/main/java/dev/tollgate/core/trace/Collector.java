package dev.tollgate.core.trace;

/** Takes spans on their way to where people look at them. */
@FunctionalInterface
public interface Collector {

    /**
     * Returns soon, whatever happens.
     *
     * @param spans {@link SpanText}
     * @return whether they were taken
     */
    boolean take(byte[] spans);
}
