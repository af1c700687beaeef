package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds any of many words in one pass over a text, each byte once (Aho and Corasick, "Efficient string matching", 1975),
 * as a table with a row for each state and a column for each byte. Letters of ASCII match in either case.
 *
 * <p>A text is read from {@link #START}: {@code state = words.next(state, text[i])}, and where {@link #isEnd} says so,
 * the words of {@link #endingAt} end with that byte.
 */
public final class Keywords {
    public static final int START = 0;
    private static final int MOST_STATES = 1 << 16;
    private static final int[] NONE = {};

    private final char[] table;
    private final int firstEnd;
    private final int[][] ends;
    private final int[] lengths;

    private Keywords(char[] table, int firstEnd, int[][] ends, int[] lengths) {
        this.table = table;
        this.firstEnd = firstEnd;
        this.ends = ends;
        this.lengths = lengths;
    }

    /**
     * @param words not empty; they are known by their places in this list from here on
     * @throws IllegalArgumentException when they are too many: 65,536 bytes together without what they share
     */
    public static Keywords of(List<String> words) {
        return new Trie(words).automaton();
    }

    /** The state after one more byte. */
    public int next(int state, byte next) {
        return table[state << 8 | next & 0xFF];
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

    /** What the words share at their beginnings; each node is the state after some first bytes of a word. */
    private static final class Trie {
        private static final int NOWHERE = -1;

        private final int[] lengths;
        private byte[] bytes = new byte[256];
        private int[] parents = new int[256];
        private int[] firstChild = new int[256];
        private int[] nextSibling = new int[256];
        private int[][] ends = new int[256][];
        private int nodes;

        Trie(List<String> words) {
            this.lengths = new int[words.size()];
            add(NOWHERE, (byte) 0);
            for (int word = 0; word < lengths.length; word++) {
                byte[] letters = words.get(word).getBytes(StandardCharsets.UTF_8);
                if (letters.length == 0) {
                    throw new IllegalArgumentException("a word has at least one letter");
                }
                lengths[word] = letters.length;
                int node = node(letters);
                ends[node] = with(ends[node], word);
            }
        }

        private static int[] with(int[] some, int... more) {
            if (more.length == 0) {
                return some;
            }
            int[] all = Arrays.copyOf(some, some.length + more.length);
            System.arraycopy(more, 0, all, some.length, more.length);
            return all;
        }

        private int node(byte[] word) {
            int node = START;
            for (byte letter : word) {
                byte b = ByteClass.lower(letter);
                int child = child(node, b);
                node = child == NOWHERE ? add(node, b) : child;
            }
            return node;
        }

        private int child(int node, byte b) {
            int child = firstChild[node];
            while (child != NOWHERE && bytes[child] != b) {
                child = nextSibling[child];
            }
            return child;
        }

        private int add(int parent, byte b) {
            if (nodes == MOST_STATES) {
                throw new IllegalArgumentException("the words are too many");
            }
            if (nodes == bytes.length) {
                int room = nodes * 2;
                bytes = Arrays.copyOf(bytes, room);
                parents = Arrays.copyOf(parents, room);
                firstChild = Arrays.copyOf(firstChild, room);
                nextSibling = Arrays.copyOf(nextSibling, room);
                ends = Arrays.copyOf(ends, room);
            }
            int node = nodes++;
            bytes[node] = b;
            parents[node] = parent;
            firstChild[node] = NOWHERE;
            ends[node] = NONE;
            if (parent != NOWHERE) {
                nextSibling[node] = firstChild[parent];
                firstChild[parent] = node;
            }
            return node;
        }

        Keywords automaton() {
            int[] nearestFirst = nearestFirst();
            int[] fallback = fallback(nearestFirst);
            for (int node : nearestFirst) {
                ends[node] = with(ends[node], node == START ? NONE : ends[fallback[node]]);
            }
            return numbered(nearestFirst, fallback);
        }

        private int[] nearestFirst() {
            var nearestFirst = new int[nodes];
            int known = 1;
            for (int i = 0; i < nodes; i++) {
                for (int child = firstChild[nearestFirst[i]]; child != NOWHERE; child = nextSibling[child]) {
                    nearestFirst[known++] = child;
                }
            }
            return nearestFirst;
        }

        /** Of each node the one after the longest end of what was read that begins a word. */
        private int[] fallback(int[] nearestFirst) {
            var fallback = new int[nodes];
            for (int node : nearestFirst) {
                if (node == START || parents[node] == START) {
                    continue;
                }
                int back = fallback[parents[node]];
                int next = child(back, bytes[node]);
                while (next == NOWHERE && back != START) {
                    back = fallback[back];
                    next = child(back, bytes[node]);
                }
                fallback[node] = next == NOWHERE ? START : next;
            }
            return fallback;
        }

        /**
         * States in which a word ends get the highest numbers, so that one comparison tells them; those near the start, in
         * which most of a text is read, lie side by side.
         */
        private Keywords numbered(int[] nearestFirst, int[] fallback) {
            var state = new int[nodes];
            int next = 0;
            for (int node : nearestFirst) {
                if (ends[node].length == 0) {
                    state[node] = next++;
                }
            }
            int firstEnd = next;
            var endings = new int[nodes - firstEnd][];
            for (int node : nearestFirst) {
                if (ends[node].length > 0) {
                    endings[next - firstEnd] = ends[node];
                    state[node] = next++;
                }
            }
            var table = new char[nodes << 8];
            for (int node : nearestFirst) {
                int row = state[node] << 8;
                System.arraycopy(table, state[fallback[node]] << 8, table, row, 256);
                for (int child = firstChild[node]; child != NOWHERE; child = nextSibling[child]) {
                    byte b = bytes[child];
                    table[row | b & 0xFF] = (char) state[child];
                    if (b >= 'a' && b <= 'z') {
                        table[row | b - 'a' + 'A'] = (char) state[child];
                    }
                }
            }
            return new Keywords(table, firstEnd, endings, lengths);
        }
    }
}
