package dev.tollgate.proxy.govern;

import java.util.Map;

/** What becomes of a request, by its method. What is not known here is refused: nobody has thought of it. */
enum Treatment {
    PASS,
    ASK,
    FILTER,
    REFUSE;

    private static final Map<String, Treatment> OF_CLIENT = Map.ofEntries(
            Map.entry("tools/call", ASK),
            Map.entry("resources/read", ASK),
            Map.entry("prompts/get", ASK),
            Map.entry("tools/list", FILTER),
            Map.entry("resources/list", FILTER),
            Map.entry("resources/templates/list", FILTER),
            Map.entry("prompts/list", FILTER),
            Map.entry("initialize", PASS),
            Map.entry("ping", PASS),
            Map.entry("completion/complete", PASS),
            Map.entry("logging/setLevel", PASS),
            Map.entry("resources/subscribe", PASS),
            Map.entry("resources/unsubscribe", PASS),
            // Since 2026-07-28.
            Map.entry("server/discover", PASS),
            Map.entry("subscriptions/listen", PASS));

    private static final Map<String, Treatment> OF_SERVER = Map.of(
            "ping", PASS,
            "sampling/createMessage", PASS,
            "elicitation/create", PASS,
            "roots/list", PASS);

    static Treatment ofClient(String method) {
        return OF_CLIENT.getOrDefault(method, REFUSE);
    }

    static Treatment ofServer(String method) {
        return OF_SERVER.getOrDefault(method, REFUSE);
    }
}
