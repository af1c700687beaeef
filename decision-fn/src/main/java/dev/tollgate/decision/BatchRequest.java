package dev.tollgate.decision;

import dev.tollgate.core.http.Problem;
import java.util.List;

/** Several questions, to be answered in order. */
record BatchRequest(List<Item> items, Semantic semantic) {
    BatchRequest {
        items = List.copyOf(items);
    }

    /** One question, or what is wrong with it. */
    sealed interface Item {
        record Question(EvaluationRequest request) implements Item {}

        record Unanswerable(Problem problem) implements Item {}
    }

    /** When to stop (AuthZEN Authorization API 1.0, section 6.1.2). */
    enum Semantic {
        EXECUTE_ALL,
        DENY_ON_FIRST_DENY,
        PERMIT_ON_FIRST_PERMIT;

        boolean endsAt(boolean decision) {
            return switch (this) {
                case EXECUTE_ALL -> false;
                case DENY_ON_FIRST_DENY -> !decision;
                case PERMIT_ON_FIRST_PERMIT -> decision;
            };
        }
    }
}
