package dev.tollgate.core.seal;

import dev.tollgate.core.Sha256;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The hash of a node of a Merkle tree: SHA-256, 32 bytes. */
public final class TreeHash {
    private static final int BYTES = 32;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private TreeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What a tree without leaves has for its root (RFC 6962, section 2.1). */
    static TreeHash ofNothing() {
        return new TreeHash(Sha256.of(new byte[0]));
    }

    /** Of a leaf with this data. */
    public static TreeHash ofLeaf(byte[] data) {
        byte[] prefixed = new byte[1 + data.length];
        prefixed[0] = LEAF;
        System.arraycopy(data, 0, prefixed, 1, data.length);
        return new TreeHash(Sha256.of(prefixed));
    }

    /** Of the node above these two. */
    static TreeHash ofNode(TreeHash left, TreeHash right) {
        byte[] prefixed = new byte[1 + 2 * BYTES];
        prefixed[0] = NODE;
        System.arraycopy(left.bytes, 0, prefixed, 1, BYTES);
        System.arraycopy(right.bytes, 0, prefixed, 1 + BYTES, BYTES);
        return new TreeHash(Sha256.of(prefixed));
    }

    /** Empty when this is not 64 lower-case hex digits. */
    public static Optional<TreeHash> ofHex(String text) {
        return Digests.isHex(text) ? Optional.of(new TreeHash(HexFormat.of().parseHex(text))) : Optional.empty();
    }

    /** Empty when this is not 32 bytes in base64, with padding. */
    public static Optional<TreeHash> ofBase64(String text) {
        return Digests.base64(text).filter(bytes -> bytes.length == BYTES).map(TreeHash::new);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
