package dev.tollgate.core.http;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GatewayEventTest {
    /** As API Gateway sends it, shortened by what nobody reads. */
    private static final String EVENT = """
            {"version":"2.0","routeKey":"POST /access/v1/evaluation","rawPath":"/access/v1/evaluation",
             "rawQueryString":"","headers":{"Content-Type":"application/json","x-request-id":"r-1","accept":"a,b"},
             "requestContext":{"accountId":"123456789012","apiId":"api","domainName":"example.com",
              "http":{"method":"POST","path":"/access/v1/evaluation","protocol":"HTTP/1.1",
               "sourceIp":"192.0.2.1","userAgent":"curl"},
              "requestId":"JKJaXmPLvHcESHA=","stage":"$default","timeEpoch":1583348638390,
              "authorizer":{"jwt":{"claims":{"sub":"hook"},"scopes":null}}},
             "body":"{\\"größe\\":1}","isBase64Encoded":false}""";

    private final GatewayEvent events = new GatewayEvent();

    @Test
    void readsWhatApiGatewaySends() throws JsonException {
        HttpRequest request = read(EVENT);

        assertEquals("POST", request.method());
        assertEquals("/access/v1/evaluation", request.path());
        assertEquals(List.of("access", "v1", "evaluation"), request.segments());
        assertEquals(
                Map.of("content-type", "application/json", "x-request-id", "r-1", "accept", "a,b"), request.headers());
        assertEquals("{\"größe\":1}", new String(request.body(), StandardCharsets.UTF_8));
        assertEquals("192.0.2.1", request.sourceAddress());
        assertEquals("JKJaXmPLvHcESHA=", request.gatewayRequestId());
        assertEquals(
                Optional.of("hook"),
                request.authorizer()
                        .orElseThrow()
                        .object("jwt")
                        .flatMap(jwt -> jwt.object("claims"))
                        .flatMap(claims -> claims.text("sub")));
    }

    @Test
    void readsABodyInBase64ByteForByte() throws JsonException {
        HttpRequest request = read(
                EVENT.replace("\"{\\\"größe\\\":1}\",\"isBase64Encoded\":false", "\"/wCA\",\"isBase64Encoded\":true"));

        assertEquals(
                List.of((byte) 0xFF, (byte) 0, (byte) 0x80),
                List.of(request.body()[0], request.body()[1], request.body()[2]));
    }

    @Test
    void refusesABodyThatIsNotBase64() {
        assertThrows(
                JsonException.class,
                () -> read(EVENT.replace("\"isBase64Encoded\":false", "\"isBase64Encoded\":true")));
    }

    @Test
    void readsTheLeastThatAnEventHas() throws JsonException {
        HttpRequest request = read("{\"rawPath\":\"/\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}}");

        assertEquals("GET", request.method());
        assertEquals(Map.of(), request.headers());
        assertEquals(0, request.body().length);
        assertEquals("", request.sourceAddress());
        assertEquals("", request.requestId());
        assertEquals(Optional.empty(), request.authorizer());
        assertEquals(List.of(""), request.segments());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"rawPath\":\"/\"}",
                "{\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
                "{\"rawPath\":7,\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
                "{\"Records\":[{\"eventSource\":\"aws:dynamodb\"}]}",
                "{\"version\":\"1.0\",\"path\":\"/\",\"httpMethod\":\"GET\"}"
            })
    void refusesWhatIsNoSuchEvent(String event) {
        assertThrows(JsonException.class, () -> read(event));
    }

    @Test
    void anEmptyPathHasNoSegmentsAndDoesNoHarm() throws JsonException {
        assertEquals(
                List.of(""),
                read("{\"rawPath\":\"\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}}")
                        .segments());
    }

    @ParameterizedTest
    @CsvSource({"r-1, true", "'a b~!', true", "'', false", "' ', false", "gr\u00fcn, false", "'a\tb', false"})
    void echoesOnlyARequestIdThatCanStandInAHeader(String id, boolean echoed) {
        HttpRequest request = withRequestId(id);

        assertEquals(echoed ? Optional.of(id) : Optional.empty(), request.callersRequestId());
        assertEquals(echoed ? id : "gateway", request.requestId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x=1", "a\nb", "a\u0000b", "a\u007fb"})
    void echoesNoRequestIdThatWouldBreakAHeader(String id) {
        assertEquals(Optional.empty(), withRequestId(id).callersRequestId());
    }

    @Test
    void echoesNoRequestIdOfMoreThan1024Characters() {
        assertEquals(
                Optional.of("r".repeat(1_024)), withRequestId("r".repeat(1_024)).callersRequestId());
        assertEquals(Optional.empty(), withRequestId("r".repeat(1_025)).callersRequestId());
    }

    @Test
    void writesWhatApiGatewayUnderstands() throws JsonException {
        HttpResponse response =
                HttpResponse.json(200, Json.object().put("größe", 1).build()).with("x-request-id", "r-1");

        var written = (Json.Obj) new JsonText(8).parse(events.write(response));
        assertEquals(Optional.of(200L), written.integer("statusCode"));
        assertEquals(Optional.of("{\"größe\":1}"), written.text("body"));
        assertEquals(Optional.of(Json.of(false)), written.get("isBase64Encoded"));
        assertEquals(
                Map.of(
                        "content-type", Json.of("application/json"),
                        "cache-control", Json.of("no-store"),
                        "x-request-id", Json.of("r-1")),
                written.object("headers").orElseThrow().members());
    }

    @Test
    void aProblemNamesItsCodeItsMessageAndTheRequest() {
        HttpResponse response =
                Problem.badRequest("'subject': expected an object.").response("r-1");

        assertEquals(400, response.status());
        assertEquals(
                "{\"error\":{\"code\":\"bad_request\",\"message\":\"'subject': expected an object.\",\"request_id\":\"r-1\"}}",
                response.body());
        assertTrue(Problem.unauthorized().message().contains("Authorization: Bearer"));
    }

    private static HttpRequest withRequestId(String id) {
        return new HttpRequest(
                "GET", "/", Map.of("x-request-id", id), new byte[0], "192.0.2.1", "gateway", Optional.empty());
    }

    private HttpRequest read(String event) throws JsonException {
        return events.read(event.getBytes(StandardCharsets.UTF_8));
    }
}
