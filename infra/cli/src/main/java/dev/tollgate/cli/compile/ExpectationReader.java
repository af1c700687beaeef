package dev.tollgate.cli.compile;

import dev.tollgate.cli.testing.Expectation;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.ReasonCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what must come out of a test's case. */
final class ExpectationReader {
    private static final Map<String, Effect> EFFECTS = Words.of("allow", Effect.ALLOW, "deny", Effect.DENY);

    /** What only the functions find, with their stores: a bundle alone never says it. */
    private static final Set<ReasonCode> NOT_OF_A_BUNDLE = EnumSet.of(
            ReasonCode.RATE_LIMITED,
            ReasonCode.LIMIT_COST_TOO_LARGE,
            ReasonCode.AGENT_SUSPENDED,
            ReasonCode.AGENT_UNKNOWN,
            ReasonCode.PLAN_MISMATCH,
            ReasonCode.AUDIT_UNAVAILABLE,
            ReasonCode.STORE_UNAVAILABLE);

    static final Map<String, ReasonCode> CODES = codes();
    private static final Map<String, String> OBLIGATIONS = obligations();

    private ExpectationReader() {}

    private static Map<String, ReasonCode> codes() {
        var codes = new LinkedHashMap<String, ReasonCode>();
        Arrays.stream(ReasonCode.values())
                .filter(code -> !NOT_OF_A_BUNDLE.contains(code))
                .forEach(code -> codes.put(code.word(), code));
        return codes;
    }

    private static Map<String, String> obligations() {
        var types = new TreeMap<String, String>();
        Stream.concat(Obligation.TYPES.stream(), Stream.of(Obligation.STEP_UP)).forEach(type -> types.put(type, type));
        return types;
    }

    static Optional<Expectation> read(Value value) {
        return value.fields(Shape.EXPECTATION).flatMap(ExpectationReader::read);
    }

    private static Optional<Expectation> read(Fields fields) {
        Optional<Answer> answer = fields.required("effect", "allow, deny, or the code of a reason")
                .flatMap(ExpectationReader::answer);
        Optional<ReasonCode> reason = fields.optional("reason").flatMap(each -> each.oneOf(CODES));
        answer.ifPresent(each -> checkAgree(fields, each, reason));
        Optional<String> policy = fields.optional("policy").flatMap(Document::name);
        Optional<String> rule = fields.optional("rule").flatMap(Document::name);
        Optional<List<String>> obligations = fields.optional("obligations").map(ExpectationReader::obligations);
        Optional<Effect> wouldBe = fields.optional("would_be").flatMap(each -> each.oneOf(EFFECTS));
        return answer.map(each ->
                new Expectation(each.effect(), each.reason().or(() -> reason), policy, rule, obligations, wouldBe));
    }

    private record Answer(Effect effect, Optional<ReasonCode> reason) {
        static Answer of(ReasonCode code) {
            return new Answer(code == ReasonCode.ALLOWED ? Effect.ALLOW : Effect.DENY, Optional.of(code));
        }
    }

    /** A code in the place of an effect says both. */
    private static Optional<Answer> answer(Value value) {
        return value.text().flatMap(word -> switch (word) {
            case "allow" -> Optional.of(new Answer(Effect.ALLOW, Optional.empty()));
            case "deny" -> Optional.of(new Answer(Effect.DENY, Optional.empty()));
            case "approve" -> Optional.of(Answer.of(ReasonCode.APPROVAL_REQUIRED));
            case "step_up" -> Optional.of(Answer.of(ReasonCode.STEP_UP_REQUIRED));
            case "throttle", "rate_limited" -> {
                value.problem("a bundle alone throttles nothing, since limits are counted where they are kept "
                        + "(expected allow, deny, or the code of a reason)");
                yield Optional.empty();
            }
            default -> code(value, word).map(Answer::of);
        });
    }

    private static Optional<ReasonCode> code(Value value, String word) {
        if (!CODES.containsKey(word)) {
            value.problem("expected allow, deny, or the code of a reason, not '" + Value.shortened(word) + "'"
                    + Suggestion.after(
                            word,
                            Stream.concat(EFFECTS.keySet().stream(), CODES.keySet().stream())
                                    .toList()));
        }
        return Optional.ofNullable(CODES.get(word));
    }

    private static void checkAgree(Fields fields, Answer answer, Optional<ReasonCode> reason) {
        boolean differ = reason.isPresent()
                && (Answer.of(reason.get()).effect() != answer.effect()
                        || answer.reason().isPresent() && !answer.reason().equals(reason));
        if (differ) {
            fields.problem("reason", "'" + reason.get().word() + "' is never the reason of this effect");
        }
    }

    private static List<String> obligations(Value list) {
        var types = new ArrayList<String>();
        list.items().forEach(item -> item.oneOf(OBLIGATIONS).ifPresent(types::add));
        types.sort(null);
        return types;
    }
}
