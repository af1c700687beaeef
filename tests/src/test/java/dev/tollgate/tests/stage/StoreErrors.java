package dev.tollgate.tests.stage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers the requests of one connection with an error of DynamoDB's, in DynamoDB's place. */
final class StoreErrors {
    private final OutputStream client;
    private final StoreRequest request = new StoreRequest();

    StoreErrors(OutputStream client) {
        this.client = client;
    }

    /**
     * Takes a part of a request, and answers when it is whole.
     *
     * @param part of the request, a character for each byte
     * @param type the error's name
     */
    void take(String part, String type) throws IOException {
        if (!request.isWholeWith(part)) {
            return;
        }
        String error = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"not now\"}";
        request.answer(client, "400 Bad Request", error.getBytes(StandardCharsets.US_ASCII));
    }
}
