package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What words share at their beginnings; each node is what was read after some first bytes of a word. */
final class KeywordTrie {
    static final int ROOT = 0;
    static final int NOWHERE = -1;
    private static final int[] NONE = {};

    private final int[] lengths;
    private byte[] bytes = new byte[256];
    private int[] parents = new int[256];
    private int[] firstChild = new int[256];
    private int[] nextSibling = new int[256];
    private int[][] ends = new int[256][];
    private int nodes;
    private final int[] nearestFirst;
    private final int[] fallbacks;

    KeywordTrie(List<String> words) {
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
        this.nearestFirst = levels();
        this.fallbacks = shorterEnds();
        for (int node : nearestFirst) {
            ends[node] = with(ends[node], node == ROOT ? NONE : ends[fallbacks[node]]);
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
        int node = ROOT;
        for (byte letter : word) {
            byte b = ByteClass.lower(letter);
            int child = child(node, b);
            node = child == NOWHERE ? add(node, b) : child;
        }
        return node;
    }

    int child(int node, byte b) {
        int child = firstChild[node];
        while (child != NOWHERE && bytes[child] != b) {
            child = nextSibling[child];
        }
        return child;
    }

    private int add(int parent, byte b) {
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

    private int[] levels() {
        var levels = new int[nodes];
        int known = 1;
        for (int i = 0; i < nodes; i++) {
            for (int child = firstChild[levels[i]]; child != NOWHERE; child = nextSibling[child]) {
                levels[known++] = child;
            }
        }
        return levels;
    }

    private int[] shorterEnds() {
        var shorter = new int[nodes];
        for (int node : nearestFirst) {
            if (node == ROOT || parents[node] == ROOT) {
                continue;
            }
            int back = shorter[parents[node]];
            int next = child(back, bytes[node]);
            while (next == NOWHERE && back != ROOT) {
                back = shorter[back];
                next = child(back, bytes[node]);
            }
            shorter[node] = next == NOWHERE ? ROOT : next;
        }
        return shorter;
    }

    int size() {
        return nodes;
    }

    /** Its length in bytes, of each word. */
    int[] lengths() {
        return lengths;
    }

    /** All nodes, the root first, each after its parent. To be read only. */
    int[] nearestFirst() {
        return nearestFirst;
    }

    /** The node of the longest end of what was read that begins a word, too; the root's is the root. */
    int fallback(int node) {
        return fallbacks[node];
    }

    /** {@link #NOWHERE} if none. */
    int firstChild(int node) {
        return firstChild[node];
    }

    /** The next child of the same parent; {@link #NOWHERE} if none. */
    int nextSibling(int node) {
        return nextSibling[node];
    }

    /** That was read last; letters of ASCII in lower case. */
    byte lastByte(int node) {
        return bytes[node];
    }

    int parent(int node) {
        return parents[node];
    }

    /** The words that end here, longest first. To be read only. */
    int[] ends(int node) {
        return ends[node];
    }
}
