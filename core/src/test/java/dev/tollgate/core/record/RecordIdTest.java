package dev.tollgate.core.record;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RecordIdTest {
    @Test
    void readsARecordAndAnItemOfABatch() {
        assertEquals(
                Optional.of(new RecordId("06h0nkijq2fgj4li4geuv879ag", 17, Optional.empty())),
                RecordId.parse("06h0nkijq2fgj4li4geuv879ag-17"));
        assertEquals(Optional.of(new RecordId("w1", 0, Optional.of(99))), RecordId.parse("w1-0.99"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "w",
                "w-",
                "-1",
                "w-01",
                "w-1.",
                "w-1.01",
                "w-1.100",
                "w--1",
                "w-1.2.3",
                "W-1",
                "w#-1",
                "w-1 ",
                "w-+1",
                "w-1234567890123",
                "w-\u0661",
                "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww-1"
            })
    void nothingElseIsOne(String text) {
        assertEquals(Optional.empty(), RecordId.parse(text));
    }
}
