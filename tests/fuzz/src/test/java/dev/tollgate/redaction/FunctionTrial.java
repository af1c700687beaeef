package dev.tollgate.redaction;

import dev.tollgate.core.http.GatewayEvent;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.tests.fuzz.Choices;
import dev.tollgate.tests.fuzz.Documents;
import dev.tollgate.tests.fuzz.Mutations;
import dev.tollgate.tests.fuzz.Planted;
import dev.tollgate.tests.fuzz.Sample;
import dev.tollgate.tests.fuzz.Tables;
import dev.tollgate.tests.fuzz.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Sends events to the whole function, over ports in memory: well-formed ones, nearly so, and none. */
public final class FunctionTrial {
    private static final JsonText JSON = new JsonText(600);
    private static final int MEGABYTE = 1024 * 1024;
    private static final List<String> SIGNS_OF_A_DEFECT = List.of("dev.tollgate.", "java.lang.", "Exception", "\tat ");
    private static final Json ODD = new Json.Arr(List.of(Json.of(-1), Json.Null.NULL, Json.Obj.EMPTY));

    private final Documents documents;
    private final Mutations mutations;
    private final StringBuilder log = new StringBuilder();

    public FunctionTrial(Scanner scanner) {
        var tables = new Tables(scanner);
        this.mutations = new Mutations(tables);
        this.documents = new Documents(tables, mutations);
        listen();
    }

    /** The logger has to be held, or its handler is collected with it. */
    private static final Logger LOGGER = Logger.getLogger("dev.tollgate");

    private void listen() {
        LOGGER.setUseParentHandlers(false);
        for (Handler handler : LOGGER.getHandlers()) {
            LOGGER.removeHandler(handler);
        }
        LOGGER.addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() < Level.WARNING.intValue()) {
                    return;
                }
                log.append(entry.getMessage()).append(Arrays.toString(entry.getParameters()));
                if (entry.getThrown() != null) {
                    log.append(entry.getThrown());
                }
                log.append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    /** @throws Violation when something does not hold */
    public void run(Choices choices) {
        log.setLength(0);
        var bed = new TestBed();
        Sample sample = documents.sample(choices);
        byte[] event = event(bed, sample, choices);
        byte[] answer = answered(bed, event);
        String body = checkedBody(answer, event);
        checkPlanted(sample, body, bed, event);
        if (!log.isEmpty()) {
            throw new Violation("the function logs a defect", log.toString(), event);
        }
    }

    private byte[] answered(TestBed bed, byte[] event) {
        var out = new ByteArrayOutputStream();
        try {
            new RedactionHandler(bed.api()).handleRequest(new ByteArrayInputStream(event), out, null);
        } catch (RuntimeException | IOException | StackOverflowError failed) {
            throw new Violation("the function fails", failed.toString(), event, failed);
        }
        return out.toByteArray();
    }

    /** The body of what must be an answer that API Gateway understands. */
    private static String checkedBody(byte[] answer, byte[] event) {
        String written = new String(answer, StandardCharsets.UTF_8);
        try {
            var object = (Json.Obj) JSON.parse(answer);
            long status = object.integer("statusCode").orElseThrow();
            boolean isPacked =
                    object.get("isBase64Encoded").filter(Json.of(true)::equals).isPresent();
            String body = object.text("body").orElseThrow();
            String text = isPacked ? unpacked(body) : body;
            // The answer is one level more around a result of as many as there may be.
            if (Redactor.fault(utf8(text))
                    .filter(fault -> !fault.contains("nested deeper"))
                    .isPresent()) {
                throw new Violation("the body of an answer is no JSON", text, event);
            }
            var parsed = (Json.Obj) JSON.parse(text);
            boolean isAnswer = status == 200 && parsed.text("action").isPresent()
                    || status >= 400 && status < 500 && parsed.text("action").isEmpty();
            if (!isAnswer || answer.length > GatewayEvent.MOST_BYTES) {
                throw new Violation("the answer of the function", written, event);
            }
            if (status != 200 && SIGNS_OF_A_DEFECT.stream().anyMatch(text::contains)) {
                throw new Violation("an error of the function tells how it is made", written, event);
            }
            return text;
        } catch (JsonException | RuntimeException malformed) {
            String message = String.valueOf(malformed.getMessage());
            if (message.endsWith("names must be unique") || message.contains("a number in ")) {
                // As the tool sent it: names that stand there twice, numbers of any length.
                return "";
            }
            throw new Violation("the answer of the function is malformed", written, event, malformed);
        }
    }

    private void checkPlanted(Sample sample, String body, TestBed bed, byte[] event) {
        String kept = bed.written().toString() + log;
        for (Planted planted : sample.planted()) {
            for (String value : planted.values()) {
                if (kept.contains(value)) {
                    throw new Violation("a record or the log holds a value", value + " in " + kept, event);
                }
                boolean isError = !body.startsWith("{\"result\":");
                if (isError && body.contains(value)) {
                    throw new Violation("an error holds a value", value + " in " + body, event);
                }
            }
        }
        // The rest of what an answer may hold is the redactor's own trial.
    }

    private byte[] event(TestBed bed, Sample sample, Choices choices) {
        byte[] submission = submission(bed, sample, choices);
        boolean saysGzip = choices.inHundred(40);
        byte[] body = saysGzip && choices.inHundred(90) ? packed(submission, choices) : submission;
        boolean isBase64 = saysGzip || choices.inHundred(50);
        var headers = Json.object()
                .put("authorization", "Bearer " + key(choices))
                .put(
                        "content-type",
                        choices.oneOf(List.of(
                                "application/json",
                                "application/json",
                                "application/json",
                                "application/json; charset=utf-8",
                                "text/plain",
                                "application/json; charset=latin1",
                                "")))
                .put("x-request-id", choices.inHundred(80) ? "r-1" : "r\r\nx: ꙮ" + "9".repeat(choices.below(300)));
        if (saysGzip || choices.inHundred(5)) {
            headers.put("content-encoding", choices.oneOf(List.of("gzip", "gzip", "GZIP", "br", "gzip, gzip")));
        }
        if (choices.inHundred(50)) {
            headers.put("accept-encoding", choices.oneOf(List.of("gzip", "gzip;q=0", "*", ";;;q=x")));
        }
        var http = Json.object()
                .put("method", choices.inHundred(95) ? "POST" : "GET")
                .put("sourceIp", "192.0.2.1");
        Json.Obj event = Json.object()
                .put("rawPath", choices.inHundred(95) ? "/v1/redact" : "/v1/other")
                .put("headers", choices.inHundred(97) ? headers.build() : ODD)
                .put("body", isBase64 ? base64(body, choices) : new String(body, StandardCharsets.UTF_8))
                .put("isBase64Encoded", Json.of(isBase64))
                .put(
                        "requestContext",
                        Json.object()
                                .put("requestId", "g-1")
                                .put("http", http.build())
                                .build())
                .build();
        byte[] written = JsonText.writeBytes(event);
        return choices.inHundred(8) ? mutations.mutated(written, choices) : written;
    }

    private static String key(Choices choices) {
        return choices.oneOf(List.of(TestBed.AGENT, TestBed.AGENT, TestBed.ENFORCER, TestBed.OTHER, TestBed.STRANGER))
                .text();
    }

    private byte[] submission(TestBed bed, Sample sample, Choices choices) {
        var out = new ByteArrayOutputStream();
        String head = choices.inHundred(80)
                ? "{\"decision_id\":\"" + (choices.inHundred(80) ? bed.decision() : "w-0") + "\",\"outcome\":"
                : "{\"subject\":{\"type\":\"agent\",\"id\":\"bot\"},\"outcome\":";
        out.writeBytes(utf8(head));
        out.writeBytes(utf8(choices.inHundred(90) ? "{\"status\":\"ok\"}" : JsonText.write(ODD)));
        out.writeBytes(utf8(choices.inHundred(30) ? ",\"context\":{\"explain\":\"full\"}" : ""));
        out.writeBytes(utf8(",\"result\":"));
        out.writeBytes(sample.json());
        out.writeBytes(utf8("}"));
        return choices.inHundred(8) ? mutations.mutated(out.toByteArray(), choices) : out.toByteArray();
    }

    private byte[] packed(byte[] body, Choices choices) {
        byte[] packed = gzip(body, choices.below(200) == 0 ? choices.below(40) : 0);
        return switch (choices.below(8)) {
            case 0 -> Arrays.copyOf(packed, choices.below(packed.length + 1));
            case 1 -> mutations.mutated(packed, choices);
            default -> packed;
        };
    }

    private static String base64(byte[] body, Choices choices) {
        String encoded = Base64.getEncoder().encodeToString(body);
        int at = choices.below(encoded.length() + 1);
        return choices.inHundred(95) ? encoded : encoded.substring(0, at) + "*" + encoded.substring(at);
    }

    /** @param more megabytes of nothing behind it */
    private static byte[] gzip(byte[] bytes, int more) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
            for (int i = 0; i < more; i++) {
                gzip.write(new byte[MEGABYTE]);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static String unpacked(String body) {
        try (var gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(body)))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notGzip) {
            throw new UncheckedIOException(notGzip);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
