package dev.tollgate.hook;

import java.util.List;

/** What came of a call that {@link Tollgate#guard} made, or did not make. */
public sealed interface Guarded {

    /**
     * It was made.
     *
     * @param answer JSON, as the agent may see it
     * @param warnings to be shown with it
     */
    record Answered(String answer, List<String> warnings) implements Guarded {
        public Answered {
            warnings = List.copyOf(warnings);
        }
    }

    /** It was not made. */
    record Refused(Decision.Refusal refusal) implements Guarded {}

    /** It was made, and its answer may not be seen. */
    record HeldBack(String reason) implements Guarded {}
}
