package dev.tollgate.hook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Of which tools the last answer said that the next call may go on when nobody answers. Nothing else is remembered. */
final class LastAnswers {
    private static final int MOST = 10_000;

    private final Map<Tool, String> decisions = new LinkedHashMap<>();

    private record Tool(String agent, String action, String server, String id, Optional<String> definitionDigest) {
        static Tool of(Call call) {
            return new Tool(call.agent(), call.action(), call.server(), call.id(), call.definitionDigest());
        }
    }

    synchronized void saidGoOn(Call call, String decisionId) {
        decisions.remove(Tool.of(call));
        decisions.put(Tool.of(call), decisionId);
        if (decisions.size() > MOST) {
            decisions.remove(decisions.keySet().iterator().next());
        }
    }

    synchronized void saidNothing(Call call) {
        decisions.remove(Tool.of(call));
    }

    /** The decision that said so. */
    synchronized Optional<String> goesOn(Call call) {
        return Optional.ofNullable(decisions.get(Tool.of(call)));
    }
}
