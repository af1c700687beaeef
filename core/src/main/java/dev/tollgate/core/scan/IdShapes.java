package dev.tollgate.core.scan;

import dev.tollgate.core.scan.id.IdForm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** The forms of numbers by their shapes, so that a number meets only the checks of forms that it has. */
final class IdShapes {
    static final long EMPTY = 0;
    private static final IdForm[] NONE = {};

    private final long[] hashes;
    private final IdForm[][] forms;
    private final int shortest;
    private final int longest;

    IdShapes(List<IdForm> all) {
        Map<String, List<IdForm>> byShape = new LinkedHashMap<>();
        for (IdForm form : all) {
            byShape.computeIfAbsent(form.shape(), shape -> new java.util.ArrayList<>())
                    .add(form);
        }
        int size = Integer.highestOneBit(Math.max(8, byShape.size() * 4)) * 2;
        this.hashes = new long[size];
        this.forms = new IdForm[size][];
        Arrays.fill(forms, NONE);
        byShape.forEach((shape, of) -> put(hash(shape), of.toArray(IdForm[]::new)));
        this.shortest = byShape.keySet().stream().mapToInt(String::length).min().orElse(0);
        this.longest = byShape.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** In bytes, with separators. */
    int shortest() {
        return shortest;
    }

    int longest() {
        return longest;
    }

    /** The hash of a shape with one more byte of text. */
    static long with(long hash, byte next) {
        int symbol = isDigit(next) ? '9' : isAsciiLetter(next) ? 'A' : next & 0xFF;
        return mixed(hash, symbol);
    }

    /** To be read only. */
    IdForm[] of(long hash) {
        int place = place(hash);
        while (forms[place].length > 0) {
            if (hashes[place] == hash) {
                return forms[place];
            }
            place = place + 1 & hashes.length - 1;
        }
        return NONE;
    }

    private void put(long hash, IdForm[] of) {
        int place = place(hash);
        while (forms[place].length > 0) {
            if (hashes[place] == hash) {
                throw new IllegalArgumentException("two shapes have the same hash: " + of[0].shape());
            }
            place = place + 1 & hashes.length - 1;
        }
        hashes[place] = hash;
        forms[place] = of;
    }

    private int place(long hash) {
        return (int) (hash ^ hash >>> 32) & hashes.length - 1;
    }

    private static long hash(String shape) {
        long hash = EMPTY;
        for (int i = 0; i < shape.length(); i++) {
            hash = mixed(hash, shape.charAt(i));
        }
        return hash;
    }

    /** Knuth's multiplier for 64 bits; shapes have up to 32 symbols, so no two of ours meet. */
    private static long mixed(long hash, int symbol) {
        return (hash ^ symbol) * 6364136223846793005L + 1442695040888963407L;
    }
}
