package dev.tollgate.cli;

import dev.tollgate.core.export.CsvLine;
import dev.tollgate.core.export.JsonLine;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How records that the API gave are written, a line each. */
enum LineFormat {
    CSV,
    JSONL;

    List<String> lines(List<Json.Obj> records) {
        var lines = new ArrayList<String>();
        if (this == CSV) {
            lines.add(CsvLine.header().stripTrailing());
        }
        for (Json.Obj record : records) {
            SealedRecord sealed = sealed(record);
            lines.add(this == CSV ? CsvLine.of(sealed).stripTrailing() : JsonLine.of(sealed));
        }
        return lines;
    }

    /** The API puts the hash beside what it covers. */
    private static SealedRecord sealed(Json.Obj record) {
        var content = Json.object();
        record.members().forEach((name, value) -> {
            if (!name.equals("hash")) {
                content.put(name, value);
            }
        });
        RecordId id = record.text("id")
                .flatMap(RecordId::parse)
                .orElseThrow(() -> new IllegalStateException("the API gave a record without an id"));
        return new SealedRecord(
                id.writer(), id.seq(), content.build(), record.text("hash").orElse(""));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
