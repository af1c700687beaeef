package dev.tollgate.proxy.message;

import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds out to which request a message answers that is too long to keep, or cannot be read. */
public final class IdSearch {
    private static final int LONGEST_ID = 1_000;

    private final ByteArrayOutputStream token = new ByteArrayOutputStream();
    private int depth;
    private boolean isInString;
    private boolean isEscaped;
    private boolean isValue;
    private String name = "";
    private boolean asks;
    private Optional<RpcId> id = Optional.empty();

    /** The request that this answers, if it is an answer. */
    public static Optional<RpcId> answeredBy(byte[] message) {
        var search = new IdSearch();
        search.feed(message, 0, message.length);
        return search.asks ? Optional.empty() : search.id;
    }

    void feed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            feed(bytes[i]);
        }
    }

    /** Its id, also when it is a request itself. */
    Optional<RpcId> id() {
        return id;
    }

    boolean asks() {
        return asks;
    }

    private void feed(byte b) {
        if (isInString) {
            keep(b);
            isInString = isEscaped || b != '"';
            isEscaped = !isEscaped && b == '\\';
            return;
        }
        switch (b) {
            case '"' -> {
                isInString = true;
                keep(b);
            }
            case '{', '[' -> {
                depth++;
                token.reset();
            }
            case '}', ']' -> {
                endOfToken();
                depth--;
            }
            case ',' -> endOfToken();
            case ':' -> {
                if (depth == 1) {
                    name = token.toString(StandardCharsets.UTF_8);
                    asks |= name.equals("\"method\"");
                    token.reset();
                    isValue = true;
                }
            }
            case ' ', '\t', '\r' -> {}
            default -> keep(b);
        }
    }

    private void keep(byte b) {
        if (depth == 1 && token.size() < LONGEST_ID) {
            token.write(b);
        }
    }

    private void endOfToken() {
        if (depth != 1) {
            return;
        }
        if (isValue && name.equals("\"id\"") && id.isEmpty()) {
            try {
                id = Optional.of(RpcId.of(JsonText.read(token.toByteArray())));
            } catch (JsonException noId) {
                id = Optional.empty();
            }
        }
        token.reset();
        isValue = false;
    }
}
