package dev.tollgate.core.seal;

import dev.tollgate.core.record.SealedRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What stands for a record in the tree. The data of its leaf is the writer's name, a line feed, {@code seq} in decimal
 * digits, a line feed (all in ASCII), then the 32 bytes of the record's hash; so a leaf stands for one place of one
 * chain, whatever the record says of itself.
 */
public final class Leaf {
    private Leaf() {}

    public static TreeHash of(SealedRecord record) {
        return of(record.writer(), record.seq(), record.hash());
    }

    /** @param hash 64 hex digits */
    public static TreeHash of(String writer, long seq, String hash) {
        var data = new ByteArrayOutputStream();
        data.writeBytes((writer + "\n" + seq + "\n").getBytes(StandardCharsets.UTF_8));
        data.writeBytes(HexFormat.of().parseHex(hash));
        return TreeHash.ofLeaf(data.toByteArray());
    }
}
