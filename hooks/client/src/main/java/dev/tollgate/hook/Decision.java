package dev.tollgate.hook;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The answer to one call. */
public sealed interface Decision {

    /** What is no permission. */
    sealed interface Refusal extends Decision {
        Reason reason();
    }

    /**
     * The call may be made.
     *
     * @param decisionId the audit record; empty when nobody answered, and the call goes on because the last answer said
     *     that it may, and stands in the journal
     */
    record Allowed(Call call, Optional<String> decisionId, List<Obligation> obligations) implements Decision {
        public Allowed {
            obligations = List.copyOf(obligations);
        }

        /** What the call is to be made with: the arguments that were asked about, and in them what is to be replaced. */
        public Optional<String> arguments() {
            Optional<String> arguments = call.arguments();
            for (Obligation obligation : obligations) {
                if (obligation instanceof Obligation.RewriteArguments(Json.Obj set)) {
                    arguments = Optional.of(rewritten(arguments.orElse("{}"), set));
                }
            }
            return arguments;
        }

        public boolean hasRewrittenArguments() {
            return obligations.stream().anyMatch(Obligation.RewriteArguments.class::isInstance);
        }

        private static String rewritten(String arguments, Json.Obj set) {
            try {
                Json.Obj rewritten = JsonText.readObject(arguments.getBytes(StandardCharsets.UTF_8));
                for (var member : set.members().entrySet()) {
                    rewritten = rewritten.with(member.getKey(), member.getValue());
                }
                return JsonText.write(rewritten);
            } catch (JsonException impossible) {
                throw new IllegalStateException("a call's arguments are an object", impossible);
            }
        }

        public List<String> warnings() {
            return obligations.stream().flatMap(each -> each.warning().stream()).toList();
        }

        boolean isJournalled() {
            return decisionId.isEmpty();
        }
    }

    /**
     * Too often, for now.
     *
     * @param retryAfter when the same call is admitted, if nobody else comes first
     * @param reservation for {@link Call#withReservation}: it holds for one second after {@code retryAfter}
     */
    record Throttled(Reason reason, Duration retryAfter, Optional<String> reservation) implements Refusal {}

    record Denied(Reason reason) implements Refusal {}

    /** There is no decision: nobody answered in time, or the answer was none. */
    record Unavailable(Reason reason) implements Refusal {
        static Unavailable because(String why) {
            return new Unavailable(new Reason("no_decision", "There is no decision about this call: " + why + "."));
        }
    }
}
