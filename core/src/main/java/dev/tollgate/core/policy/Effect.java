package dev.tollgate.core.policy;

/** What a rule says about the calls it matches. */
public enum Effect {
    ALLOW,
    DENY;

    /** The word in policies, answers and records. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
