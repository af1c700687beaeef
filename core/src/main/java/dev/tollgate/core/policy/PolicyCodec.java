package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ObligationRule.Cap;
import dev.tollgate.core.policy.expr.ExprCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static dev.tollgate.core.policy.StrictJson.array;
import static dev.tollgate.core.policy.StrictJson.decodeList;
import static dev.tollgate.core.policy.StrictJson.decodeMap;
import static dev.tollgate.core.policy.StrictJson.objects;
import static dev.tollgate.core.policy.StrictJson.required;
import static dev.tollgate.core.policy.StrictJson.text;
import static dev.tollgate.core.policy.StrictJson.texts;

/** Policies in a published bundle. */
final class PolicyCodec {
    private PolicyCodec() {}

    static Json encode(Policy policy) {
        return Json.object()
                .put("name", policy.name())
                .put("mode", policy.mode().word())
                .put("target", TargetCodec.encode(policy.target()))
                .put("schedule", policy.schedule())
                .put("rules", array(policy.rules(), PolicyCodec::encode))
                .put("limits", Json.texts(policy.limits()))
                .put("exceptions", array(policy.exemptions(), PolicyCodec::encode))
                .build();
    }

    static Policy decode(Json.Obj object) {
        return new Policy(
                text(object, "name"),
                Mode.ofWord(text(object, "mode")).orElseThrow(),
                TargetCodec.decode(object.object("target").orElseThrow()),
                object.get("schedule").map(StrictJson::text),
                decodeList(object, "rules", rule -> decodeRule((Json.Obj) rule)),
                texts(object, "limits"),
                decodeList(object, "exceptions", exemption -> decodeExemption((Json.Obj) exemption)));
    }

    private static Json encode(Rule rule) {
        var members = Json.object()
                .put("id", rule.id())
                .put("effect", rule.effect().word())
                .put("reason", rule.reason());
        rule.when().ifPresent(when -> members.put("when", ExprCodec.encode(when)));
        switch (rule.ruling()) {
            case Ruling.Allow allow -> {}
            case Ruling.Deny(Optional<ReasonCode> code, Optional<Ruling.Redirect> redirect) -> {
                members.put("code", code.map(ReasonCode::word));
                redirect.ifPresent(to -> members.put("redirect", Json.texts(List.of(to.server(), to.tool()))));
            }
            case Ruling.Approve(List<Target.SubjectMatch> approvers, Ruling.Grant grant) ->
                members.put("approvers", array(approvers, TargetCodec::encode))
                        .put("uses", grant.uses())
                        .put("within_s", grant.within().toSeconds());
            case Ruling.StepUp(String acr) -> members.put("acr", acr);
        }
        return members.put("obligations", array(rule.obligations(), PolicyCodec::encode))
                .build();
    }

    private static Rule decodeRule(Json.Obj object) {
        return new Rule(
                text(object, "id"),
                decodeRuling(object),
                object.get("when").map(ExprCodec::decode),
                object.get("reason").map(StrictJson::text),
                decodeList(object, "obligations", obligation -> decodeObligation((Json.Obj) obligation)));
    }

    private static Ruling decodeRuling(Json.Obj object) {
        return switch (Effect.ofWord(text(object, "effect")).orElseThrow()) {
            case ALLOW -> new Ruling.Allow();
            case DENY ->
                new Ruling.Deny(
                        object.get("code")
                                .map(word -> ReasonCode.ofWord(text(word)).orElseThrow()),
                        object.get("redirect").map(PolicyCodec::decodeRedirect));
            case APPROVE ->
                new Ruling.Approve(
                        decodeList(object, "approvers", TargetCodec::decodeSubject),
                        new Ruling.Grant(
                                Math.toIntExact(object.integer("uses").orElseThrow()),
                                Duration.ofSeconds(object.integer("within_s").orElseThrow())));
            case STEP_UP -> new Ruling.StepUp(text(object, "acr"));
        };
    }

    private static Ruling.Redirect decodeRedirect(Json json) {
        List<Json> names = ((Json.Arr) json).items();
        return new Ruling.Redirect(text(names.get(0)), text(names.get(1)));
    }

    private static Json encode(ObligationRule obligation) {
        return switch (obligation) {
            case ObligationRule.Redact(String profile) ->
                Json.object()
                        .put("type", Obligation.REDACT)
                        .put("profile", profile)
                        .build();
            case ObligationRule.CapResponse(Cap cap) -> {
                var members = Json.object().put("type", Obligation.CAP_RESPONSE);
                cap.bytes().ifPresent(bytes -> members.put("bytes", bytes));
                cap.rows().ifPresent(rows -> members.put("rows", rows));
                cap.depth().ifPresent(depth -> members.put("depth", depth));
                yield members.build();
            }
            case ObligationRule.RewriteArguments(var set) ->
                Json.object()
                        .put("type", Obligation.REWRITE_ARGUMENTS)
                        .put("set", objects(set, ExprCodec::encode))
                        .build();
            case ObligationRule.Warn(String message) ->
                Json.object()
                        .put("type", Obligation.WARN)
                        .put("message", message)
                        .build();
        };
    }

    private static ObligationRule decodeObligation(Json.Obj object) {
        return switch (text(object, "type")) {
            case Obligation.REDACT -> new ObligationRule.Redact(text(object, "profile"));
            case Obligation.CAP_RESPONSE ->
                new ObligationRule.CapResponse(
                        new Cap(count(object, "bytes"), count(object, "rows"), count(object, "depth")));
            case Obligation.REWRITE_ARGUMENTS ->
                new ObligationRule.RewriteArguments(
                        decodeMap(object, "set", (name, expression) -> ExprCodec.decode(expression)));
            case Obligation.WARN -> new ObligationRule.Warn(text(object, "message"));
            default -> throw new IllegalArgumentException("unknown obligation");
        };
    }

    private static Optional<Long> count(Json.Obj object, String name) {
        return object.get(name).map(value -> ((Json.Num) value).asLong().orElseThrow());
    }

    private static Json encode(Exemption exemption) {
        return Json.object()
                .put("id", exemption.id())
                .put("subjects", array(exemption.subjects(), TargetCodec::encode))
                .put("rules", Json.texts(exemption.rules().stream().sorted().toList()))
                .put("until", exemption.until().toString())
                .put("reason", exemption.reason())
                .put("approved_by", exemption.approvedBy())
                .build();
    }

    private static Exemption decodeExemption(Json.Obj object) {
        return new Exemption(
                text(object, "id"),
                decodeList(object, "subjects", TargetCodec::decodeSubject),
                Set.copyOf(texts(object, "rules")),
                Instant.parse(text(required(object, "until"))),
                text(object, "reason"),
                text(object, "approved_by"));
    }
}
