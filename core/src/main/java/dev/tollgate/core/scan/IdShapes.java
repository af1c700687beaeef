package dev.tollgate.core.scan;

import dev.tollgate.core.scan.id.IdForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The forms of numbers as a tree of their shapes: a number is read only as long as some form goes on like it, and meets
 * only the checks of forms that it has.
 */
final class IdShapes {
    static final int START = 1;
    static final int DEAD = 0;

    private static final String SYMBOLS = "9A -./+";
    private static final int WIDTH = 8;
    private static final IdForm[] NONE = {};

    private final byte[] columns = columns();
    private char[] next = new char[WIDTH * 64];
    private final List<IdForm[]> forms = new ArrayList<>(List.of(NONE, NONE));
    private final int longest;

    IdShapes(List<IdForm> all) {
        Map<String, List<IdForm>> byShape = new LinkedHashMap<>();
        for (IdForm form : all) {
            byShape.computeIfAbsent(form.shape(), shape -> new ArrayList<>()).add(form);
        }
        byShape.forEach(this::add);
        this.longest = byShape.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** In bytes, with separators. */
    int longest() {
        return longest;
    }

    /** The place in the tree after one more byte; {@link #DEAD} when no form goes on so. */
    int next(int place, byte b) {
        return next[place * WIDTH + columns[b & 0xFF]];
    }

    /** Of numbers that end here. To be read only. */
    IdForm[] endingAt(int place) {
        return forms.get(place);
    }

    private void add(String shape, List<IdForm> ofShape) {
        int place = START;
        for (int i = 0; i < shape.length(); i++) {
            int symbol = SYMBOLS.indexOf(shape.charAt(i));
            if (symbol < 0) {
                throw new IllegalArgumentException("a shape has 9, A and separators, not " + shape);
            }
            int cell = place * WIDTH + symbol + 1;
            if (next[cell] == DEAD) {
                if (forms.size() * WIDTH == next.length) {
                    next = Arrays.copyOf(next, next.length * 2);
                }
                next[cell] = (char) forms.size();
                forms.add(NONE);
            }
            place = next[cell];
        }
        forms.set(place, ofShape.toArray(IdForm[]::new));
    }

    private static byte[] columns() {
        var columns = new byte[256];
        for (int b = 0; b < 128; b++) {
            char symbol = ByteClass.isDigit((byte) b) ? '9' : ByteClass.isLetter((byte) b) ? 'A' : (char) b;
            columns[b] = (byte) (SYMBOLS.indexOf(symbol) + 1);
        }
        return columns;
    }
}
