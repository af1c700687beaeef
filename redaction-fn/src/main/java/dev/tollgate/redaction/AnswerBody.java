package dev.tollgate.redaction;

import dev.tollgate.core.answer.AnswerForm;
import dev.tollgate.core.answer.BlockReason;
import dev.tollgate.core.http.GatewayEvent;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.redact.Redacted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The body of one answer. All of it but the record's id is packed before the record is written, so that it is known to
 * fit by then.
 */
final class AnswerBody implements AnswerForm.Written<HttpResponse> {
    static final String RECORD_ID = "tollgate-record-id";

    /** From here on an answer is packed, where the caller can unpack it. */
    private static final int PACKED_FROM = 1024 * 1024;

    /** For status, headers and the record's id, as they stand in the event. */
    private static final int RESERVE = 4 * 1024;

    private static final byte[] BEGIN = "{\"result\":".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream bytes;
    private final Optional<GZIPOutputStream> gzip;

    private AnswerBody(ByteArrayOutputStream bytes, Optional<GZIPOutputStream> gzip) {
        this.bytes = bytes;
        this.gzip = gzip;
    }

    /** @param takesGzip whether the caller can unpack it */
    static AnswerBody of(Redacted redacted, boolean isExplained, boolean takesGzip) {
        byte[] rest = JsonText.writeBytes(rest(redacted, isExplained));
        boolean isPacked = takesGzip && redacted.result().length >= PACKED_FROM;
        var bytes = new ByteArrayOutputStream(
                isPacked ? redacted.result().length / 3 : redacted.result().length + rest.length + 128);
        var body = new AnswerBody(bytes, isPacked ? Optional.of(fastGzip(bytes)) : Optional.empty());
        body.write(BEGIN, BEGIN.length);
        body.write(redacted.result(), redacted.result().length);
        rest[0] = ',';
        body.write(rest, rest.length - 1);
        body.flush();
        return body;
    }

    /** An answer that is not recorded. */
    static HttpResponse blocked(BlockReason reason) {
        return of(reason.result(), false, false).closed(Optional.empty());
    }

    @Override
    public boolean fits() {
        return fits(response());
    }

    static boolean fits(HttpResponse response) {
        return GatewayEvent.bytesInEvent(response) + RESERVE <= GatewayEvent.MOST_BYTES;
    }

    @Override
    public HttpResponse closed(Optional<String> recordId) {
        String end = recordId.map(id -> ",\"record_id\":\"" + id + "\"}").orElse("}");
        byte[] ending = end.getBytes(StandardCharsets.US_ASCII);
        write(ending, ending.length);
        gzip.ifPresent(AnswerBody::finish);
        HttpResponse response = response();
        return recordId.map(id -> response.with(RECORD_ID, id)).orElse(response);
    }

    private HttpResponse response() {
        HttpResponse response = HttpResponse.json(200, bytes.toByteArray());
        return gzip.isPresent() ? response.packed() : response;
    }

    private static Json.Obj rest(Redacted redacted, boolean isExplained) {
        var rest = Json.object().put("action", redacted.action().word());
        rest.put("reason", BlockReason.wordOf(redacted));
        rest.put(
                "findings",
                new Json.Arr(
                        redacted.findings().stream().map(AnswerBody::finding).toList()));
        rest.put("labels", Json.texts(redacted.labels().stream().sorted().toList()));
        if (isExplained) {
            List<Json> places =
                    redacted.located().stream().map(AnswerBody::place).toList();
            rest.put("places", new Json.Arr(places));
        }
        return rest.build();
    }

    private static Json finding(Redacted.Count count) {
        return Json.object()
                .put("type", count.type())
                .put("count", count.count())
                .put("action", count.action())
                .put("confidence", count.confidence())
                .build();
    }

    private static Json place(Redacted.Located place) {
        return Json.object()
                .put("type", place.type())
                .put("action", place.action())
                .put("pointer", place.pointer())
                .put("from", place.from())
                .put("to", place.to())
                .put("confidence", place.confidence())
                .build();
    }

    private void write(byte[] more, int length) {
        try {
            if (gzip.isPresent()) {
                gzip.get().write(more, 0, length);
            } else {
                bytes.write(more, 0, length);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void flush() {
        try {
            if (gzip.isPresent()) {
                gzip.get().flush();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void finish(GZIPOutputStream gzip) {
        try {
            gzip.finish();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** In memory the time is spent in packing, so the fastest level is the best one. */
    private static GZIPOutputStream fastGzip(ByteArrayOutputStream bytes) {
        try {
            return new FastGzip(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static final class FastGzip extends GZIPOutputStream {
        private static final int BUFFER_BYTES = 64 * 1024;

        FastGzip(ByteArrayOutputStream bytes) throws IOException {
            super(bytes, BUFFER_BYTES, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
