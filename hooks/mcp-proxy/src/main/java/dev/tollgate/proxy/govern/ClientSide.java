package dev.tollgate.proxy.govern;

import dev.tollgate.proxy.message.RpcId;
import java.util.Optional;

/** Where messages for the client go. A client that is gone hears nothing, and that is no error. */
public interface ClientSide {

    /** The answer to one of its requests; the last thing that is said about it. */
    void answer(RpcId request, byte[] message);

    /** @param about the request that it belongs to, where that is known */
    void tell(byte[] message, Optional<RpcId> about);

    /** The server is gone. */
    void ended(String why);
}
