package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ToolCatalogue.ToolName;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Ruling.Grant;
import dev.tollgate.core.policy.Ruling.Redirect;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a rule says when it matches. */
final class RulingReader {
    private static final Grant USUAL_GRANT = new Grant(1, Duration.ofHours(24));
    private static final Duration SHORTEST_GRANT = Duration.ofSeconds(1);

    /** Codes that a denial by a rule cannot have: they say that something else happened, or is in the answer. */
    private static final Set<ReasonCode> NOT_FOR_RULES = EnumSet.of(
            ReasonCode.ALLOWED,
            ReasonCode.NO_MATCHING_POLICY,
            ReasonCode.RATE_LIMITED,
            ReasonCode.LIMIT_COST_TOO_LARGE,
            ReasonCode.APPROVAL_REQUIRED,
            ReasonCode.STEP_UP_REQUIRED,
            ReasonCode.OBLIGATION_UNSUPPORTED,
            ReasonCode.REDIRECTED,
            ReasonCode.POLICY_ERROR,
            ReasonCode.PLAN_MISMATCH,
            ReasonCode.AUDIT_UNAVAILABLE,
            ReasonCode.STORE_UNAVAILABLE);

    static final List<String> CODES = Arrays.stream(ReasonCode.values())
            .filter(code -> !NOT_FOR_RULES.contains(code))
            .map(ReasonCode::word)
            .toList();

    private final ToolCatalogue catalogue;

    RulingReader(ToolCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    Ruling read(Effect effect, Fields fields, Scope scope) {
        return switch (effect) {
            case ALLOW -> new Ruling.Allow();
            case DENY -> deny(fields, scope);
            case APPROVE -> approve(fields);
            case STEP_UP -> stepUp(fields);
        };
    }

    private Ruling deny(Fields fields, Scope scope) {
        if (fields.has("code") && fields.has("redirect")) {
            fields.problem("code", "a denial with a 'redirect' has the code redirected (expected one of the two)");
        }
        return new Ruling.Deny(
                fields.optional("code").flatMap(RulingReader::code),
                fields.optional("redirect").flatMap(value -> redirect(value, fields, scope)));
    }

    private static Optional<ReasonCode> code(Value value) {
        return value.text().flatMap(word -> {
            Optional<ReasonCode> code = ReasonCode.ofWord(word).filter(each -> !NOT_FOR_RULES.contains(each));
            if (code.isEmpty()) {
                value.problem("'" + Value.shortened(word) + "' is no code for a rule (expected " + Value.any(CODES)
                        + ")" + Suggestion.after(word, CODES));
            }
            return code;
        });
    }

    private Optional<Redirect> redirect(Value value, Fields rule, Scope scope) {
        return value.fields(Shape.REDIRECT).flatMap(fields -> {
            Optional<String> server =
                    fields.required("server", "a server of the catalogue").flatMap(Value::text);
            Optional<String> tool =
                    fields.required("tool", "one of that server's tools").flatMap(Value::text);
            if (server.isEmpty() || tool.isEmpty()) {
                return Optional.empty();
            }
            var to = new ToolName(server.get(), tool.get());
            if (!checkInCatalogue(value, to)) {
                return Optional.empty();
            }
            if (!rule.has("when") && deniesToo(to, scope)) {
                value.problem("this rule denies '" + to.server() + "/" + to.tool()
                        + "' as well (expected a tool that the target leaves out)");
            }
            return Optional.of(new Redirect(to.server(), to.tool()));
        });
    }

    private boolean checkInCatalogue(Value value, ToolName to) {
        var server = Optional.ofNullable(catalogue.servers().get(to.server()));
        if (server.isEmpty()) {
            value.problem("the catalogue has no server '" + Value.shortened(to.server()) + "'"
                    + Suggestion.after(to.server(), catalogue.servers().keySet()));
            return false;
        }
        if (catalogue.entry(to).isEmpty()) {
            value.problem("no tool of server '" + to.server() + "' is called '" + Value.shortened(to.tool()) + "'"
                    + Suggestion.after(to.tool(), server.get().tools().keySet()));
            return false;
        }
        return true;
    }

    private static boolean deniesToo(ToolName to, Scope scope) {
        return scope.target().tools().stream()
                .anyMatch(match -> match instanceof ToolMatch.Named(Glob server, Glob tool)
                        && server.matches(to.server())
                        && tool.matches(to.tool()));
    }

    private static Ruling approve(Fields fields) {
        List<SubjectMatch> approvers = fields.required("approvers", "who may approve, such as [\"role:data-steward\"]")
                .map(RulingReader::approvers)
                .orElse(List.of());
        Grant grant = fields.optional("grant").flatMap(RulingReader::grant).orElse(USUAL_GRANT);
        // What could not be read is reported already; the ruling only has to be one.
        return approvers.isEmpty()
                ? new Ruling.Deny(Optional.empty(), Optional.empty())
                : new Ruling.Approve(approvers, grant);
    }

    /** Only agents have an owner and a purpose. */
    private static List<SubjectMatch> approvers(Value list) {
        for (Value entry : list.distinctTexts()) {
            String text = entry.text().orElseThrow();
            if (text.startsWith("owner:") || text.startsWith("purpose:")) {
                entry.problem("'" + Value.shortened(text)
                        + "' names no approver (expected role:… or type:id such as user:maya)");
            }
        }
        return SubjectReader.list(list);
    }

    private static Optional<Grant> grant(Value value) {
        return value.fields(Shape.GRANT)
                .map(fields -> new Grant(
                        fields.optional("uses")
                                .flatMap(uses -> uses.integer(1, Grant.MOST_USES))
                                .map(Math::toIntExact)
                                .orElse(USUAL_GRANT.uses()),
                        fields.optional("within")
                                .flatMap(within -> within.duration(SHORTEST_GRANT, Grant.LONGEST, "1s to 30d"))
                                .orElse(USUAL_GRANT.within())));
    }

    private static Ruling stepUp(Fields fields) {
        return new Ruling.StepUp(fields.required("acr", "the authentication context class that the login must have")
                .flatMap(acr -> acr.sentence("an acr is the name of an authentication context class"))
                .orElse("?"));
    }
}
