package dev.tollgate.hook.langchain4j;

import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.tollgate.hook.Tollgate;
import dev.tollgate.hook.Visibility;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tools of another provider, of which the model sees those that its agent may use, and each of which asks before it is
 * called. Without an answer of Tollgate's there are no tools.
 */
public final class GovernedTools implements ToolProvider {
    private final Tollgate tollgate;
    private final ToolProvider tools;
    private final String agent;
    private final String server;
    private final Function<ToolProviderRequest, Optional<String>> session;

    /**
     * @param tools such as LangChain4j's provider of MCP tools
     * @param agent on whose behalf it asks
     * @param server the name that the catalogue has for where these tools come from
     */
    public GovernedTools(Tollgate tollgate, ToolProvider tools, String agent, String server) {
        this(tollgate, tools, agent, server, request -> Optional.empty());
    }

    /** @param session what groups the calls of one conversation */
    public GovernedTools(
            Tollgate tollgate,
            ToolProvider tools,
            String agent,
            String server,
            Function<ToolProviderRequest, Optional<String>> session) {
        this.tollgate = tollgate;
        this.tools = tools;
        this.agent = agent;
        this.server = server;
        this.session = session;
    }

    @Override
    public ToolProviderResult provideTools(ToolProviderRequest request) {
        Set<String> visible = switch (tollgate.visibleTools(agent, server)) {
            case Visibility.Of(Set<String> ids) -> ids;
            case Visibility.Unknown ignored -> Set.of();
        };
        Optional<String> sessionId = session.apply(request);
        return new ToolProviderResult(tools.provideTools(request).aiServiceTools().stream()
                .filter(tool -> visible.contains(tool.name()))
                .map(tool -> governed(tool, sessionId))
                .collect(Collectors.toList()));
    }

    private AiServiceTool governed(AiServiceTool tool, Optional<String> sessionId) {
        return tool.toBuilder()
                .toolExecutor(new GovernedExecutor(tollgate, tool.toolExecutor(), agent, server, sessionId))
                .build();
    }

    /** What a model may use can change between two questions of it. */
    @Override
    public boolean isDynamic() {
        return true;
    }
}
