package dev.tollgate.local.gateway;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.http.HttpRequest;
import dev.tollgate.local.template.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpApiEventTest {
    private static final Instant NOW = Instant.parse("2026-03-12T19:03:58.123Z");
    private static final String REQUEST_ID = "69b3109e0123456789abcdef0123456789abcdef";
    private static final RouteTable.Match MATCH =
            new RouteTable.Match(new Route("POST /my/{name}", "Fn", Duration.ofSeconds(1)), Map.of("name", "pä th"));

    @Test
    void isPayloadFormat2() throws Exception {
        var request = new HttpRequest(
                "POST",
                "/my/p%C3%A4%20th",
                "parameter1=value1&parameter1=value2&parameter2=a%26b+c&flag",
                "HTTP/1.1",
                HttpFields.build()
                        .add("Host", "api.example.com:8080")
                        .add("user-agent", "agent/1")
                        .add("Header1", "value1")
                        .add("header1", "value2")
                        .add("cookie", "cookie1=a; cookie2=b")
                        .add("connection", "keep-alive")
                        .add("x-forwarded-for", "203.0.113.9")
                        .add("content-type", "application/json; charset=utf-8"),
                "{\"grüße\":1}".getBytes(StandardCharsets.UTF_8),
                "127.0.0.1");

        String golden = """
                {"version":"2.0","routeKey":"POST /my/{name}","rawPath":"/my/pä th",
                "rawQueryString":"parameter1=value1&parameter1=value2&parameter2=a%26b+c&flag",
                "cookies":["cookie1=a","cookie2=b"],
                "headers":{"host":"api.example.com:8080","user-agent":"agent/1","header1":"value1,value2",
                "x-forwarded-for":"203.0.113.9, 127.0.0.1","content-type":"application/json; charset=utf-8",
                "content-length":"13","x-forwarded-port":"8080","x-forwarded-proto":"http",
                "x-amzn-trace-id":"Root=1-69b3109e-0123456789abcdef01234567"},
                "queryStringParameters":{"parameter1":"value1,value2","parameter2":"a&b c","flag":""},
                "requestContext":{"accountId":"000000000000","apiId":"local","domainName":"api.example.com",
                "domainPrefix":"api","http":{"method":"POST","path":"/my/pä th","protocol":"HTTP/1.1",
                "sourceIp":"127.0.0.1","userAgent":"agent/1"},"requestId":"69b3109e0123456789abcdef0123456789abcdef",
                "routeKey":"POST /my/{name}","stage":"$default","time":"12/Mar/2026:19:03:58 +0000",
                "timeEpoch":1773342238123},"pathParameters":{"name":"pä th"},
                "body":"{\\"grüße\\":1}","isBase64Encoded":false}
                """;
        assertEquals(golden.replace("\n", ""), event(request));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,text",
        "APPLICATION/JSON; charset=utf-8,text",
        "application/problem+json,text",
        "application/soap+xml,text",
        "text/csv,text",
        "application/xml,text",
        "application/javascript,text",
        "application/octet-stream,base64",
        "application/x-www-form-urlencoded,base64",
        "image/png,base64",
        "'',base64",
    })
    void aBodyIsTextWhenItsTypeSaysSo(String type, String form) throws Exception {
        var event = (Json.Obj) new JsonText(10).parse(event(post(type, "hé".getBytes(StandardCharsets.UTF_8))));
        assertEquals(form.equals("text") ? "hé" : "aMOp", event.text("body").orElseThrow());
        assertEquals(Optional.of(Json.of(form.equals("base64"))), event.get("isBase64Encoded"));
    }

    @Test
    void bytesThatAreNotUtf8AreBase64WhateverTheTypeSays() throws Exception {
        var event = (Json.Obj) new JsonText(10).parse(event(post("application/json", new byte[] {(byte) 0xC3, 0x28})));
        assertEquals("wyg=", event.text("body").orElseThrow());
        assertEquals(Optional.of(Json.of(true)), event.get("isBase64Encoded"));
    }

    @ParameterizedTest
    @CsvSource({"gzip,base64", "GZIP,base64", "br,base64", "identity,text"})
    void whatIsPackedIsBase64WhateverTheTypeSays(String encoding, String form) throws Exception {
        HttpFields headers =
                HttpFields.build().add("Content-Type", "application/json").add("Content-Encoding", encoding);
        var packed = new HttpRequest("POST", "/", "", "HTTP/1.1", headers, new byte[] {'{', '}'}, "127.0.0.1");
        var event = (Json.Obj) new JsonText(10).parse(event(packed));
        assertEquals(form.equals("text") ? "{}" : "e30=", event.text("body").orElseThrow());
        assertEquals(
                encoding,
                event.object("headers").orElseThrow().text("content-encoding").orElseThrow());
    }

    @Test
    void aRequestWithoutABodyHasNone() throws Exception {
        String event = event(post("application/json", new byte[0]));
        assertTrue(!event.contains("\"body\"") && event.endsWith("\"isBase64Encoded\":false}"), event);
    }

    @Test
    void aQueryThatIsNotEncodedIsRefused() {
        var request = new HttpRequest("GET", "/", "a=%zz", "HTTP/1.1", HttpFields.EMPTY, new byte[0], "127.0.0.1");
        assertEquals(Optional.empty(), new HttpApiEvent(8080).of(request, "/", MATCH, REQUEST_ID, NOW));
    }

    private static HttpRequest post(String type, byte[] body) {
        return new HttpRequest(
                "POST", "/", "", "HTTP/1.1", HttpFields.build().add("Content-Type", type), body, "127.0.0.1");
    }

    private static String event(HttpRequest request) {
        String path = PercentCoding.PATH.decode(request.path()).orElseThrow();
        return new String(
                new HttpApiEvent(8080).of(request, path, MATCH, REQUEST_ID, NOW).orElseThrow(), StandardCharsets.UTF_8);
    }
}
