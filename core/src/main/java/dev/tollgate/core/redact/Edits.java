package dev.tollgate.core.redact;

import java.util.ArrayList;
import java.util.List;

/** What was written in place of parts of a text, and so where its other parts are now. */
final class Edits {
    private final byte[] text;
    private final Output out;
    private final List<Edit> edits = new ArrayList<>();
    private final int start;
    private int copied;

    Edits(byte[] text, int from, int to) {
        this.text = text;
        this.out = new Output(to - from + 16);
        this.start = from;
        this.copied = from;
    }

    /** @param outTo the byte behind it in what was written */
    private record Edit(int from, int to, int outFrom, int outTo) {}

    /** To be called in the order of the text. */
    void replace(int from, int to, String by) {
        out.write(text, copied, from);
        int outFrom = out.size();
        out.write(by);
        edits.add(new Edit(from, to, outFrom, out.size()));
        copied = to;
    }

    byte[] written(int to) {
        out.write(text, copied, to);
        copied = to;
        return out.toBytes();
    }

    /** Where a byte of the text is; of what was replaced, where that begins. */
    int startOf(int at) {
        int shift = -start;
        for (Edit edit : edits) {
            if (at < edit.to()) {
                return at < edit.from() ? at + shift : edit.outFrom();
            }
            shift = edit.outTo() - edit.to();
        }
        return at + shift;
    }

    /** Where a part of the text that ends here ends; of what was replaced, where that ends. */
    int endOf(int at) {
        int shift = -start;
        for (Edit edit : edits) {
            if (at <= edit.to()) {
                return at <= edit.from() ? at + shift : edit.outTo();
            }
            shift = edit.outTo() - edit.to();
        }
        return at + shift;
    }
}
