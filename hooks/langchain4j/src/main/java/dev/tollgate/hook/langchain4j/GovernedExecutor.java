package dev.tollgate.hook.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.tollgate.hook.Call;
import dev.tollgate.hook.Decision;
import dev.tollgate.hook.Outcome;
import dev.tollgate.hook.Outcome.Status;
import dev.tollgate.hook.Redaction;
import dev.tollgate.hook.Tollgate;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts;
import dev.tollgate.hook.json.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One tool that asks before it is called. A refusal is an answer that says why, for the model to read. */
final class GovernedExecutor implements ToolExecutor {
    private final Tollgate tollgate;
    private final ToolExecutor tool;
    private final String agent;
    private final String server;
    private final Optional<String> sessionId;

    GovernedExecutor(Tollgate tollgate, ToolExecutor tool, String agent, String server, Optional<String> sessionId) {
        this.tollgate = tollgate;
        this.tool = tool;
        this.agent = agent;
        this.server = server;
        this.sessionId = sessionId;
    }

    @Override
    public String execute(ToolExecutionRequest request, Object memoryId) {
        return governed(
                        request,
                        allowed -> ToolExecutionResult.builder()
                                .resultText(tool.execute(allowed, memoryId))
                                .build())
                .resultText();
    }

    @Override
    public ToolExecutionResult executeWithContext(ToolExecutionRequest request, InvocationContext context) {
        return governed(request, allowed -> tool.executeWithContext(allowed, context));
    }

    private interface Execution {
        ToolExecutionResult of(ToolExecutionRequest request);
    }

    private ToolExecutionResult governed(ToolExecutionRequest request, Execution execution) {
        Call call;
        try {
            call = Call.tool(agent, server, request.name())
                    .withArguments(arguments(request))
                    .withSession(sessionId);
        } catch (IllegalArgumentException notUnderstood) {
            return refused(notUnderstood.getMessage());
        }
        return switch (tollgate.decide(call)) {
            case Decision.Refusal refusal ->
                refused(refusal.reason().code() + ": " + refusal.reason().message());
            case Decision.Allowed allowed -> executed(request, allowed, execution);
        };
    }

    /** Models leave arguments out where a tool has none. */
    private static String arguments(ToolExecutionRequest request) {
        return request.arguments() == null || request.arguments().isBlank() ? "{}" : request.arguments();
    }

    private ToolExecutionResult executed(ToolExecutionRequest request, Decision.Allowed allowed, Execution execution) {
        long before = System.nanoTime();
        boolean hasAnswered = false;
        try {
            ToolExecutionResult result = execution.of(request.toBuilder()
                    .arguments(allowed.arguments().orElse("{}"))
                    .build());
            hasAnswered = true;
            return redacted(result, allowed, before);
        } finally {
            if (!hasAnswered) {
                tollgate.redact(allowed, outcome(Status.ERROR, before), Optional.empty());
            }
        }
    }

    private ToolExecutionResult redacted(ToolExecutionResult result, Decision.Allowed allowed, long before) {
        Status status = result.isError() ? Status.ERROR : Status.OK;
        if (!isText(result)) {
            tollgate.redact(allowed, outcome(status, before), Optional.empty());
            return refused("the answer is held back: it has something else than text, which cannot be redacted here");
        }
        Json text = Json.of(result.resultText() == null ? "" : result.resultText());
        Redaction redaction = tollgate.redact(
                allowed, outcome(status, before), Optional.of(JsonParts.whole(JsonText.writeBytes(text))));
        return switch (redaction) {
            case Redaction.HeldBack(String reason) -> refused("the answer is held back: " + reason);
            case Redaction.Visible(JsonParts.Part visible, String ignored) ->
                ToolExecutionResult.builder()
                        .isError(result.isError())
                        .resultText(text(visible) + warnings(allowed.warnings()))
                        .build();
        };
    }

    private static boolean isText(ToolExecutionResult result) {
        return result.resultContents() == null
                || result.resultContents().stream().allMatch(TextContent.class::isInstance);
    }

    private static String text(JsonParts.Part visible) {
        try {
            return visible.string().orElse("[Tollgate] the answer is held back");
        } catch (JsonException impossible) {
            throw new IllegalStateException("an answer that was read is JSON", impossible);
        }
    }

    private static String warnings(List<String> warnings) {
        var text = new StringBuilder();
        warnings.forEach(warning -> text.append("\n[Tollgate] ").append(warning));
        return text.toString();
    }

    private static ToolExecutionResult refused(String why) {
        return ToolExecutionResult.builder()
                .isError(true)
                .resultText("[Tollgate] " + why)
                .build();
    }

    private static Outcome outcome(Status status, long before) {
        return new Outcome(status, Duration.ofNanos(System.nanoTime() - before));
    }
}
