package dev.tollgate.decision.dialect;

import dev.tollgate.core.hook.AcsSession;
import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Obligation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The two steps of ACS 0.1 that are evaluated: the payloads of section 7. */
final class AcsSteps {
    static final String CALL = "steps/toolCallRequest";
    static final String RESULT = "steps/toolCallResult";
    static final List<String> EVALUATED = List.of(CALL, RESULT);

    private static final List<String> WITHOUT_RESULTS = List.of(Obligation.REWRITE_ARGUMENTS);
    private static final List<String> WITH_RESULTS =
            List.of(Obligation.CAP_RESPONSE, Obligation.REDACT, Obligation.REWRITE_ARGUMENTS);

    private AcsSteps() {}

    /** What both sides speak of what is evaluated here. */
    static Set<String> negotiated(List<String> implemented) {
        return EVALUATED.stream().filter(implemented::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** A call that is about to be made, before it is known whether the session hands its answer in. */
    static Asked asked(AcsEnvelope envelope) throws AcsException {
        Json.Obj sent = envelope.payload().object("arguments").orElseThrow(() -> invalid("arguments", "an object"));
        var arguments = new LinkedHashMap<String, Json>();
        for (var argument : sent.members().entrySet()) {
            arguments.put(argument.getKey(), value(argument.getKey(), argument.getValue()));
        }
        return new Asked(
                Acs.NAME,
                Optional.of(envelope.agentId()),
                tool(envelope),
                Optional.of(new Json.Obj(arguments)),
                Optional.of(envelope.sessionId()),
                WITHOUT_RESULTS,
                Optional.empty());
    }

    /** The same of a session that hands answers in: then they can be redacted, and find their decision. */
    static Asked asked(Asked asked, AcsEnvelope envelope, AcsSession session) {
        return session.negotiated().contains(RESULT)
                ? new Asked(
                        asked.hook(),
                        asked.agent(),
                        asked.tool(),
                        asked.arguments(),
                        asked.session(),
                        WITH_RESULTS,
                        Optional.of(new CallName(Acs.NAME, envelope.sessionId(), envelope.requestId())))
                : asked;
    }

    static Returned returned(AcsEnvelope envelope, AcsOutputs outputs) throws AcsException {
        return new Returned(
                Optional.of(envelope.agentId()),
                tool(envelope),
                envelope.payload()
                        .text("request_id_ref")
                        .map(request -> new CallName(Acs.NAME, envelope.sessionId(), request)),
                Optional.of(envelope.sessionId()),
                status(envelope.payload()),
                millis(envelope.payload()),
                outputs.bytes());
    }

    private static String status(Json.Obj payload) throws AcsException {
        return switch (payload.text("exit_status").orElse("")) {
            case "success" -> "ok";
            case "failure", "blocked" -> "error";
            case "timeout" -> "timeout";
            default -> throw invalid("exit_status", "success, failure, timeout or blocked");
        };
    }

    /** Empty when it is no whole number of milliseconds: it is no reason to hold an answer back. */
    private static OptionalLong millis(Json.Obj payload) {
        return payload.integer("duration_ms")
                .filter(millis -> millis >= 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static ToolName tool(AcsEnvelope envelope) throws AcsException {
        Json.Obj tool = envelope.payload().object("tool").orElse(Json.Obj.EMPTY);
        String name =
                tool.text("name").filter(text -> !text.isEmpty()).orElseThrow(() -> invalid("tool.name", "a string"));
        return tool.text("server")
                .map(server -> new ToolName(server, name))
                .orElseGet(() -> ToolName.ofClaudeCode(name, Acs.NAME));
    }

    private static Json value(String name, Json argument) throws AcsException {
        if (argument instanceof Json.Obj object && object.get("value").isPresent()) {
            return object.get("value").get();
        }
        throw invalid("arguments." + name, "an object {\"value\"}");
    }

    static AcsException invalid(String path, String what) {
        return AcsError.INVALID_PARAMS.because("'params.payload." + path + "': expected " + what + ".");
    }
}
