package dev.tollgate.core.scan;

import java.util.List;

/**
 * Finds any of many words in one pass over a text (Aho and Corasick, "Efficient string matching", 1975). Letters of ASCII
 * match in either case. The work is linear in the text: where no word goes on, a shorter end of what was read is tried, and
 * what was given up is not read again.
 *
 * <p>A text is read from {@link #START}: {@code state = words.next(state, text[i])}, and where {@link #isEnd} says so,
 * the words of {@link #endingAt} end with that byte.
 *
 * <p>Most states lie inside of a word, and have one byte that leads on. All steps therefore share one array, in which the
 * rows of states lie over each other so that no two steps meet (Aoe, "An efficient digital search algorithm by using a
 * double-array structure", 1989). The number of a state is the place where its row begins.
 */
public final class Keywords {
    public static final int START = 0;

    /** Of each byte its place in a row; bytes that no word has share one. */
    private final int[] columns;

    /** The state that a step belongs to in the upper half, the one that it leads to in the lower. */
    private final long[] steps;

    private final int firstEnd;
    private final int[][] ends;
    private final int[] lengths;

    Keywords(int[] columns, long[] steps, int firstEnd, int[][] ends, int[] lengths) {
        this.columns = columns;
        this.steps = steps;
        this.firstEnd = firstEnd;
        this.ends = ends;
        this.lengths = lengths;
    }

    /** @param words not empty; they are known by their places in this list from here on */
    public static Keywords of(List<String> words) {
        return new KeywordRows(new KeywordTrie(words)).automaton();
    }

    /** The state after one more byte. */
    public int next(int state, byte next) {
        return next(steps, state, columns[next & 0xFF]);
    }

    static int next(long[] steps, int state, int column) {
        int at = state;
        long step = steps[at + column];
        while ((int) (step >> 32) != at) {
            at = (int) steps[at];
            step = steps[at + column];
        }
        return (int) step;
    }

    /** Whether a word ends here. */
    public boolean isEnd(int state) {
        return state >= firstEnd;
    }

    /** The places of the words that end here, longest first. To be read only. */
    public int[] endingAt(int state) {
        return ends[state - firstEnd];
    }

    /** Of a word, in bytes. */
    public int length(int word) {
        return lengths[word];
    }
}
