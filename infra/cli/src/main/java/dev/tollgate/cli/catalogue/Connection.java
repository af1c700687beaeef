package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import java.io.IOException;
import java.util.List;

/** Carries JSON-RPC messages to an MCP server and back. Every wait in it ends when the connection is closed. */
interface Connection extends AutoCloseable {
    void send(Json.Obj message) throws IOException;

    /** The server's next message. */
    Json.Obj receive() throws IOException;

    /** The version of the protocol that both sides speak from now on. */
    void agreedOn(String protocolVersion) throws IOException;

    /** What the server said last to people; empty when it says nothing to them. */
    List<String> lastWords();

    @Override
    void close();
}
