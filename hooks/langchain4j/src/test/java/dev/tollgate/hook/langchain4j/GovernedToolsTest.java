package dev.tollgate.hook.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.tollgate.hook.AccessKey;
import dev.tollgate.hook.FakeTollgate;
import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.Settings;
import dev.tollgate.hook.Tollgate;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GovernedToolsTest {
    private final List<String> made = new ArrayList<>();
    private FakeTollgate fake;
    private Tollgate tollgate;
    private GovernedTools tools;

    @BeforeEach
    void start() throws Exception {
        fake = new FakeTollgate((path, body) -> switch (path) {
            case "/access/v1/evaluation" ->
                body.object("resource").orElseThrow().text("id").equals(Optional.of("erase"))
                        ? new Answer(
                                200,
                                "{\"decision\":false,\"context\":{\"effect\":\"deny\",\"reason\":{\"code\":\"denied_by_policy\",\"message\":\"Never.\"}}}")
                        : new Answer(
                                200,
                                "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"decision_id\":\"w-1\",\"obligations\":["
                                        + "{\"type\":\"rewrite_arguments\",\"properties\":{\"set\":{\"limit\":20}}},"
                                        + "{\"type\":\"warn\",\"properties\":{\"message\":\"A draft.\"}}]}}");
            case "/v1/redact" ->
                new Answer(
                        200,
                        "{\"result\":"
                                + JsonText.write(hidden(body.get("result").orElseThrow()))
                                + ",\"action\":\"redacted\"}");
            default ->
                new Answer(
                        200,
                        "{\"results\":[{\"type\":\"tool\",\"id\":\"read\"},{\"type\":\"tool\",\"id\":\"erase\"}]}");
        });
        tollgate = new Tollgate(Settings.of(fake.url(), AccessKey.of("tg_1_s"), "test/1")
                .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));
        ToolExecutor executor = (request, memoryId) -> {
            made.add(request.name() + request.arguments());
            if (request.arguments().contains("fail")) {
                throw new IllegalStateException("broken");
            }
            return "by ada@example.com";
        };
        ToolProvider provider = request -> ToolProviderResult.builder()
                .add(ToolSpecification.builder().name("read").build(), executor)
                .add(ToolSpecification.builder().name("erase").build(), executor)
                .add(ToolSpecification.builder().name("hidden").build(), executor)
                .build();
        tools = new GovernedTools(tollgate, provider, "bot", "docs");
    }

    private static Json hidden(Json result) {
        return result instanceof Json.Str(String text) ? Json.of(text.replace("ada@example.com", "[EMAIL]")) : result;
    }

    @AfterEach
    void end() {
        tollgate.close();
        fake.close();
    }

    @Test
    void theModelSeesOnlyWhatItsAgentMayUse() {
        assertEquals(
                List.of("read", "erase"),
                provided().aiServiceTools().stream().map(AiServiceTool::name).toList());
    }

    @Test
    void anAllowedCallIsMadeAsItIsAllowedAndItsAnswerRedacted() {
        assertEquals("by [EMAIL]\n[Tollgate] A draft.", execute("read", "{\"limit\":90}"));
        assertEquals(List.of("read{\"limit\":20}"), made);
        assertEquals(Optional.of("w-1"), fake.bodies("/v1/redact").getFirst().text("decision_id"));
    }

    @Test
    void aRefusedCallIsNotMadeAndTheModelIsToldWhy() {
        assertEquals("[Tollgate] denied_by_policy: Never.", execute("erase", "{}"));
        assertEquals(List.of(), made);
    }

    @Test
    void aToolThatFailsIsReported() {
        assertThrows(IllegalStateException.class, () -> execute("read", "{\"fail\":true}"));
        assertEquals(
                Optional.of("error"),
                fake.bodies("/v1/redact").getFirst().object("outcome").flatMap(outcome -> outcome.text("status")));
    }

    @Test
    void withoutTollgateThereAreNoToolsAndNoCalls() {
        ToolExecutor before = executor("read");
        fake.close();

        assertTrue(provided().aiServiceTools().isEmpty());
        assertTrue(before.execute(request("read", "{}"), "memory").startsWith("[Tollgate] no_decision"));
        assertEquals(List.of(), made);
    }

    private ToolProviderResult provided() {
        return tools.provideTools(ToolProviderRequest.builder()
                .invocationContext(
                        InvocationContext.builder().chatMemoryId("memory").build())
                .userMessage(UserMessage.from("hello"))
                .build());
    }

    private ToolExecutor executor(String name) {
        return provided().aiServiceTools().stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow()
                .toolExecutor();
    }

    private String execute(String tool, String arguments) {
        return executor(tool).execute(request(tool, arguments), "memory");
    }

    private static ToolExecutionRequest request(String tool, String arguments) {
        return ToolExecutionRequest.builder()
                .id("1")
                .name(tool)
                .arguments(arguments)
                .build();
    }
}
