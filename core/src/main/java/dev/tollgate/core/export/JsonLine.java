package dev.tollgate.core.export;

import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.SealedRecord;
import java.util.Optional;

/**
 * A record and its hash on one line: {@code {"hash":"…","record":{…}}}. The text of {@code record} is, byte by byte,
 * what the hash covers, so {@code sha256sum} can check it.
 */
public final class JsonLine {
    private JsonLine() {}

    public static String of(SealedRecord record) {
        return "{\"hash\":" + CanonicalJson.RFC_8785.text(Json.of(record.hash())) + ",\"record\":"
                + CanonicalJson.RFC_8785.text(record.content()) + "}";
    }

    /** The record of a line; empty when it is another line. Whether it is what its hash says is for the caller to check. */
    public static Optional<SealedRecord> read(Json.Obj line) {
        Optional<Json.Obj> content = line.object("record");
        Optional<RecordId> id = content.flatMap(members -> members.text("id"))
                .flatMap(RecordId::parse)
                .filter(named -> named.item().isEmpty());
        return line.text("hash")
                .flatMap(hash -> id.map(
                        named -> new SealedRecord(named.writer(), named.seq(), content.orElse(Json.Obj.EMPTY), hash)));
    }
}
