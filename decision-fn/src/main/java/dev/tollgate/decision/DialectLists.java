package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.hook.ToolList;
import dev.tollgate.core.hook.ToolLists;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.decision.Reception.Visit;
import dev.tollgate.decision.dialect.Listed;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Searches for the tools that an agent may call, and leaves their names for the event after, which alone sees the list that
 * a server gives.
 */
final class DialectLists {
    private static final int MOST_OF_A_PAGE = 1_000;
    private static final int MOST = 2_000;

    private final Searches searches;
    private final ToolLists lists;
    private final SearchReader reader = new SearchReader(new EvaluationReader());

    DialectLists(Searches searches, ToolLists lists) {
        this.searches = searches;
        this.lists = lists;
    }

    void leave(Visit visit, Listed listed, String agent, Deadline deadline) throws StoreException, ProblemException {
        String key = listed.name().key(visit.caller().key().id());
        lists.put(
                new ToolList(
                        key,
                        tools(visit, listed, agent, deadline),
                        visit.arrival().arrived().plus(ToolList.KEPT)),
                deadline);
    }

    /** What is not found in time is not shown. */
    private Set<ToolName> tools(Visit visit, Listed listed, String agent, Deadline deadline)
            throws StoreException, ProblemException {
        var tools = new HashSet<ToolName>();
        Optional<String> token = Optional.empty();
        while (tools.size() < MOST) {
            SearchRequest search = reader.read(SearchRequest.Kind.RESOURCE, question(listed, agent, token));
            Searches.Found found = searches.search(visit, search, deadline);
            found.results().forEach(tool -> tools.add(name(tool)));
            if (found.nextToken().isEmpty() || found.results().size() < MOST_OF_A_PAGE) {
                return tools;
            }
            token = Optional.of(found.nextToken());
        }
        return tools;
    }

    private static ToolName name(Json.Obj tool) {
        String server = tool.object("properties")
                .flatMap(properties -> properties.text("server"))
                .orElse("");
        return new ToolName(server, tool.text("id").orElse(""));
    }

    private static Json.Obj question(Listed listed, String agent, Optional<String> token) {
        var page = Json.object().put("limit", MOST_OF_A_PAGE).put("token", token);
        var context = Json.object()
                .put("hook", listed.hook())
                .put("session_id", listed.session())
                .put("supported_obligations", Json.texts(listed.supported()));
        return Json.object()
                .put(
                        "subject",
                        Json.object().put("type", "agent").put("id", agent).build())
                .put("action", Json.object().put("name", "tools/call").build())
                .put("resource", Json.object().put("type", "tool").build())
                .put("context", context.build())
                .put("page", page.build())
                .build();
    }
}
