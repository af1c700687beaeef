package dev.tollgate.core.policy.expr;

import dev.tollgate.core.json.Json;
import java.time.Instant;
import java.util.Arrays;

/**
 * What the variables hold for one decision. JSON is read where it lies, nothing is converted before a condition asks
 * for it; see {@link Values#of} for what its numbers become. A variable that was not bound is an error to read. Bind
 * before the first evaluation; several can share them then.
 */
public final class Inputs {
    private static final Object[] UNBOUND = Arrays.stream(Input.values())
            .map(input -> new Outcome.Failed("'" + input.word() + "' is not bound"))
            .toArray();

    private final Object[] values = UNBOUND.clone();

    public Inputs bind(Input input, Json value) {
        values[input.ordinal()] = Values.of(value);
        return this;
    }

    public Inputs bind(Input input, Instant time) {
        values[input.ordinal()] = time;
        return this;
    }

    /** The variable has a value, but nobody knows it yet: what depends on it is {@link Outcome.Unknown}. */
    public Inputs bindUnknown(Input input) {
        values[input.ordinal()] = Outcome.Unknown.UNKNOWN;
        return this;
    }

    Object[] values() {
        return values;
    }
}
