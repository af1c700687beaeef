package dev.tollgate.tests.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers the BatchGetItem requests of one connection in part, as DynamoDB does when it is busy. */
final class PartialBatches implements AutoCloseable {

    /** How much of a batch is read; the rest comes back as keys that were not processed. */
    enum Part {
        /** The first half; the whole of a batch of one key. */
        HALF,
        NOTHING
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TARGET = "x-amz-target: dynamodb_20120810.batchgetitem";
    private static final List<String> PASSED_ON =
            List.of("authorization", "content-type", "x-amz-date", "x-amz-target");

    private final HttpClient store = HttpClient.newHttpClient();
    private final URI dynamoDb;
    private final OutputStream client;
    private final StoreRequest request = new StoreRequest();
    private boolean isBatch;

    PartialBatches(URI dynamoDb, OutputStream client) {
        this.dynamoDb = dynamoDb;
        this.client = client;
    }

    /**
     * Takes a part of a request if it is of a batch, and answers when it is whole.
     *
     * @param bytes of the request, a character for each
     * @return false for what is of no batch and has to be passed on
     */
    boolean takes(String bytes, Part done) throws IOException {
        isBatch |= bytes.toLowerCase(Locale.ROOT).contains(TARGET);
        if (!isBatch) {
            return false;
        }
        if (request.isWholeWith(bytes)) {
            answer(done);
            isBatch = false;
        }
        return true;
    }

    private void answer(Part done) throws IOException {
        ObjectNode asked = (ObjectNode) JSON.readTree(request.body().getBytes(StandardCharsets.ISO_8859_1));
        ObjectNode left = ((ObjectNode) asked.get("RequestItems")).deepCopy();
        ObjectNode answer = JSON.createObjectNode();
        if (done == Part.HALF) {
            split((ObjectNode) asked.get("RequestItems"), left);
            answer = (ObjectNode) JSON.readTree(read(asked));
        } else {
            answer.putObject("Responses");
        }
        answer.set("UnprocessedKeys", left);
        request.answer(client, "200 OK", JSON.writeValueAsBytes(answer));
    }

    /** The first half of each table's keys stays in the one, the other is left. */
    private static void split(ObjectNode first, ObjectNode second) {
        for (String table : first.properties().stream().map(Map.Entry::getKey).toList()) {
            ArrayNode keys = (ArrayNode) first.get(table).get("Keys");
            ArrayNode now = JSON.createArrayNode();
            ArrayNode later = JSON.createArrayNode();
            int half = (keys.size() + 1) / 2;
            for (JsonNode key : keys) {
                (now.size() < half ? now : later).add(key);
            }
            ((ObjectNode) first.get(table)).set("Keys", now);
            ((ObjectNode) second.get(table)).set("Keys", later);
            if (later.isEmpty()) {
                second.remove(table);
            }
        }
    }

    private byte[] read(ObjectNode asked) throws IOException {
        var half = HttpRequest.newBuilder(dynamoDb)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(asked)));
        PASSED_ON.forEach(name -> half.header(name, request.header(name)));
        try {
            return store.send(half.build(), BodyHandlers.ofByteArray()).body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
