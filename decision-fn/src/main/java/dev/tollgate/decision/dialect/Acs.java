package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.hook.AcsSession;
import dev.tollgate.core.hook.AcsSessions;
import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.decision.dialect.Decisions.Asker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A Guardian of the OWASP Agent Control Standard 0.1, for calls of tools. */
public final class Acs implements Dialect {
    /** What secrets are made for, and the server of tools that name none. */
    static final String NAME = "acs";

    private static final Logger LOG = Logger.getLogger(Acs.class);
    private static final String PATH = "/hooks/acs";
    private static final String TOOL_CALL = "steps/toolCallRequest";
    private static final String STEPS = "steps/";
    private static final List<String> SUPPORTED = List.of(Obligation.REWRITE_ARGUMENTS);
    private static final long WAIT_MS = 3_000;

    /** Each loses against another change of the session. */
    private static final int TRIES = 8;

    private final AcsSessions sessions;
    private final InstantSource clock;
    private final HookBody body = new HookBody();

    public Acs(AcsSessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public boolean takes(String path) {
        return path.equals(PATH);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Decisions decisions, Deadline deadline) throws ProblemException {
        Json.Obj message = body.read(request);
        try {
            AcsEnvelope envelope = AcsEnvelope.read(message);
            return HttpResponse.json(
                    200,
                    envelope.method().equals(AcsEnvelope.PING)
                            ? pong(envelope)
                            : signed(envelope, request, decisions, deadline));
        } catch (AcsException refused) {
            return error(message, refused.error());
        }
    }

    /** Needs no signature (section 13). */
    private Json.Obj pong(AcsEnvelope envelope) {
        var payload = Json.object().put("status", "ok");
        envelope.payload().text("echo").ifPresent(echo -> payload.put("echo", echo));
        payload.put("server_timestamp", clock.instant().toString());
        return AcsResult.allow(envelope).with("payload", payload.build()).unsigned();
    }

    private Json.Obj signed(AcsEnvelope envelope, HttpRequest request, Decisions decisions, Deadline deadline)
            throws AcsException, ProblemException {
        Instant now = clock.instant();
        if (Duration.between(envelope.timestamp(), now).abs().compareTo(AcsSession.WINDOW) > 0) {
            throw AcsError.TIMESTAMP_OUT_OF_WINDOW.because(
                    "The request's time is more than the window from ours.",
                    Json.object()
                            .put("skew_window_ms", AcsSession.WINDOW.toMillis())
                            .build());
        }
        Asker asker = decisions.asker(request, envelope.signed(), deadline);
        try {
            return envelope.method().equals(AcsEnvelope.HELLO)
                    ? hello(envelope, asker, now, deadline)
                    : step(envelope, asker, now, deadline);
        } catch (StoreException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            return AcsResult.deny(envelope, "Tollgate: the store cannot be reached. Try again.", "store_unavailable")
                    .signed(asker);
        } catch (ProblemException problem) {
            // It is known who asks, so that the refusal can be signed.
            return AcsResult.deny(
                            envelope,
                            "Tollgate: " + problem.problem().message(),
                            problem.problem().code())
                    .signed(asker);
        }
    }

    private Json.Obj hello(AcsEnvelope envelope, Asker asker, Instant now, Deadline deadline)
            throws AcsException, StoreException {
        for (String needed : List.of("acs_versions_supported", "methods_implemented", "transports_supported")) {
            if (!(envelope.payload().get(needed).orElse(Json.Null.NULL) instanceof Json.Arr)) {
                throw AcsError.INVALID_REQUEST.because("'params.payload." + needed + "': expected an array.");
            }
        }
        if (envelope.payload().text("provenance_producer").isEmpty()) {
            throw AcsError.INVALID_REQUEST.because("'params.payload.provenance_producer': expected a string.");
        }
        if (envelope.payload().texts("acs_versions_supported").stream().noneMatch(AcsEnvelope::isOurVersion)) {
            throw AcsError.UNSUPPORTED_VERSION.because(
                    "Only ACS 0.1 is spoken here.",
                    Json.object()
                            .put("supported_versions", Json.texts(List.of(AcsResult.VERSION)))
                            .build());
        }
        if (!envelope.payload().texts("transports_supported").contains("http")) {
            throw AcsError.SESSION_REFUSED.because("The only transport here is http.");
        }
        changed(envelope, asker, now, deadline, session -> session.after(envelope.requestId(), now));
        return AcsResult.allow(envelope).with("payload", serverHello()).signed(asker);
    }

    private static Json serverHello() {
        return Json.object()
                .put("negotiated_version", AcsResult.VERSION)
                .put("methods_evaluated", Json.texts(List.of(TOOL_CALL)))
                .put("selected_transport", "http")
                .put("signature_algorithms_supported", Json.texts(List.of(AcsEnvelope.ALGORITHM)))
                .put("timeout_config", Json.object().put("default_ms", WAIT_MS).build())
                .put("on_decision_failure", "deny")
                .put("skew_window_ms", AcsSession.WINDOW.toMillis())
                .put("approver_types_supported", Json.texts(List.of()))
                .put("policy_requires_provenance", Json.of(false))
                .put("profiles_accepted", Json.texts(List.of()))
                .build();
    }

    /** The chain's head is moved first: whatever comes of the step, a second one with its id is refused. */
    private Json.Obj step(AcsEnvelope envelope, Asker asker, Instant now, Deadline deadline)
            throws AcsException, ProblemException, StoreException {
        if (!envelope.method().startsWith(STEPS)) {
            throw AcsError.METHOD_NOT_FOUND.because("There is no such method here.");
        }
        Optional<Asked> asked = envelope.method().equals(TOOL_CALL) ? Optional.of(asked(envelope)) : Optional.empty();
        AcsSession session = changed(
                envelope,
                asker,
                now,
                deadline,
                before -> before.after(envelope.requestId(), envelope.method(), envelope.unsignedParams(), now));
        AcsResult result = asked.isPresent()
                ? decided(envelope, asker, asked.get(), now, deadline)
                : AcsResult.allow(envelope).with("reason_codes", Json.texts(List.of("not_evaluated")));
        return result.chained(session.head()).signed(asker);
    }

    private static AcsResult decided(AcsEnvelope envelope, Asker asker, Asked asked, Instant now, Deadline deadline) {
        try {
            return AcsResult.of(envelope, asker.decide(asked, deadline), now);
        } catch (ProblemException problem) {
            return AcsResult.deny(
                    envelope,
                    "Tollgate: " + problem.problem().message(),
                    problem.problem().code());
        }
    }

    @FunctionalInterface
    private interface Change {
        AcsSession of(AcsSession before);
    }

    private AcsSession changed(AcsEnvelope envelope, Asker asker, Instant now, Deadline deadline, Change change)
            throws AcsException, StoreException {
        String key = new CallName(NAME, envelope.sessionId(), "").key(asker.keyId());
        for (int tries = 0; tries < TRIES; tries++) {
            AcsSession before = sessions.find(key, deadline).orElseGet(() -> AcsSession.first(key));
            check(envelope, before, now);
            AcsSession after = change.of(before);
            if (sessions.keep(after, now.plus(AcsSession.KEPT), deadline)) {
                return after;
            }
        }
        throw new StoreException("others changed the session all the time", null);
    }

    private static void check(AcsEnvelope envelope, AcsSession session, Instant now) throws AcsException {
        if (session.hasSeen(envelope.requestId())) {
            throw AcsError.REPLAY_DETECTED.because("This session had a request with this id.");
        }
        if (session.isNew() && !envelope.method().equals(AcsEnvelope.HELLO)) {
            throw AcsError.CAPABILITY_NOT_NEGOTIATED.because(
                    "A session begins with a handshake.",
                    Json.object().put("method", envelope.method()).build());
        }
        if (session.isFull(now)) {
            throw AcsError.SESSION_REFUSED.because(
                    "This session has had more than " + AcsSession.MOST_SEEN + " requests in ten minutes.");
        }
        if (envelope.chainHash().isPresent() && !envelope.chainHash().equals(session.head())) {
            throw AcsError.CHAIN_MISMATCH.because("The chain's head is another one here.");
        }
    }

    private static Asked asked(AcsEnvelope envelope) throws AcsException {
        Json.Obj tool = envelope.payload().object("tool").orElse(Json.Obj.EMPTY);
        String name =
                tool.text("name").filter(text -> !text.isEmpty()).orElseThrow(() -> invalid("tool.name", "a string"));
        Json.Obj sent = envelope.payload().object("arguments").orElseThrow(() -> invalid("arguments", "an object"));
        var arguments = new LinkedHashMap<String, Json>();
        for (var argument : sent.members().entrySet()) {
            arguments.put(argument.getKey(), value(argument.getKey(), argument.getValue()));
        }
        return new Asked(
                NAME,
                Optional.of(envelope.agentId()),
                tool.text("server")
                        .map(server -> new ToolName(server, name))
                        .orElseGet(() -> ToolName.ofClaudeCode(name, NAME)),
                Optional.of(new Json.Obj(arguments)),
                Optional.of(envelope.sessionId()),
                SUPPORTED,
                Optional.empty());
    }

    private static Json value(String name, Json argument) throws AcsException {
        if (argument instanceof Json.Obj object && object.get("value").isPresent()) {
            return object.get("value").get();
        }
        throw invalid("arguments." + name, "an object {\"value\"}");
    }

    private static AcsException invalid(String path, String what) {
        return AcsError.INVALID_PARAMS.because("'params.payload." + path + "': expected " + what + ".");
    }

    @Override
    public HttpResponse refused(HttpRequest request, Problem problem) {
        AcsError code = switch (problem.status()) {
            case 400, 405, 413 -> AcsError.INVALID_REQUEST;
            case 401 -> AcsError.SIGNATURE_INVALID;
            case 403 -> AcsError.SESSION_REFUSED;
            default -> AcsError.INTERNAL_ERROR;
        };
        return error(body.readable(request), code.toJson("Tollgate: " + problem.message(), Json.Obj.EMPTY));
    }

    private static HttpResponse error(Json.Obj message, Json.Obj error) {
        return HttpResponse.json(
                200,
                Json.object()
                        .put("jsonrpc", "2.0")
                        .put("id", AcsEnvelope.id(message).orElse(Json.Null.NULL))
                        .put("error", error)
                        .build());
    }
}
