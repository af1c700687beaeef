package dev.tollgate.proxy.bridge;

import dev.tollgate.hook.Settings;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What may be asked through the bridge, and how the runtime that asks there reads a no. */
enum Route {
    DOCKER_BEFORE("/hooks/docker/before"),
    DOCKER_AFTER("/hooks/docker/after"),
    CLAUDE_CODE_BEFORE("/hooks/claude-code/pre-tool-use"),
    CLAUDE_CODE_AFTER("/hooks/claude-code/post-tool-use");

    /** As the decision API. */
    private static final int MOST_OF_A_CALL = 256 * 1024;
    /** As the redaction API, and what stands beside the answer. */
    private static final int MOST_OF_AN_ANSWER = 7 * 1024 * 1024;

    private static final Duration PER_MEGABYTE = Duration.ofMillis(500);

    private final String path;

    Route(String path) {
        this.path = path;
    }

    static Optional<Route> of(String path) {
        return Arrays.stream(values()).filter(route -> route.path.equals(path)).findFirst();
    }

    int mostBytes() {
        return isBefore() ? MOST_OF_A_CALL : MOST_OF_AN_ANSWER;
    }

    Duration patience(Settings settings, int bytes) {
        return isBefore()
                ? settings.decisionTimeout()
                : settings.redactionTimeout().plus(PER_MEGABYTE.multipliedBy(bytes >> 20));
    }

    /** W3C's {@code traceparent}, which MCP carries in {@code _meta} of a call; Docker's gateway can send no header. */
    Optional<String> traceParent(byte[] body) {
        return switch (this) {
            case DOCKER_BEFORE ->
                read(body)
                        .object("params")
                        .flatMap(params -> params.object("_meta"))
                        .flatMap(meta -> meta.text("traceparent"));
            case DOCKER_AFTER, CLAUDE_CODE_BEFORE, CLAUDE_CODE_AFTER -> Optional.empty();
        };
    }

    private boolean isBefore() {
        return switch (this) {
            case DOCKER_BEFORE, CLAUDE_CODE_BEFORE -> true;
            case DOCKER_AFTER, CLAUDE_CODE_AFTER -> false;
        };
    }

    /** A no in the form of the runtime: the call is not made, or its answer not shown. */
    byte[] refusal(String why) {
        String text = "[Tollgate] " + (isBefore() ? "This call was refused: " : "This answer was held back: ") + why;
        return JsonText.writeBytes(
                switch (this) {
                    case DOCKER_BEFORE, DOCKER_AFTER -> toolResult(text);
                    case CLAUDE_CODE_BEFORE ->
                        Json.object()
                                .put(
                                        "hookSpecificOutput",
                                        Json.object()
                                                .put("hookEventName", "PreToolUse")
                                                .put("permissionDecision", "deny")
                                                .put("permissionDecisionReason", text)
                                                .build())
                                .build();
                    // Only this keeps an answer of any shape from the model.
                    case CLAUDE_CODE_AFTER ->
                        Json.object()
                                .put("continue", Json.Bool.FALSE)
                                .put("stopReason", text)
                                .build();
                });
    }

    static Json.Obj toolResult(String text) {
        Json content = Json.object().put("type", "text").put("text", text).build();
        return Json.object()
                .put("content", new Json.Arr(List.of(content)))
                .put("isError", Json.Bool.TRUE)
                .build();
    }

    /** Whether this is an answer of Tollgate's to this route, which may be a yes. */
    boolean understands(byte[] body) {
        return switch (this) {
            case DOCKER_BEFORE, DOCKER_AFTER ->
                body.length == 0
                        || read(body)
                                .get("content")
                                .filter(Json.Arr.class::isInstance)
                                .isPresent();
            case CLAUDE_CODE_BEFORE, CLAUDE_CODE_AFTER -> isObject(body);
        };
    }

    /** Whether it is a no, which needs no record. */
    boolean isRefusal(byte[] body) {
        Json.Obj said = read(body);
        return switch (this) {
            case DOCKER_BEFORE, DOCKER_AFTER -> understands(body) && isTrue(said, "isError");
            case CLAUDE_CODE_BEFORE ->
                said.object("hookSpecificOutput")
                        .flatMap(output -> output.text("permissionDecision"))
                        .equals(Optional.of("deny"));
            case CLAUDE_CODE_AFTER ->
                said.get("continue").equals(Optional.of(Json.Bool.FALSE))
                        || said.text("decision").equals(Optional.of("block"));
        };
    }

    private static boolean isTrue(Json.Obj object, String member) {
        return object.get(member).equals(Optional.of(Json.Bool.TRUE));
    }

    private static boolean isObject(byte[] body) {
        try {
            JsonText.readObject(body);
            return true;
        } catch (JsonException notJson) {
            return false;
        }
    }

    /** Without members when it is no object. */
    private static Json.Obj read(byte[] body) {
        try {
            return JsonText.readObject(body);
        } catch (JsonException notJson) {
            return Json.Obj.EMPTY;
        }
    }
}
