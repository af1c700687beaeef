package dev.tollgate.core.scan;

/**
 * What single words say, as bits, in a table of 32-bit hashes that is read without making a text of the bytes. With 40,000
 * words, one in 100,000 others is taken for one of them: for what asks for a second sign.
 */
public final class WordKinds {
    private static final int LONGEST_WORD = 40;
    private static final int BASIS = 0x811C9DC5;

    private final int[] hashes;
    private final short[] kinds;
    private final int mask;

    /** @param words at most so many */
    public WordKinds(int words) {
        int size = Integer.highestOneBit(Math.max(8, words)) * 4;
        this.hashes = new int[size];
        this.kinds = new short[size];
        this.mask = size - 1;
    }

    /** Adds these kinds to what the word has. */
    public void add(byte[] word, int kind) {
        int at = place(word);
        kinds[at] |= (short) kind;
    }

    public void remove(byte[] word, int kind) {
        int at = place(word);
        kinds[at] &= (short) ~kind;
    }

    private int place(byte[] word) {
        int hash = hash(word, 0, word.length);
        int at = slot(hash);
        hashes[at] = hash;
        return at;
    }

    /** The kinds of a word in any case, or 0. */
    public int of(byte[] text, int from, int to) {
        return kinds[slot(hash(text, from, to))] & 0xFFFF;
    }

    /**
     * The word of letters that begins here, read once for its end and for its kinds.
     *
     * @return the byte after it, times 65,536, plus its kinds
     */
    public long wordAt(byte[] text, int at, int to) {
        int latest = Math.min(to, at + LONGEST_WORD);
        int hash = BASIS;
        int end = at;
        while (end < latest && ByteClass.isLetter(text[end])) {
            hash = next(hash, text, at, end++);
        }
        return (long) end << Short.SIZE | kinds[slot(hash == 0 ? 1 : hash)] & 0xFFFF;
    }

    private int slot(int hash) {
        int at = (hash ^ hash >>> 15) & mask;
        while (hashes[at] != 0 && hashes[at] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Never 0. */
    private static int hash(byte[] text, int from, int to) {
        int hash = BASIS;
        for (int i = from; i < to; i++) {
            hash = next(hash, text, from, i);
        }
        return hash == 0 ? 1 : hash;
    }

    /** FNV-1a. Letters of ASCII and of Latin-1 in either case are the same. */
    private static int next(int hash, byte[] text, int from, int at) {
        byte b = ByteClass.lower(text[at]);
        if (b < 0 && at > from && text[at - 1] == (byte) 0xC3 && b < (byte) 0x9F) {
            b |= 0x20;
        }
        return (hash ^ b & 0xFF) * 0x01000193;
    }
}
