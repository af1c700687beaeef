package dev.tollgate.core.seal;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LeafTest {
    @Test
    void isTheHashOfTheWriterThePlaceAndTheHashOfTheRecord() {
        // Zero, "w1", line feed, "7", line feed and 32 bytes 0xab, hashed by another program.
        assertEquals(
                "c025dbbef8cc77cd76386cf8188d6b9463fc294eb6ecaa26b572407000be65c6",
                Leaf.of("w1", 7, "ab".repeat(32)).hex());
    }
}
