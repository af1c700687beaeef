package dev.tollgate.proxy.govern;

import dev.tollgate.hook.Call;
import dev.tollgate.hook.Decision;
import dev.tollgate.hook.Outcome;
import dev.tollgate.hook.Outcome.Status;
import dev.tollgate.hook.Redaction;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts.Kind;
import dev.tollgate.hook.json.JsonParts.Part;
import dev.tollgate.hook.json.JsonText;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.Replies;
import dev.tollgate.proxy.message.Splice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One call, from the client's request to what it is answered: asked about, made, redacted, reported. */
final class GovernedCall {
    private final Governance governance;
    private final Gate gate;
    private final Refusals refusals;
    private final ToolLists toolLists;
    private final Outgoing outgoing;
    private final Executor background;

    /** Hands a request on to the server. */
    @FunctionalInterface
    interface Outgoing {
        void send(Message.Request request, Map<String, String> parameterHeaders) throws IOException;
    }

    /** @param background runs what nobody waits for, before the proxy ends */
    GovernedCall(Governance governance, ToolLists toolLists, Outgoing outgoing, Executor background) {
        this.background = background;
        this.governance = governance;
        this.gate = new Gate(governance);
        this.refusals = new Refusals(governance.refusal());
        this.toolLists = toolLists;
        this.outgoing = outgoing;
    }

    /** The answer for the client; empty when it wants none any more. */
    Optional<byte[]> answer(Pending pending) {
        Message.Request request = pending.request();
        try {
            Target target = Target.of(request);
            Optional<SeenTools.Seen> tool = request.method().equals("tools/call")
                    ? toolLists.definition(target.name(), request)
                    : Optional.empty();
            Call call = target.call(governance, tool.flatMap(SeenTools.Seen::digest));
            return switch (gate.decide(call, pending)) {
                case Decision.Refusal refusal ->
                    pending.isCancelled() ? Optional.empty() : Optional.of(refusals.of(request, refusal));
                case Decision.Allowed allowed -> made(pending, target, allowed, tool);
            };
        } catch (JsonException malformed) {
            return Optional.of(Replies.error(request.id(), Replies.INVALID_PARAMS, malformed.getMessage()));
        } catch (IllegalArgumentException notUnderstood) {
            return Optional.of(Replies.error(request.id(), Replies.INVALID_PARAMS, notUnderstood.getMessage()));
        }
    }

    private Optional<byte[]> made(
            Pending pending, Target target, Decision.Allowed allowed, Optional<SeenTools.Seen> tool)
            throws JsonException {
        long before = System.nanoTime();
        if (!pending.goesOut()) {
            report(allowed, Status.CANCELLED, before);
            return Optional.empty();
        }
        Message.Request outgoingRequest = allowed.hasRewrittenArguments()
                ? rewritten(pending.request(), target, allowed.arguments().orElse("{}"))
                : pending.request();
        try {
            outgoing.send(outgoingRequest, headers(tool, allowed));
        } catch (IOException gone) {
            report(allowed, Status.ERROR, before);
            return Optional.of(refusals.noAnswer(pending.request(), gone.getMessage()));
        }
        return switch (pending.await(governance.callTimeout())) {
            case Pending.Ending.Answered(Message.Response response) ->
                Optional.of(redacted(pending.request(), response, allowed, before));
            case Pending.Ending.Cancelled ignored -> {
                report(allowed, Status.CANCELLED, before);
                yield Optional.empty();
            }
            case Pending.Ending.Lost(String why) -> {
                report(allowed, Status.ERROR, before);
                yield Optional.of(refusals.noAnswer(pending.request(), why));
            }
            case Pending.Ending.TimedOut ignored -> {
                report(allowed, Status.TIMEOUT, before);
                yield Optional.of(refusals.noAnswer(
                        pending.request(),
                        "the server took longer than "
                                + governance.callTimeout().toSeconds() + " s"));
            }
        };
    }

    private static Map<String, String> headers(Optional<SeenTools.Seen> tool, Decision.Allowed allowed)
            throws JsonException {
        if (tool.isEmpty() || tool.get().headers().mirrored().isEmpty()) {
            return Map.of();
        }
        Json arguments = JsonText.read(allowed.arguments().orElse("{}"));
        return tool.get().headers().of(arguments instanceof Json.Obj object ? Optional.of(object) : Optional.empty());
    }

    private static Message.Request rewritten(Message.Request request, Target target, String arguments)
            throws JsonException {
        byte[] text = target.arguments()
                .map(part -> Splice.replaced(request.text(), part, arguments.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> Splice.inserted(request.text(), target.params(), "arguments", arguments));
        if (Message.read(text) instanceof Message.Request rewritten) {
            return rewritten;
        }
        throw new JsonException("a request with other arguments is a request");
    }

    /** The client's answer does not wait for it. */
    private void report(Decision.Allowed allowed, Status status, long before) {
        Outcome outcome = outcome(status, before);
        background.execute(() -> governance.tollgate().redact(allowed, outcome, Optional.empty()));
    }

    private static Outcome outcome(Status status, long before) {
        return new Outcome(status, Duration.ofNanos(System.nanoTime() - before));
    }

    private byte[] redacted(Message.Request request, Message.Response response, Decision.Allowed allowed, long before)
            throws JsonException {
        Status status = response.isError() || saysError(response) ? Status.ERROR : Status.OK;
        Redaction redaction =
                governance.tollgate().redact(allowed, outcome(status, before), Optional.of(response.value()));
        return switch (redaction) {
            case Redaction.HeldBack(String reason) -> refusals.heldBack(request, reason);
            case Redaction.Visible(Part result, String ignored) ->
                withWarnings(visible(request, response, result), allowed.warnings());
        };
    }

    private static boolean saysError(Message.Response response) throws JsonException {
        Part isError = response.value().members().get("isError");
        return isError != null && isError.read() == Json.Bool.TRUE;
    }

    private byte[] visible(Message.Request request, Message.Response response, Part result) {
        if (result.kind() != Kind.OBJECT) {
            return refusals.heldBack(request, "no_answer");
        }
        return response.isError() ? Replies.error(request.id(), result) : Replies.result(request.id(), result);
    }

    /** Shown as a further text of the answer, where the answer is one that has texts. */
    private static byte[] withWarnings(byte[] message, List<String> warnings) throws JsonException {
        byte[] shown = message;
        for (String warning : warnings) {
            if (Message.read(shown) instanceof Message.Response response && !response.isError()) {
                Part content = response.value().members().get("content");
                if (content != null && content.kind() == Kind.ARRAY) {
                    shown = Splice.appended(shown, content, text("[Tollgate] " + warning));
                }
            }
        }
        return shown;
    }

    private static Json text(String said) {
        return Json.object().put("type", "text").put("text", said).build();
    }
}
