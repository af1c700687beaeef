package dev.tollgate.local.gateway;

import dev.tollgate.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class FunctionAnswerTest {

    @Test
    void takesStatusHeadersCookiesAndBody() {
        HttpResponse response = read("""
                {"statusCode":201,"headers":{"content-type":"text/plain","x-count":3,"Connection":"close","content-length":"9"},
                "multiValueHeaders":{"x-many":["a","b"]},"cookies":["c=1","d=2"],"body":"ä"}""").orElseThrow();
        assertEquals(201, response.status());
        assertEquals(
                List.of(
                        new HttpField("content-type", "text/plain"),
                        new HttpField("x-count", "3"),
                        new HttpField("x-many", "a"),
                        new HttpField("x-many", "b"),
                        new HttpField("Set-Cookie", "c=1"),
                        new HttpField("Set-Cookie", "d=2"),
                        new HttpField("Apigw-Requestid", "id")),
                response.headers().stream().toList());
        assertEquals("ä", text(response));
    }

    @Test
    void decodesBase64() {
        HttpResponse response = read("{\"statusCode\":200,\"body\":\"AAEC\",\"isBase64Encoded\":true}")
                .orElseThrow();
        assertArrayEquals(new byte[] {0, 1, 2}, response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[1,2]", "17", "null"})
    void anAnswerWithoutStatusIsTheBodyItself(String answer) {
        HttpResponse response = read(answer).orElseThrow();
        assertEquals(200, response.status());
        assertEquals(
                new HttpField("Content-Type", "application/json"),
                response.headers().getField(0));
        assertEquals(answer, text(response));
    }

    @Test
    void aTextWithoutStatusIsTheBodyWithoutItsQuotes() {
        assertEquals("Hello", text(read("\"Hello\"").orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"statusCode\":\"x\"}",
                "{\"statusCode\":99}",
                "{\"statusCode\":200,\"body\":{}}",
                "{\"statusCode\":200,\"body\":\"?\",\"isBase64Encoded\":true}",
                "{\"statusCode\":200,\"headers\":{\"a\":\"b\\r\\nc: d\"}}",
                "{\"statusCode\":200,\"headers\":{\"a:b\":\"c\"}}",
                "{\"statusCode\":200,\"headers\":{\"a\":[]}}"
            })
    void refusesWhatIsNoAnswer(String answer) {
        assertEquals(Optional.empty(), read(answer));
    }

    private static Optional<HttpResponse> read(String answer) {
        return new FunctionAnswer().read(answer.getBytes(StandardCharsets.UTF_8), "id");
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
