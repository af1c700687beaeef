package dev.tollgate.core.policy;

import java.util.ArrayList;
import java.util.List;

/** Which calls a posture is for. */
public sealed interface PostureScope {
    PostureScope EVERYTHING = new Everything();

    record Everything() implements PostureScope {}

    /** @param server of the catalogue */
    record OfServer(String server) implements PostureScope {}

    /** @param agent its id */
    record OfAgent(String agent) implements PostureScope {}

    /** Those that the call is in. */
    static List<PostureScope> of(Call call) {
        var scopes = new ArrayList<PostureScope>();
        scopes.add(EVERYTHING);
        call.tool()
                .map(Call.Tool::server)
                .or(() -> call.resource().properties().text("server"))
                .ifPresent(server -> scopes.add(new OfServer(server)));
        if (call.subject().type().equals("agent")) {
            scopes.add(new OfAgent(call.subject().id()));
        }
        return scopes;
    }

    /** The word in records. */
    default String word() {
        return switch (this) {
            case Everything everything -> "global";
            case OfServer server -> "server";
            case OfAgent agent -> "agent";
        };
    }
}
