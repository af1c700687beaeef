package dev.tollgate.core.policy.expr;

import java.util.Arrays;

/** CEL's {@code bytes}. */
public final class Bytes implements Comparable<Bytes> {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    public byte[] content() {
        return content.clone();
    }

    public int size() {
        return content.length;
    }

    Bytes plus(Bytes more) {
        byte[] both = Arrays.copyOf(content, content.length + more.content.length);
        System.arraycopy(more.content, 0, both, content.length, more.content.length);
        return new Bytes(both);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }
}
