package dev.tollgate.core.scan;

import dev.tollgate.core.scan.id.IdForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The forms of numbers as one automaton of their shapes: a number is read only as long as some form goes on like it, and
 * meets only the checks of forms that it has.
 */
final class IdShapes {
    static final int START = 1;
    static final int DEAD = 0;

    private static final char DIGIT = '9';
    private static final char LETTER = 'A';
    private static final char DIGIT_OR_LETTER = '*';
    private static final String SYMBOLS = "9A -./+";
    private static final int WIDTH = 8;
    private static final IdForm[] NONE = {};

    private final byte[] columns = columns();
    private char[] next = new char[WIDTH * 64];
    private final IdForm[][] forms;
    private final boolean[] isEnd;
    private final boolean[] isFoundAlone;
    private final int longest;

    IdShapes(List<IdForm> all) {
        Map<String, List<IdForm>> byShape = new LinkedHashMap<>();
        for (IdForm form : all) {
            byShape.computeIfAbsent(refuseUnknown(form.shape()), shape -> new ArrayList<>())
                    .add(form);
        }
        this.forms = new Growth(byShape).forms();
        this.isEnd = new boolean[forms.length];
        this.isFoundAlone = new boolean[forms.length];
        for (int place = 0; place < forms.length; place++) {
            isEnd[place] = forms[place].length > 0;
            isFoundAlone[place] = Stream.of(forms[place]).anyMatch(form -> form.alone() > 0);
        }
        this.longest = byShape.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    private static String refuseUnknown(String shape) {
        for (int i = 0; i < shape.length(); i++) {
            if (shape.charAt(i) != DIGIT_OR_LETTER && SYMBOLS.indexOf(shape.charAt(i)) < 0) {
                throw new IllegalArgumentException("a shape has 9, A, * and separators, not " + shape);
            }
        }
        return shape;
    }

    /** In bytes, with separators. */
    int longest() {
        return longest;
    }

    /** The place in the tree after one more byte; {@link #DEAD} when no form goes on so. */
    int next(int place, byte b) {
        return next[place * WIDTH + columns[b & 0xFF]];
    }

    /** Whether numbers of some form end here. */
    boolean isEnd(int place) {
        return isEnd[place];
    }

    /** Of numbers that end here. To be read only. */
    IdForm[] endingAt(int place) {
        return forms[place];
    }

    /** Whether numbers that end here may be found without a label. */
    boolean isFoundAlone(int place) {
        return isFoundAlone[place];
    }

    /** Each place stands for the shapes that what was read so far begins like. */
    private final class Growth {
        private final List<String> shapes;
        private final Map<String, List<IdForm>> byShape;
        private final List<IdForm[]> forms = new ArrayList<>(List.of(NONE, NONE));

        Growth(Map<String, List<IdForm>> byShape) {
            this.shapes = List.copyOf(byShape.keySet());
            this.byShape = byShape;
        }

        /** Of numbers that end at each place. */
        IdForm[][] forms() {
            var all = new BitSet();
            all.set(0, shapes.size());
            Map<BitSet, Integer> places = Map.of(all, START);
            for (int length = 0; !places.isEmpty(); length++) {
                places = longer(places, length);
            }
            return forms.toArray(IdForm[][]::new);
        }

        private Map<BitSet, Integer> longer(Map<BitSet, Integer> places, int length) {
            Map<BitSet, Integer> longer = new LinkedHashMap<>();
            places.forEach((alive, place) -> {
                for (int symbol = 0; symbol < SYMBOLS.length(); symbol++) {
                    BitSet goOn = goingOn(alive, length, SYMBOLS.charAt(symbol));
                    if (!goOn.isEmpty()) {
                        int after = longer.computeIfAbsent(goOn, shapesSoFar -> add(shapesSoFar, length + 1));
                        next[place * WIDTH + symbol + 1] = (char) after;
                    }
                }
            });
            return longer;
        }

        private BitSet goingOn(BitSet alive, int length, char symbol) {
            var goOn = new BitSet();
            for (int i = alive.nextSetBit(0); i >= 0; i = alive.nextSetBit(i + 1)) {
                String shape = shapes.get(i);
                if (shape.length() > length && isLike(shape.charAt(length), symbol)) {
                    goOn.set(i);
                }
            }
            return goOn;
        }

        private static boolean isLike(char ofShape, char symbol) {
            return ofShape == symbol || ofShape == DIGIT_OR_LETTER && (symbol == DIGIT || symbol == LETTER);
        }

        private int add(BitSet alive, int length) {
            if (forms.size() * WIDTH == next.length) {
                next = Arrays.copyOf(next, next.length * 2);
            }
            forms.add(alive.stream()
                    .mapToObj(shapes::get)
                    .filter(shape -> shape.length() == length)
                    .flatMap(shape -> byShape.get(shape).stream())
                    .toArray(IdForm[]::new));
            return forms.size() - 1;
        }
    }

    private static byte[] columns() {
        var columns = new byte[256];
        for (int b = 0; b < 128; b++) {
            char symbol = ByteClass.isDigit((byte) b) ? DIGIT : ByteClass.isLetter((byte) b) ? LETTER : (char) b;
            columns[b] = (byte) (SYMBOLS.indexOf(symbol) + 1);
        }
        return columns;
    }
}
