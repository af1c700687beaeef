package dev.tollgate.core.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * What was written in place of parts of a text, and so where its other parts are now. As far as places are told: behind the
 * {@value Redacted#MOST_LOCATED}th change only the order of places is right.
 */
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
        if (edits.size() < Redacted.MOST_LOCATED) {
            edits.add(new Edit(from, to, outFrom, out.size()));
        }
        copied = to;
    }

    /** Where the text was changed first; there must be such a place. */
    int firstChange() {
        return edits.getFirst().from();
    }

    byte[] written(int to) {
        out.write(text, copied, to);
        copied = to;
        return out.toBytes();
    }

    /** Where a byte of the text is; of what was replaced, where that begins. */
    int startOf(int at) {
        int next = firstEndingAfter(at);
        return next < edits.size() && at >= edits.get(next).from()
                ? edits.get(next).outFrom()
                : at + shiftBefore(next);
    }

    /** Where a part of the text that ends here ends; of what was replaced, where that ends. */
    int endOf(int at) {
        int next = firstEndingAfter(at - 1);
        return next < edits.size() && at > edits.get(next).from()
                ? edits.get(next).outTo()
                : at + shiftBefore(next);
    }

    /** By halves: a text can have as many replaced parts as it has findings, and each of those is asked for. */
    private int firstEndingAfter(int at) {
        int low = 0;
        int high = edits.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edits.get(middle).to() > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int shiftBefore(int edit) {
        return edit == 0
                ? -start
                : edits.get(edit - 1).outTo() - edits.get(edit - 1).to();
    }
}
