package dev.tollgate.core.limit;

/** What a plan took of one limit for one of its steps. */
public record Prepaid(LimitKey key, String slot, long cost) {

    public static Prepaid of(Claim claim) {
        return new Prepaid(claim.key(), claim.charge().slot(), claim.charge().cost());
    }
}
