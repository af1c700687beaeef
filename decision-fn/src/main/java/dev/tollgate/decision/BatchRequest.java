package dev.tollgate.decision;

import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.http.Problem;
import java.util.List;

/** Several questions, to be answered in order. */
sealed interface BatchRequest {
    List<Item> items();

    Semantic semantic();

    /** Each is decided by itself. */
    record Batch(List<Item> items, Semantic semantic) implements BatchRequest {
        public Batch {
            items = List.copyOf(items);
        }

        static Batch of(EvaluationRequest question) {
            return new Batch(List.of(new Item.Question(question)), Semantic.EXECUTE_ALL);
        }
    }

    /** The steps of a plan, asked for before the first of them is done. */
    record Plan(List<Item> items) implements BatchRequest {
        public Plan {
            items = List.copyOf(items);
        }

        @Override
        public Semantic semantic() {
            return Semantic.EXECUTE_ALL;
        }
    }

    /** One question, or what is wrong with it. */
    sealed interface Item {
        record Question(EvaluationRequest request) implements Item {}

        record Unanswerable(Problem problem) implements Item {}
    }

    /** When to stop (AuthZEN Authorization API 1.0, section 7.1.2). */
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
