package dev.tollgate.proxy.govern;

import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.RpcId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where a server's messages go to and come from. */
public interface ServerSide extends AutoCloseable {

    /** Who hears what the server says. */
    interface Listener {
        /** @param about the request on whose answer it came, where the transport tells */
        void heard(Message message, Optional<RpcId> about);

        /** This request will not be answered any more. */
        void lost(RpcId request, String why);

        /** Nothing comes any more. */
        void ended(String why);
    }

    /** Begins to listen. */
    void start(Listener listener) throws IOException;

    /**
     * @param parameterHeaders {@code Mcp-Param-…} of a call, for a transport that has headers
     * @throws IOException when the server cannot be reached; the message is for the client
     */
    void send(Message message, Map<String, String> parameterHeaders) throws IOException;

    /** Tells the server that nobody waits for this request any more. */
    void cancel(RpcId request) throws IOException;

    /** The client says no more. The server may still answer. */
    void endOfInput();

    /** Ends the server, or the session with it. */
    @Override
    void close();
}
