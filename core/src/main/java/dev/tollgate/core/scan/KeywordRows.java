package dev.tollgate.core.scan;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static dev.tollgate.core.scan.KeywordTrie.NOWHERE;
import static dev.tollgate.core.scan.KeywordTrie.ROOT;

/**
 * Puts the rows of all states into one array. A row has the fallback first, then the steps that lead on. A state near the
 * start, or one with many steps, has the steps of all bytes, since most of a text is read there; the rows of others lie in
 * the gaps that they find.
 */
final class KeywordRows {
    /** Of bytes that no word has. The first place of a row is no byte's. */
    private static final int OTHERS = 1;

    private static final long NOBODYS = -1L << 32;

    /** With these two a clean text is read as fast as from one whole table, in a sixth of its room. */
    private static final int FULL_DEPTH = 4;

    private static final int FULL_CHILDREN = 3;

    /** How far back gaps are looked for, in places. What is wasted so is little, and looking for each one takes long. */
    private static final int LOOK_BACK = 1024;

    private final KeywordTrie trie;
    private final int[] columns = new int[256];
    private int asciiWidth;
    private int fullWidth;
    private final int[] children;
    private final int[] states;

    /** Of each node's row, as far as it has the steps of all bytes; 1 if only those that lead on. */
    private final int[] widths;

    private boolean[] taken = new boolean[1 << 12];
    private int length;
    private int firstEnd;
    private long[] steps = {};

    KeywordRows(KeywordTrie trie) {
        this.trie = trie;
        this.children = new int[trie.size()];
        this.widths = new int[trie.size()];
        this.states = new int[trie.size()];
        setColumns();
        setWidths();
        place();
        fill();
    }

    /** ASCII first. */
    private void setColumns() {
        var has = new boolean[256];
        for (int node : trie.nearestFirst()) {
            has[trie.lastByte(node) & 0xFF] |= node != ROOT;
        }
        int next = OTHERS + 1;
        for (int b = 0; b < 256; b++) {
            asciiWidth = b == 128 ? next : asciiWidth;
            columns[b] = has[b] ? next++ : OTHERS;
        }
        for (int letter = 'a'; letter <= 'z'; letter++) {
            columns[letter - 'a' + 'A'] = columns[letter];
        }
        fullWidth = next;
    }

    /** Near the start all bytes; else those beyond ASCII where one was read before, since they stand together. */
    private void setWidths() {
        var depths = new int[trie.size()];
        for (int node : trie.nearestFirst()) {
            if (node != ROOT) {
                depths[node] = depths[trie.parent(node)] + 1;
                children[trie.parent(node)]++;
            }
        }
        for (int node : trie.nearestFirst()) {
            boolean isAscii = trie.lastByte(node) >= 0;
            if (depths[node] <= 1 || depths[node] <= 2 && !isAscii) {
                widths[node] = fullWidth;
            } else {
                boolean isFull = depths[node] <= FULL_DEPTH || children[node] >= FULL_CHILDREN;
                widths[node] = !isFull ? 1 : isAscii ? asciiWidth : fullWidth;
            }
        }
    }

    /** States in which a word ends get the highest numbers, so that one comparison tells them. */
    private void place() {
        int[] largestFirst = largestFirst();
        place(largestFirst, false);
        firstEnd = length;
        place(largestFirst, true);
        length += fullWidth;
    }

    /** The root before all others; among rows of one size the nearest first. */
    private int[] largestFirst() {
        int[] nearestFirst = trie.nearestFirst();
        var bySize = new long[trie.size()];
        for (int i = 0; i < bySize.length; i++) {
            int size = i == 0 ? Integer.MAX_VALUE : widths[nearestFirst[i]] + children[nearestFirst[i]];
            bySize[i] = (long) -size << 32 | i;
        }
        Arrays.sort(bySize);
        return LongStream.of(bySize).mapToInt(key -> nearestFirst[(int) key]).toArray();
    }

    private void place(int[] largestFirst, boolean areEnds) {
        int[] largest = IntStream.of(largestFirst)
                .filter(node -> trie.ends(node).length > 0 == areEnds)
                .toArray();
        int next = 0;
        int tried = length;
        while (next < largest.length && widths[largest[next]] > 1) {
            tried = take(largest[next++], tried);
        }
        int firstGap = length;
        for (; next < largest.length && children[largest[next]] > 1; next++) {
            boolean isSmaller = next > 0 && children[largest[next]] < children[largest[next - 1]];
            tried = take(largest[next], isSmaller ? firstGap : tried);
        }
        var firstTried = new int[fullWidth];
        Arrays.fill(firstTried, firstGap);
        int farthest = firstGap;
        for (; next < largest.length; next++) {
            int child = trie.firstChild(largest[next]);
            int column = child == NOWHERE ? 0 : column(child);
            int at = Math.max(farthest - LOOK_BACK, firstTried[column]);
            while (isTaken(at) || isTaken(at + column)) {
                at++;
            }
            firstTried[column] = take(largest[next], at);
            farthest = Math.max(farthest, firstTried[column]);
        }
    }

    private int column(int node) {
        return columns[trie.lastByte(node) & 0xFF];
    }

    private boolean isTaken(int at) {
        return at < taken.length && taken[at];
    }

    private boolean fits(int node, int at) {
        for (int i = at; i < at + widths[node]; i++) {
            if (isTaken(i)) {
                return false;
            }
        }
        for (int child = trie.firstChild(node); child != NOWHERE; child = trie.nextSibling(child)) {
            if (isTaken(at + column(child))) {
                return false;
            }
        }
        return true;
    }

    /** At the first place that it fits into. */
    private int take(int node, int from) {
        int state = from;
        while (!fits(node, state)) {
            state++;
        }
        states[node] = state;
        int end = state + widths[node];
        for (int child = trie.firstChild(node); child != NOWHERE; child = trie.nextSibling(child)) {
            end = Math.max(end, state + column(child) + 1);
        }
        length = Math.max(length, end);
        if (taken.length < length) {
            taken = Arrays.copyOf(taken, length * 2);
        }
        Arrays.fill(taken, state, state + widths[node], true);
        for (int child = trie.firstChild(node); child != NOWHERE; child = trie.nextSibling(child)) {
            taken[state + column(child)] = true;
        }
        return state;
    }

    /** Nearest first, since the steps of a full row that lead on nowhere are those of its fallback. */
    private void fill() {
        steps = new long[length];
        Arrays.fill(steps, NOBODYS);
        for (int node : trie.nearestFirst()) {
            int state = states[node];
            steps[state] = step(state, states[fallback(node)]);
            for (int child = trie.firstChild(node); child != NOWHERE; child = trie.nextSibling(child)) {
                steps[state + column(child)] = step(state, states[child]);
            }
            for (int column = OTHERS; column < widths[node]; column++) {
                if (steps[state + column] == NOBODYS) {
                    steps[state + column] = step(state, withoutChild(node, column));
                }
            }
        }
    }

    private int withoutChild(int node, int column) {
        return node == ROOT ? Keywords.START : Keywords.next(steps, states[trie.fallback(node)], column);
    }

    private static long step(int from, int to) {
        return (long) from << 32 | to;
    }

    /** One that has a step which the node has not. */
    private int fallback(int node) {
        int back = trie.fallback(node);
        while (widths[back] == 1 && hasAllOf(node, back)) {
            back = trie.fallback(back);
        }
        return back;
    }

    private boolean hasAllOf(int node, int other) {
        for (int child = trie.firstChild(other); child != NOWHERE; child = trie.nextSibling(child)) {
            if (trie.child(node, trie.lastByte(child)) == NOWHERE) {
                return false;
            }
        }
        return true;
    }

    Keywords automaton() {
        var ends = new int[length - firstEnd][];
        for (int node : trie.nearestFirst()) {
            if (trie.ends(node).length > 0) {
                ends[states[node] - firstEnd] = trie.ends(node);
            }
        }
        return new Keywords(columns, steps, firstEnd, ends, trie.lengths());
    }
}
