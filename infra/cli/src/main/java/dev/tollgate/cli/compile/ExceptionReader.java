package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Exemption;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Target.SubjectMatch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads for whom, and until when, rules of a policy do not apply. */
final class ExceptionReader {
    private final Optional<LocalDate> today;

    /** @param today to find those that are over by then; none are without it */
    ExceptionReader(Optional<LocalDate> today) {
        this.today = today;
    }

    List<Exemption> read(Value list, List<Rule> rules) {
        var exemptions = new ArrayList<Exemption>();
        var ids = new HashSet<String>();
        for (Value item : list.list()) {
            item.fields(Shape.EXCEPTION).ifPresent(fields -> {
                Optional<Value> id = fields.required("id", "a name that no other exception of the policy has");
                Optional<String> name = id.flatMap(value -> value.sentence("an id is a name, such as INC-4711"));
                name.filter(text -> !ids.add(text))
                        .ifPresent(text -> id.get()
                                .problem("another exception of this policy is called '" + Value.shortened(text) + "'"));
                exemption(name.orElse("?"), fields, rules).ifPresent(exemptions::add);
            });
        }
        return exemptions;
    }

    private Optional<Exemption> exemption(String id, Fields fields, List<Rule> rules) {
        List<SubjectMatch> subjects = fields.required("subjects", "for whom, such as [\"agent:report-bot\"]")
                .map(SubjectReader::list)
                .orElse(List.of());
        Set<String> excepted = fields.required("rules", "the ids of rules of this policy")
                .map(list -> rules(list, rules))
                .orElse(Set.of());
        Optional<Instant> until =
                fields.required("until", "the last day, such as 2027-01-31").flatMap(this::until);
        Optional<String> reason = fields.required("reason", "why")
                .flatMap(value -> value.sentence("a reason is a sentence for those who read the policy"));
        Optional<String> approvedBy = fields.required("approved_by", "who agreed to it")
                .flatMap(value -> value.sentence("approved_by is who agreed to it"));
        if (subjects.isEmpty() || excepted.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Exemption(id, subjects, excepted, until.get(), reason.orElse("?"), approvedBy.orElse("?")));
    }

    private static Set<String> rules(Value list, List<Rule> rules) {
        var names = new LinkedHashSet<String>();
        List<String> known = rules.stream().map(Rule::id).toList();
        for (Value item : list.distinctTexts()) {
            String name = item.text().orElseThrow();
            int place = known.indexOf(name);
            if (place < 0) {
                item.problem("this policy has no rule '" + Value.shortened(name) + "'" + Suggestion.after(name, known));
            } else if (rules.get(place).effect() == Effect.ALLOW) {
                item.problem("'" + name + "' allows, so there is nothing to except from (expected a rule of effect "
                        + "deny, approve or step_up)");
            } else {
                names.add(name);
            }
        }
        return names;
    }

    /** A day counts as a whole, in UTC. */
    private Optional<Instant> until(Value value) {
        Optional<Instant> until = value.text().flatMap(text -> {
            try {
                return Optional.of(
                        text.length() <= 10
                                ? LocalDate.parse(text)
                                        .plusDays(1)
                                        .atStartOfDay()
                                        .toInstant(ZoneOffset.UTC)
                                : OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException none) {
                value.problem("'" + Value.shortened(text)
                        + "' is no time (expected a day such as 2027-01-31, or such as 2027-01-31T18:00:00Z)");
                return Optional.empty();
            }
        });
        until.filter(this::isOver)
                .ifPresent(over -> value.warning("this exception is over since " + over + " and can be removed"));
        return until;
    }

    private boolean isOver(Instant until) {
        return today.map(day -> !until.isAfter(day.atStartOfDay().toInstant(ZoneOffset.UTC)))
                .orElse(false);
    }
}
