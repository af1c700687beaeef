package dev.tollgate.proxy.server;

import dev.tollgate.proxy.govern.ServerSide;
import java.io.IOException;

/** Starts a server, or begins a session with one. */
@FunctionalInterface
public interface ServerSource {
    /** @throws IOException when it does not start; the message is for people */
    ServerSide open() throws IOException;
}
