package dev.tollgate.core.policy.expr;

import java.util.Optional;

/** What conditions ask the engine, since it depends on more than their variables. */
public interface Surroundings {
    /** For expressions that ask nothing of it. */
    Surroundings NONE = schedule -> Optional.empty();

    /** Whether a schedule is open now; empty when there is none of that name. */
    Optional<Boolean> isOpen(String schedule);
}
