package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedCollection;

/**
 * Words by number, found without building a string. Latin letters match in either case. A word that ends with {@code *} is a
 * stem: any word that begins with it is meant.
 */
final class Vocabulary {
    static final int UNKNOWN = -1;

    private static final int FNV_START = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    private final List<String> names = new ArrayList<>();
    private final List<byte[]> words = new ArrayList<>();
    private final int[] table;
    private final int[] stems;
    private final int longest;
    private final int shortestStem;
    private final int longestStem;

    Vocabulary(SequencedCollection<String> texts) {
        for (String text : new LinkedHashSet<>(texts)) {
            names.add(text.toLowerCase(Locale.ROOT));
            words.add(bare(text).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        }
        this.table = new int[Integer.highestOneBit(Math.max(8, words.size())) * 4];
        this.stems = new int[table.length];
        Arrays.fill(table, UNKNOWN);
        Arrays.fill(stems, UNKNOWN);
        int most = 0;
        int shortest = Integer.MAX_VALUE;
        int longestOfStems = 0;
        for (int word = 0; word < words.size(); word++) {
            byte[] bytes = words.get(word);
            int[] cells = table;
            if (isStem(word)) {
                cells = stems;
                shortest = Math.min(shortest, bytes.length);
                longestOfStems = Math.max(longestOfStems, bytes.length);
            } else {
                most = Math.max(most, bytes.length);
            }
            int cell = cell(hash(bytes, 0, bytes.length));
            while (cells[cell] != UNKNOWN) {
                cell = cell(cell + 1);
            }
            cells[cell] = word;
        }
        this.longest = most;
        this.shortestStem = shortest;
        this.longestStem = longestOfStems;
    }

    private static String bare(String text) {
        return text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
    }

    private boolean isStem(int word) {
        return names.get(word).endsWith("*");
    }

    int size() {
        return words.size();
    }

    /** Its name as it was given: in lower case, a stem with its star. */
    String name(int word) {
        return names.get(word);
    }

    /** The word, or else the longest stem that it begins with. */
    int indexOf(byte[] text, int from, int to) {
        int hash = FNV_START;
        byte before = 0;
        int stem = UNKNOWN;
        for (int i = from; i < to; i++) {
            hash = (hash ^ folded(before, text[i]) & 0xFF) * FNV_PRIME;
            before = text[i];
            int length = i + 1 - from;
            if (length >= shortestStem && length <= longestStem && stems[cell(hash)] != UNKNOWN) {
                int longer = find(stems, hash, text, from, i + 1);
                stem = longer == UNKNOWN ? stem : longer;
            }
        }
        int word = to - from > longest ? UNKNOWN : find(table, hash, text, from, to);
        return word == UNKNOWN ? stem : word;
    }

    /** Whether it is a whole word, and not one that only begins as a stem does. */
    boolean hasWhole(byte[] text, int from, int to) {
        return to - from <= longest && find(table, hash(text, from, to), text, from, to) != UNKNOWN;
    }

    private int find(int[] cells, int hash, byte[] text, int from, int to) {
        for (int cell = cell(hash); cells[cell] != UNKNOWN; cell = cell(cell + 1)) {
            if (is(words.get(cells[cell]), text, from, to)) {
                return cells[cell];
            }
        }
        return UNKNOWN;
    }

    /** In bytes, of the longest word that begins here and has whole characters of three bytes only; 0 when none does. */
    int longestOfThreeByteCharacters(byte[] text, int from, int to) {
        int most = Math.min(to - from, longest);
        int hash = FNV_START;
        int found = 0;
        for (int length = 3; length <= most; length += 3) {
            if ((text[from + length - 3] & 0xF0) != 0xE0) {
                break;
            }
            for (int i = from + length - 3; i < from + length; i++) {
                hash = (hash ^ text[i] & 0xFF) * FNV_PRIME;
            }
            if (find(table, hash, text, from, from + length) != UNKNOWN) {
                found = length;
            }
        }
        return found;
    }

    private int cell(int hash) {
        return (hash ^ hash >>> 15) & table.length - 1;
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = FNV_START;
        byte before = 0;
        for (int i = from; i < to; i++) {
            hash = (hash ^ folded(before, text[i]) & 0xFF) * FNV_PRIME;
            before = text[i];
        }
        return hash;
    }

    private static boolean is(byte[] word, byte[] text, int from, int to) {
        if (word.length != to - from) {
            return false;
        }
        byte before = 0;
        for (int i = 0; i < word.length; i++) {
            if (word[i] != folded(before, text[from + i])) {
                return false;
            }
            before = text[from + i];
        }
        return true;
    }

    /** The byte in lower case, in ASCII, Latin-1 and Latin Extended-A, where the lead byte stays the same. */
    private static byte folded(byte before, byte b) {
        if (b >= 0) {
            return ByteClass.lower(b);
        }
        int low = b & 0x3F;
        return switch (before & 0xFF) {
            case 0xC3 -> low < 0x1F && low != 0x17 ? (byte) (b + 0x20) : b;
            case 0xC4 -> isUpper(0x100 + low) && low != 0x3F ? (byte) (b + 1) : b;
            case 0xC5 -> isUpper(0x140 + low) && low != 0x38 ? (byte) (b + 1) : b;
            default -> b;
        };
    }

    private static boolean isUpper(int character) {
        boolean isOdd = (character & 1) != 0;
        boolean oddAreUpper = character >= 0x139 && character <= 0x148 || character >= 0x179 && character <= 0x17E;
        return isOdd == oddAreUpper;
    }
}
