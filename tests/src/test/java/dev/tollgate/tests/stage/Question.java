package dev.tollgate.tests.stage;

/** Bodies of requests. */
public final class Question {
    private Question() {}

    /** May this agent call this tool? */
    public static String call(String agent, String server, String tool) {
        return call(agent, server, tool, "{}");
    }

    /** @param context a JSON object */
    public static String call(String agent, String server, String tool, String context) {
        return """
                {"subject":{"type":"agent","id":"%s"},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","id":"%s","properties":{"server":"%s"}},"context":%s}""".formatted(agent, tool, server, context);
    }

    /** May this user do this to that record? */
    public static String record(String user, String action, String record) {
        return """
                {"subject":{"type":"user","id":"%s"},"action":{"name":"%s"},"resource":{"type":"record","id":"%s"}}""".formatted(user, action, record);
    }
}
