package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An MCP client that asks for the list of tools and nothing else. It keeps what the server sends as it was sent, since
 * a digest covers members and numbers that a typed model of MCP would lose.
 */
final class McpClient {
    private static final String PROTOCOL = "2025-11-25";
    private static final int MOST_TOOLS = 1_000;
    private static final int MOST_PAGES = 1_000;
    private static final int LONGEST_CURSOR = 8_000;

    private final Connection connection;
    private long lastId;
    private volatile String step = "'initialize'";

    McpClient(Connection connection) {
        this.connection = connection;
    }

    /** The request that is under way. */
    String step() {
        return step;
    }

    ServerTools tools() throws IOException {
        Json.Obj welcome = ask("initialize", hello());
        connection.agreedOn(welcome.text("protocolVersion").orElse(PROTOCOL));
        connection.send(RpcMessage.notification("notifications/initialized"));
        return new ServerTools(server(welcome), allPages());
    }

    private List<ToolDefinition> allPages() throws IOException {
        var tools = new ArrayList<ToolDefinition>();
        Set<String> names = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Json.Obj answer =
                    ask("tools/list", Json.object().put("cursor", cursor).build());
            if (!(answer.get("tools").orElse(Json.Null.NULL) instanceof Json.Arr(List<Json> items))) {
                throw new McpException("'tools/list': the answer has no member tools (expected an array)");
            }
            for (Json item : items) {
                ToolDefinition tool = ToolDefinition.read(item);
                if (!names.add(tool.name())) {
                    throw new McpException("'tools/list': there are two tools '" + tool.name() + "'");
                }
                tools.add(tool);
                if (tools.size() > MOST_TOOLS) {
                    throw new McpException("'tools/list': the server has more than " + MOST_TOOLS + " tools");
                }
            }
            cursor = answer.text("nextCursor");
            if (cursor.isEmpty()) {
                return tools;
            }
            if (cursor.get().length() > LONGEST_CURSOR) {
                throw new McpException("'tools/list': nextCursor has more than " + LONGEST_CURSOR + " characters");
            }
        }
        throw new McpException("'tools/list': the answer has more than " + MOST_PAGES + " pages");
    }

    private Json.Obj ask(String method, Json.Obj params) throws IOException {
        step = "'" + method + "'";
        long id = ++lastId;
        connection.send(RpcMessage.request(id, method, params));
        while (true) {
            Json.Obj message = connection.receive();
            Optional<String> asked = message.text("method");
            if (asked.isPresent()) {
                answer(message, asked.get());
            } else if (isFor(message, id)) {
                return result(message);
            }
        }
    }

    /** A server may ask too, even while it owes an answer. */
    private void answer(Json.Obj message, String method) throws IOException {
        Optional<Json> id = message.get("id");
        if (id.isPresent()) {
            connection.send(RpcMessage.replyTo(id.get(), method));
        }
    }

    /** An error without an id says that the server could not read the request. */
    private static boolean isFor(Json.Obj message, long id) {
        return message.integer("id").equals(Optional.of(id))
                || message.object("error").isPresent() && message.get("id").orElse(Json.Null.NULL) == Json.Null.NULL;
    }

    private static Json.Obj result(Json.Obj message) throws McpException {
        Optional<Json.Obj> error = message.object("error");
        if (error.isPresent()) {
            throw new McpException("the server refused: error "
                    + error.get().integer("code").map(String::valueOf).orElse("without a code") + ", '"
                    + PrintableText.of(error.get().text("message").orElse(""), 300) + "'");
        }
        return message.object("result")
                .orElseThrow(() -> new McpException("the server's answer has no member result (expected an object)"));
    }

    private static String server(Json.Obj welcome) {
        Json.Obj info = welcome.object("serverInfo").orElse(Json.Obj.EMPTY);
        return PrintableText.of(
                info.text("name").orElse("a server without a name") + " "
                        + info.text("version").orElse("without a version"),
                120);
    }

    private static Json.Obj hello() {
        Package tollgate = McpClient.class.getPackage();
        String version =
                Optional.ofNullable(tollgate.getImplementationVersion()).orElse("0");
        return Json.object()
                .put("protocolVersion", PROTOCOL)
                .put("capabilities", Json.Obj.EMPTY)
                .put(
                        "clientInfo",
                        Json.object()
                                .put("name", "tollgate")
                                .put("version", version)
                                .build())
                .build();
    }
}
