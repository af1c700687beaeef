package dev.tollgate.core.export;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JsonLineTest {
    private static final JsonText JSON = new JsonText(16);

    @Property(seed = "20261127", tries = 200)
    void holdsByteByByteWhatTheHashCovers(@ForAll Random random) throws JsonException {
        for (Draft.Kind kind : Draft.Kind.values()) {
            SealedRecord record = new AnyRecord(random).of(kind);
            String line = JsonLine.of(record);

            String covered = line.substring(line.indexOf(",\"record\":") + ",\"record\":".length(), line.length() - 1);
            assertEquals(record.hash(), Sha256.hex(covered));
            assertFalse(line.contains("\n"));
            SealedRecord read = JsonLine.read((Json.Obj) JSON.parse(line)).orElseThrow();
            assertEquals(record.id(), read.id());
            assertTrue(read.isIntact());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"hash\":\"00\"}",
                "{\"record\":{\"id\":\"w-1\"}}",
                "{\"hash\":\"00\",\"record\":{\"id\":\"no id\"}}",
                "{\"hash\":\"00\",\"record\":{\"id\":\"w-1.2\"}}",
                "{\"hash\":1,\"record\":{\"id\":\"w-1\"}}"
            })
    void anotherLineIsNoRecord(String line) throws JsonException {
        assertEquals(Optional.empty(), JsonLine.read((Json.Obj) JSON.parse(line)));
    }
}
