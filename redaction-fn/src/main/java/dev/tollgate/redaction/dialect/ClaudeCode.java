package dev.tollgate.redaction.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.redact.Redacted;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Claude Code's events {@code PostToolUse} and {@code PostToolUseFailure}, as its hooks of type {@code http} send them. The
 * text of a failure cannot be replaced: where it holds what the agent may not see, Claude is stopped.
 *
 * <table>
 * <caption>What it cannot express (docs/hooks/claude-code.md)</caption>
 * <tr><td>errors of tools<td>Claude stops, since they cannot be replaced
 * <tr><td>answers of another shape<td>are dropped by Claude Code: what is held back keeps its shape
 * </table>
 */
public final class ClaudeCode implements Dialect {
    /** In names of calls; the event before the call has the same. */
    public static final String NAME = "claude-code";

    private static final String PATH = "/hooks/claude-code/post-tool-use";
    private static final String RESPONSE = "tool_response";
    private static final String ERROR = "error";
    private static final String NOT_LOOKED_AT = "a tool's answer could not be looked at: ";
    private static final String BEGIN =
            "{\"hookSpecificOutput\":{\"hookEventName\":\"PostToolUse\",\"updatedToolOutput\":";

    /** The arguments stand beside the answer: as much as the event before the call may have. */
    private static final int MOST_BESIDE_RESPONSE = 320 * 1024;

    private final HandedIn responses = new HandedIn(RESPONSE, MOST_BESIDE_RESPONSE);
    private final HandedIn failures = new HandedIn(ERROR, MOST_BESIDE_RESPONSE);
    private final BlankedJson blanked = new BlankedJson();

    @Override
    public boolean takes(String path) {
        return path.equals(PATH);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Redactions redactions, Deadline deadline) throws ProblemException {
        if (isFailure(request)) {
            Handed handed = handed(failures.read(request), "error");
            return redactions.redact(request, handed, ClaudeCode::toldOfFailure, deadline);
        }
        HandedIn.Event event = responses.read(request);
        return redactions.redact(request, handed(event, "ok"), redacted -> told(redacted, event), deadline);
    }

    /** By what there is of it, and not by its name: an answer is never taken for a failure. */
    private boolean isFailure(HttpRequest request) {
        try {
            responses.read(request);
            return false;
        } catch (ProblemException noResponse) {
            try {
                failures.read(request);
                return true;
            } catch (ProblemException neither) {
                return false;
            }
        }
    }

    private static HttpResponse toldOfFailure(Redacted redacted) {
        return redacted.action() == Redacted.Action.PASSED
                ? HttpResponse.json(200, Json.Obj.EMPTY)
                : stopped("an error of a tool holds what this agent may not see, and cannot be replaced.");
    }

    private static Handed handed(HandedIn.Event event, String status) throws ProblemException {
        Json.Obj rest = event.rest();
        Optional<String> session = EvaluationReader.optionalText(rest, "session_id", "session_id");
        return new Handed(
                Optional.empty(),
                EvaluationReader.optionalText(rest, "tool_name", "tool_name")
                        .map(name -> ToolName.ofClaudeCode(name, NAME)),
                EvaluationReader.optionalText(rest, "tool_use_id", "tool_use_id")
                        .map(id -> new CallName(NAME, session.orElse(""), id)),
                session,
                status,
                event.millis("duration_ms"),
                event.body(),
                event.from(),
                event.to());
    }

    private HttpResponse told(Redacted redacted, HandedIn.Event event) {
        return switch (redacted.action()) {
            case PASSED -> HttpResponse.json(200, Json.Obj.EMPTY);
            case REDACTED, TRUNCATED -> replaced(redacted.result());
            case BLOCKED -> heldBack(event.answer(), redacted.blocked().orElse("blocked"));
        };
    }

    @Override
    public HttpResponse heldBack(HttpRequest request, String why) {
        try {
            return heldBack(responses.read(request).answer(), why);
        } catch (ProblemException unreadable) {
            return stopped(NOT_LOOKED_AT + why);
        }
    }

    /** A replacement of another shape would be dropped, and the answer shown. */
    private HttpResponse heldBack(byte[] answer, String why) {
        String reason = "Tollgate: this answer was held back: " + why;
        Optional<Json> replacement = blanked.of(answer, "[" + reason + "]");
        if (replacement.isEmpty()) {
            return stopped(NOT_LOOKED_AT + why);
        }
        return HttpResponse.json(
                200,
                Json.object()
                        .put("decision", "block")
                        .put("reason", reason)
                        .put(
                                "hookSpecificOutput",
                                Json.object()
                                        .put("hookEventName", "PostToolUse")
                                        .put("updatedToolOutput", replacement.get())
                                        .build())
                        .build());
    }

    /** Nothing can take the answer's place, so nothing goes on. */
    private static HttpResponse stopped(String why) {
        return HttpResponse.json(
                200,
                Json.object()
                        .put("continue", Json.of(false))
                        .put("stopReason", "Tollgate: " + why)
                        .build());
    }

    private static HttpResponse replaced(byte[] result) {
        var bytes = new ByteArrayOutputStream(result.length + BEGIN.length() + 2);
        bytes.writeBytes(BEGIN.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(result);
        bytes.writeBytes("}}".getBytes(StandardCharsets.US_ASCII));
        return HttpResponse.json(200, bytes.toByteArray());
    }
}
