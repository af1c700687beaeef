package dev.tollgate.audit.stream;

import dev.tollgate.audit.stream.Delivered.Change;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.export.OcsfEvent;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.SealedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * The records of one batch as OCSF events, a line each, for the archive. The name says what is in it: the hour and the
 * sequence number of the first record, the sequence number of the last, and a digest of the bytes, since Lambda does not
 * tell the shard and numbers of two shards could be the same. So the same batch again is the same file, and another cut
 * of it is another file: a record can be in two files, and is told by {@code metadata.uid}.
 */
final class Segment {
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int DIGITS = 8;

    private final List<Change> changes = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();

    void add(Change change, SealedRecord record) {
        lines.append(JsonText.write(OcsfEvent.of(record))).append('\n');
        changes.add(change);
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** @param content the segment's own */
    String name(byte[] content) {
        Change first = changes.getFirst();
        return "records/" + FOLDER.format(first.created()) + "/" + first.sequenceNumber() + "-"
                + changes.getLast().sequenceNumber() + "-"
                + Sha256.hex(content).substring(0, DIGITS) + ".jsonl.gz";
    }

    /** The same bytes for the same lines: the JDK writes no time into them. */
    byte[] content() {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
