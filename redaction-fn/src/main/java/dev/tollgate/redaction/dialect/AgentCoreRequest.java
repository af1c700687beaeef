package dev.tollgate.redaction.dialect;

import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;

/** What an event of an AgentCore gateway tells of the client's request, without a look at the answer beside it. */
public final class AgentCoreRequest {
    private static final int MOST_BESIDE = 512 * 1024;

    private AgentCoreRequest() {}

    /** @return empty when the event cannot be read */
    public static Json.Obj of(byte[] event) {
        try {
            return InnerBytes.of(InnerBytes.of(event, "mcp", MOST_BESIDE).inner(), "gatewayResponse", MOST_BESIDE)
                    .rest()
                    .object("gatewayRequest")
                    .orElse(Json.Obj.EMPTY);
        } catch (ProblemException unreadable) {
            return Json.Obj.EMPTY;
        }
    }
}
