package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.hook.AcsSession;
import dev.tollgate.core.hook.AcsSessions;
import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.decision.dialect.Decisions.Asker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * A Guardian of the OWASP Agent Control Standard 0.1, for calls of tools and their results.
 *
 * <table>
 * <caption>What it cannot express (docs/hooks/acs.md)</caption>
 * <tr><td>throttle<td>a deny, with the time to wait in the reason
 * <tr><td>an approver of ours<td>{@code defer}: {@code ask} is for approvers whom the agent asks
 * <tr><td>warnings<td>nobody sees them
 * <tr><td>redacted objects<td>become texts, their JSON
 * <tr><td>step-up, redirect<td>no members: the reason says what to do
 * <tr><td>pinned tools<td>no definitions are sent: {@code tool_changed}
 * </table>
 */
public final class Acs implements Dialect {
    /** What secrets are made for, and the server of tools that name none. */
    static final String NAME = "acs";

    private static final Logger LOG = Logger.getLogger(Acs.class);
    private static final String PATH = "/hooks/acs";
    private static final String STEPS = "steps/";
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
        Set<String> methods = AcsSteps.negotiated(envelope.payload().texts("methods_implemented"));
        changed(envelope, asker, now, deadline, session -> session.after(envelope.requestId(), methods, now));
        return AcsResult.allow(envelope).with("payload", serverHello()).signed(asker);
    }

    private static Json serverHello() {
        return Json.object()
                .put("negotiated_version", AcsResult.VERSION)
                .put("methods_evaluated", Json.texts(AcsSteps.EVALUATED))
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
        Step step = step(envelope);
        AcsSession session = changed(
                envelope,
                asker,
                now,
                deadline,
                before -> before.after(envelope.requestId(), envelope.method(), envelope.unsignedParams(), now));
        return answered(step, session, envelope, asker, now, deadline)
                .chained(session.head())
                .signed(asker);
    }

    /** What a step is about, read before anything is changed. */
    private sealed interface Step {
        record Call(Asked asked) implements Step {}

        record Result(Returned returned, AcsOutputs outputs) implements Step {}

        record Other() implements Step {}
    }

    private static Step step(AcsEnvelope envelope) throws AcsException {
        return switch (envelope.method()) {
            case AcsSteps.CALL -> new Step.Call(AcsSteps.asked(envelope));
            case AcsSteps.RESULT -> {
                AcsOutputs outputs = AcsOutputs.read(envelope.payload());
                yield new Step.Result(AcsSteps.returned(envelope, outputs), outputs);
            }
            default -> new Step.Other();
        };
    }

    private static AcsResult answered(
            Step step, AcsSession session, AcsEnvelope envelope, Asker asker, Instant now, Deadline deadline) {
        try {
            return switch (step) {
                case Step.Call(Asked asked) ->
                    AcsResult.of(envelope, asker.decide(AcsSteps.asked(asked, envelope, session), deadline), now);
                case Step.Result(Returned returned, AcsOutputs outputs) ->
                    AcsResult.of(envelope, asker.redact(returned, deadline), outputs);
                case Step.Other other ->
                    AcsResult.allow(envelope).with("reason_codes", Json.texts(List.of("not_evaluated")));
            };
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
