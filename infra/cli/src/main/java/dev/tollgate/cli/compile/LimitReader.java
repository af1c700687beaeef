package dev.tollgate.cli.compile;

import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.LimitRule.Exceeded;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.expr.Expr;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a limit. */
final class LimitReader {
    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,9})/([0-9]+(?:ms|s|m|h|d))");
    private static final Map<String, Exceeded> ON_EXCEED =
            Words.of("throttle", Exceeded.THROTTLE, "deny", Exceeded.DENY);
    private static final Map<String, Boolean> ON_FAILURE = Words.of("deny", false, "allow", true);
    static final Map<String, KeyPart> KEY_PARTS = Words.of(KeyPart.class, KeyPart::word);
    private static final Expr ONE = new Expr.Constant(1L);

    /** Goes on for a limit whose rate could not be read. */
    private static final Rate ANY_RATE = new Rate(1, Duration.ofSeconds(1), 1);

    private final ToolCatalogue catalogue;
    private final TargetReader targets;
    private final ConditionReader conditions;

    LimitReader(ToolCatalogue catalogue, TargetReader targets, ConditionReader conditions) {
        this.catalogue = catalogue;
        this.targets = targets;
        this.conditions = conditions;
    }

    LimitRule read(Document document) {
        return document.fields(Shape.LIMIT)
                .map(fields -> read(document.name(), fields))
                .orElse(new LimitRule(
                        document.name(),
                        Mode.ENFORCE,
                        ANY_RATE,
                        List.of(),
                        ONE,
                        Exceeded.DENY,
                        false,
                        Optional.empty()));
    }

    private LimitRule read(String name, Fields fields) {
        Optional<Rate> rate = rate(fields);
        Optional<Target> target = fields.optional("target").map(targets::read);
        Scope scope = target.map(each -> Scope.of(each, catalogue)).orElse(Scope.ANY);
        Expr cost =
                fields.optional("cost").map(value -> cost(value, rate, scope)).orElse(ONE);
        List<KeyPart> per = fields.optional("per").map(LimitReader::keyParts).orElse(List.of());
        Exceeded exceeded = fields.optional("on_exceed")
                .flatMap(value -> value.oneOf(ON_EXCEED))
                .orElse(Exceeded.THROTTLE);
        return new LimitRule(
                name,
                BundleReader.mode(fields),
                rate.orElse(ANY_RATE),
                per,
                cost,
                exceeded,
                fields.optional("max_delay")
                        .flatMap(value -> delay(value, per, exceeded))
                        .orElse(Duration.ZERO),
                fields.optional("on_failure")
                        .flatMap(value -> value.oneOf(ON_FAILURE))
                        .orElse(false),
                target);
    }

    private static Optional<Rate> rate(Fields fields) {
        Optional<Long> burst = fields.optional("burst").flatMap(Value::positiveInteger);
        return fields.required("rate", "a count and a time, such as 60/1m")
                .flatMap(value -> value.text().flatMap(text -> rate(value, text, burst)));
    }

    private static Optional<Rate> rate(Value value, String text, Optional<Long> burst) {
        Matcher form = RATE.matcher(text);
        Optional<Duration> period = form.matches() ? DurationText.parse(form.group(2)) : Optional.empty();
        if (period.isEmpty()) {
            value.problem(
                    "'" + Value.shortened(text) + "' is no rate (expected a count and a time, such as 60/1m or 5/1s)");
            return Optional.empty();
        }
        long permits = Long.parseLong(form.group(1));
        try {
            return Optional.of(new Rate(permits, period.get(), burst.orElse(permits)));
        } catch (IllegalArgumentException refused) {
            value.problem(refused.getMessage());
            return Optional.empty();
        }
    }

    /** In a fixed order, so that the counts stay where they are when someone sorts the list. */
    private static List<KeyPart> keyParts(Value list) {
        return list.distinctTexts().stream()
                .map(item -> item.oneOf(KEY_PARTS))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    private Expr cost(Value value, Optional<Rate> rate, Scope scope) {
        Expr cost = conditions.count(value, scope.arguments());
        if (cost instanceof Expr.Constant(Object constant) && constant instanceof Long count) {
            if (count < 0) {
                value.problem("a cost is a whole number from 0 on, not " + count);
            } else if (rate.isPresent() && count > rate.get().burst()) {
                value.problem("a cost of " + count + " is more than the burst of "
                        + rate.get().burst() + ", so no call would ever be admitted");
            }
        }
        return cost;
    }

    /** A call that is waited for takes what others share, so only what an agent has alone is delayed. */
    private static Optional<Duration> delay(Value value, List<KeyPart> per, Exceeded exceeded) {
        Optional<Duration> delay =
                value.duration(Duration.ZERO, LimitRule.LONGEST_DELAY, "0s to 15m, such as 500ms or 2s");
        if (delay.isEmpty() || delay.get().isZero()) {
            return delay;
        }
        if (!per.contains(KeyPart.SUBJECT_ID)) {
            value.problem("only a limit that counts each agent apart delays calls (expected subject.id in per)");
            return Optional.empty();
        }
        if (exceeded == Exceeded.DENY) {
            value.problem("a limit that denies delays nothing (expected on_exceed: throttle, or no max_delay)");
            return Optional.empty();
        }
        return delay;
    }
}
