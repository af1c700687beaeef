package dev.tollgate.tests.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.core.Ed25519;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What of KMS signs, for one Ed25519 key: the operations GetPublicKey and Sign as the SDK calls them. Neither LocalStack
 * 4.14.0 nor moto has keys of this kind.
 */
final class KeyService implements AutoCloseable {
    static final String SPEC = "ECC_NIST_EDWARDS25519";

    private static final String ARN = "arn:aws:kms:us-east-1:000000000000:key/2f1c0d3e-5a44-4b1e-9d37-6c0f5d0a7e11";
    private static final int DEPTH = 4;

    private final HttpServer server;
    private final KeyPair pair;

    private KeyService(HttpServer server, KeyPair pair) {
        this.server = server;
        this.pair = pair;
    }

    static KeyService start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
            var service = new KeyService(
                    server, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
            server.createContext("/", service::handle);
            server.start();
            return service;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java platform has Ed25519", impossible);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    String arn() {
        return ARN;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target")), (Json.Obj)
                        new JsonText(DEPTH).parse(exchange.getRequestBody().readAllBytes()));
            } catch (JsonException | ClassCastException malformed) {
                answer = refusal("SerializationException");
            }
            byte[] body = JsonText.writeBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Answer(int status, Json.Obj body) {}

    private Answer answer(String target, Json.Obj asked) {
        if (!asked.text("KeyId").orElse("").equals(ARN)) {
            return refusal("NotFoundException");
        }
        var told = Json.object().put("KeyId", ARN);
        return switch (target) {
            case "TrentService.GetPublicKey" ->
                new Answer(
                        200,
                        told.put("KeySpec", SPEC)
                                .put("KeyUsage", "SIGN_VERIFY")
                                .put("PublicKey", base64(pair.getPublic().getEncoded()))
                                .build());
            case "TrentService.Sign" -> {
                boolean raw = asked.text("MessageType").orElse("RAW").equals("RAW");
                if (!raw || !asked.text("SigningAlgorithm").orElse("").equals("ED25519_SHA_512")) {
                    yield refusal("ValidationException");
                }
                byte[] message =
                        Base64.getDecoder().decode(asked.text("Message").orElse(""));
                yield new Answer(
                        200,
                        told.put(
                                        "Signature",
                                        base64(Ed25519.sign(
                                                message, pair.getPrivate().getEncoded())))
                                .put("SigningAlgorithm", "ED25519_SHA_512")
                                .build());
            }
            default -> refusal("UnsupportedOperationException");
        };
    }

    private static Answer refusal(String code) {
        return new Answer(
                400, Json.object().put("__type", code).put("message", code).build());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
