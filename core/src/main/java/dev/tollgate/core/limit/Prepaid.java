package dev.tollgate.core.limit;

/** What was taken of one limit for a call before it is made: a step of a plan, or one that has a reservation. */
public record Prepaid(LimitKey key, String slot, long cost) {

    public static Prepaid of(Claim claim) {
        return new Prepaid(claim.key(), claim.charge().slot(), claim.charge().cost());
    }

    /** Whether this pays for a charge: the same limit, key and cost, to the last figure. */
    public boolean isOf(LimitKey of, Charge charge) {
        return equals(new Prepaid(of, charge.slot(), charge.cost()));
    }
}
