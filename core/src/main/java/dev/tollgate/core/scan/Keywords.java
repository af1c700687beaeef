package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds any of many words in one pass over a text, each byte once (Aho and Corasick, "Efficient string matching", 1975),
 * as a table with a row for each state and a column for each class of bytes. Letters of ASCII match in either case.
 *
 * <p>A state is the place of its row in the table, so that no step has to multiply.
 *
 * <p>A text is read from {@link #START}: {@code state = words.next(state, text[i])}, and where {@link #isEnd} says so,
 * the words of {@link #endingAt} end with that byte.
 */
public final class Keywords {
    public static final int START = 0;
    private static final int MOST_STATES = 1 << 16;

    private final byte[] classes;
    private final int width;
    private final int[] table;
    private final int firstEnd;
    private final int[][] ends;
    private final int[] lengths;

    private Keywords(byte[] classes, int width, int[] table, int firstEnd, int[][] ends, int[] lengths) {
        this.classes = classes;
        this.width = width;
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
        return table[state + (classes[next & 0xFF] & 0xFF)];
    }

    /** Whether a word ends here. */
    public boolean isEnd(int state) {
        return state >= firstEnd;
    }

    /** The places of the words that end here, longest first. To be read only. */
    public int[] endingAt(int state) {
        return ends[(state - firstEnd) / width];
    }

    /** Of a word, in bytes. */
    public int length(int word) {
        return lengths[word];
    }

    private static final class Trie {
        private final List<byte[]> words = new ArrayList<>();
        private final byte[] classes = new byte[256];
        private final List<int[]> rows = new ArrayList<>();
        private final List<List<Integer>> ends = new ArrayList<>();
        private int width = 1;

        Trie(List<String> texts) {
            for (String text : texts) {
                byte[] word = text.getBytes(StandardCharsets.UTF_8);
                if (word.length == 0) {
                    throw new IllegalArgumentException("a word has at least one letter");
                }
                words.add(word);
            }
            classify();
            addState();
            for (int word = 0; word < words.size(); word++) {
                add(word);
            }
        }

        /** In the order of the bytes, so that the columns of letters of ASCII lie side by side. */
        private void classify() {
            var used = new BitSet();
            for (byte[] word : words) {
                for (byte b : word) {
                    used.set(lower(b));
                }
            }
            used.stream().forEach(b -> classes[b] = (byte) width++);
            for (int letter = 'a'; letter <= 'z'; letter++) {
                classes[letter - 'a' + 'A'] = classes[letter];
            }
        }

        private static int lower(byte b) {
            return b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b & 0xFF;
        }

        private int addState() {
            if (rows.size() == MOST_STATES) {
                throw new IllegalArgumentException("the words are too many");
            }
            int[] row = new int[width];
            Arrays.fill(row, -1);
            rows.add(row);
            ends.add(new ArrayList<>());
            return rows.size() - 1;
        }

        private void add(int word) {
            int state = START;
            for (byte b : words.get(word)) {
                int column = classes[lower(b)] & 0xFF;
                int next = rows.get(state)[column];
                if (next < 0) {
                    next = addState();
                    rows.get(state)[column] = next;
                }
                state = next;
            }
            ends.get(state).add(word);
        }

        /** Every missing step becomes the step from the longest end of what was read that begins a word. */
        private Keywords automaton() {
            int[] fallback = new int[rows.size()];
            var queue = new ArrayDeque<Integer>();
            var nearestFirst = new ArrayList<Integer>(rows.size());
            nearestFirst.add(START);
            for (int column = 0; column < width; column++) {
                int next = rows.getFirst()[column];
                if (next < 0) {
                    rows.getFirst()[column] = START;
                } else {
                    queue.add(next);
                }
            }
            while (!queue.isEmpty()) {
                int state = queue.remove();
                nearestFirst.add(state);
                int back = fallback[state];
                ends.get(state).addAll(ends.get(back));
                for (int column = 0; column < width; column++) {
                    int next = rows.get(state)[column];
                    int elsewhere = rows.get(back)[column];
                    if (next < 0) {
                        rows.get(state)[column] = elsewhere;
                    } else {
                        fallback[next] = elsewhere;
                        queue.add(next);
                    }
                }
            }
            return numbered(nearestFirst);
        }

        /**
         * States in which a word ends get the highest numbers, so that one comparison tells them; those near the start, in
         * which most of a text is read, lie side by side.
         */
        private Keywords numbered(List<Integer> nearestFirst) {
            int[] number = new int[rows.size()];
            int plain = 0;
            for (int state : nearestFirst) {
                if (ends.get(state).isEmpty()) {
                    number[state] = plain++;
                }
            }
            int firstEnd = plain;
            var endings = new ArrayList<int[]>();
            for (int state : nearestFirst) {
                if (!ends.get(state).isEmpty()) {
                    number[state] = plain++;
                    endings.add(
                            ends.get(state).stream().mapToInt(Integer::intValue).toArray());
                }
            }
            var table = new int[rows.size() * width];
            for (int state = 0; state < rows.size(); state++) {
                for (int column = 0; column < width; column++) {
                    table[number[state] * width + column] = number[rows.get(state)[column]] * width;
                }
            }
            int[] lengths = words.stream().mapToInt(word -> word.length).toArray();
            return new Keywords(classes, width, table, firstEnd * width, endings.toArray(int[][]::new), lengths);
        }
    }
}
