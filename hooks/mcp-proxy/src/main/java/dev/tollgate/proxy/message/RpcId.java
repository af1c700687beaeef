package dev.tollgate.proxy.message;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts.Part;

/** What an answer is recognised by: a string or a number. {@code 1} and {@code "1"} are two. */
public sealed interface RpcId {

    record Text(String text) implements RpcId {}

    /** @param text as it was written */
    record Number(String text) implements RpcId {}

    static RpcId read(Part part) throws JsonException {
        return of(part.read());
    }

    static RpcId of(Json json) throws JsonException {
        return switch (json) {
            case Json.Str(String text) -> new Text(text);
            case Json.Num(String text) -> new Number(text);
            case Json.Obj ignored -> throw noId();
            case Json.Arr ignored -> throw noId();
            case Json.Bool ignored -> throw noId();
            case Json.Null ignored -> throw noId();
        };
    }

    private static JsonException noId() {
        return new JsonException("'id': expected a string or a number");
    }

    default Json toJson() {
        return switch (this) {
            case Text(String text) -> new Json.Str(text);
            case Number(String text) -> new Json.Num(text);
        };
    }
}
