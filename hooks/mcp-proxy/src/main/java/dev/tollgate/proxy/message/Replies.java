package dev.tollgate.proxy.message;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonParts.Part;
import dev.tollgate.hook.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Messages that the proxy writes itself. */
public final class Replies {
    public static final int DENIED = -32001;
    public static final int THROTTLED = -32003;
    public static final int INTERNAL = -32603;
    public static final int NO_SUCH_METHOD = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INVALID_REQUEST = -32600;
    public static final int HEADER_MISMATCH = -32020;

    private Replies() {}

    public static byte[] result(RpcId id, Json result) {
        return JsonText.writeBytes(envelope(id).put("result", result).build());
    }

    /** The value stands in it as it was written. */
    public static byte[] result(RpcId id, Part value) {
        return spliced(id, "result", value);
    }

    public static byte[] error(RpcId id, Part value) {
        return spliced(id, "error", value);
    }

    private static byte[] spliced(RpcId id, String member, Part value) {
        String envelope = JsonText.write(envelope(id).build());
        String open = envelope.substring(0, envelope.length() - 1) + ",\"" + member + "\":";
        var out = new ByteArrayOutputStream(open.length() + value.length() + 1);
        out.writeBytes(open.getBytes(StandardCharsets.UTF_8));
        out.write(value.text(), value.from(), value.length());
        out.write('}');
        return out.toByteArray();
    }

    public static byte[] error(RpcId id, int code, String message) {
        return error(Optional.of(id), code, message, Optional.empty());
    }

    /** @param id none when the request's own could not be read */
    public static byte[] error(Optional<RpcId> id, int code, String message, Optional<Json> data) {
        var error = Json.object().put("code", code).put("message", message);
        data.ifPresent(each -> error.put("data", each));
        return JsonText.writeBytes(Json.object()
                .put("jsonrpc", "2.0")
                .put("id", id.map(RpcId::toJson).orElse(Json.Null.NULL))
                .put("error", error.build())
                .build());
    }

    public static byte[] request(RpcId id, String method, Json.Obj params) {
        return JsonText.writeBytes(
                envelope(id).put("method", method).put("params", params).build());
    }

    public static byte[] cancelled(RpcId id) {
        return JsonText.writeBytes(Json.object()
                .put("jsonrpc", "2.0")
                .put("method", "notifications/cancelled")
                .put("params", Json.object().put("requestId", id.toJson()).build())
                .build());
    }

    private static Json.Members envelope(RpcId id) {
        return Json.object().put("jsonrpc", "2.0").put("id", id.toJson());
    }
}
