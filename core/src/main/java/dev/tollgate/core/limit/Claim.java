package dev.tollgate.core.limit;

/** A charge, and the key under which it is counted. */
public record Claim(LimitKey key, Charge charge) {

    /** Whether both take of the same limit, counted under the same key. */
    public boolean isOfSameCountAs(Claim other) {
        return key.equals(other.key) && charge.slot().equals(other.charge.slot());
    }
}
