package dev.tollgate.core.redact;

import java.util.Locale;

/** What becomes of an answer that wants to instruct the model; the later, the stricter. */
public enum InjectionAction {
    /** It is said in the findings, and nothing else. */
    ANNOTATE,
    /** What people cannot see is cut out. */
    STRIP,
    /** And the text stands between marks that call it data. */
    QUARANTINE,
    /** The whole answer is held back. */
    BLOCK;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
