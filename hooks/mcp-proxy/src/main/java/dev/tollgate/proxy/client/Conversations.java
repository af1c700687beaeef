package dev.tollgate.proxy.client;

import dev.tollgate.proxy.govern.ClientSide;
import dev.tollgate.proxy.govern.Conversation;
import java.io.IOException;

/** Begins conversations with the server. */
public interface Conversations {
    /** One of a client with a session of its own. */
    Talk session(ClientSide client) throws IOException;

    /** One for requests that belong to no session. */
    Talk sessionless(ClientSide client) throws IOException;

    /** Whether requests without a session share one conversation, since the server is one process. */
    boolean isShared();

    /** @param end ends the server, or the session with it */
    record Talk(Conversation conversation, Runnable end) {}
}
