package dev.tollgate.core.scan.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The regular expressions that libphonenumber's metadata has, as an automaton of Thompson's: digits, {@code \d},
 * {@code [2-57]}, {@code (?:a|b)}, {@code ?}, {@code {2}} and {@code {2,5}}.
 */
final class DigitPattern {
    private static final int ANY = (1 << 10) - 1;

    /**
     * @param digits a bit for each digit that leads to {@code to}; none when nothing is read on the way
     */
    private record Step(int digits, int to) {}

    private final String pattern;
    private final List<List<Step>> steps = new ArrayList<>();
    private final int start;
    private final int end;
    private int at;

    DigitPattern(String pattern) {
        this.pattern = pattern.replaceAll("\\s", "");
        this.start = state();
        this.end = alternatives(start);
        if (at != this.pattern.length()) {
            throw new IllegalArgumentException("cannot read on from " + at + ": " + pattern);
        }
    }

    TreeSet<Integer> start() {
        return reached(List.of(start));
    }

    TreeSet<Integer> after(TreeSet<Integer> states, int digit) {
        var next = new ArrayList<Integer>();
        for (int state : states) {
            for (Step step : steps.get(state)) {
                if ((step.digits() >> digit & 1) != 0) {
                    next.add(step.to());
                }
            }
        }
        return reached(next);
    }

    boolean isEnd(TreeSet<Integer> states) {
        return states.contains(end);
    }

    private TreeSet<Integer> reached(List<Integer> states) {
        var reached = new TreeSet<>(states);
        var open = new ArrayList<>(states);
        while (!open.isEmpty()) {
            for (Step step : steps.get(open.removeLast())) {
                if (step.digits() == 0 && reached.add(step.to())) {
                    open.add(step.to());
                }
            }
        }
        return reached;
    }

    private int state() {
        steps.add(new ArrayList<>());
        return steps.size() - 1;
    }

    private void step(int from, int digits, int to) {
        steps.get(from).add(new Step(digits, to));
    }

    private int alternatives(int from) {
        int end = state();
        step(sequence(from), 0, end);
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            step(sequence(from), 0, end);
        }
        return end;
    }

    private int sequence(int from) {
        int state = from;
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            state = repeated(state);
        }
        return state;
    }

    /** One part is read anew for each time that it may stand there. */
    private int repeated(int from) {
        int part = at;
        int state = part(from);
        int most = 1;
        int least = 1;
        int partEnd = at;
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
            least = 0;
        } else if (at < pattern.length() && pattern.charAt(at) == '{') {
            int close = pattern.indexOf('}', at);
            String[] times = pattern.substring(at + 1, close).split(",");
            least = Integer.parseInt(times[0]);
            most = Integer.parseInt(times[times.length - 1]);
            at = close + 1;
        }
        int after = at;
        int end = state();
        if (least == 0) {
            step(from, 0, end);
        }
        for (int time = 1; time <= most; time++) {
            if (time >= least) {
                step(state, 0, end);
            }
            if (time < most) {
                at = part;
                state = part(state);
                if (at != partEnd) {
                    throw new IllegalStateException("a part has one end: " + pattern);
                }
            }
        }
        at = after;
        return end;
    }

    private int part(int from) {
        if (pattern.startsWith("(?:", at) || pattern.startsWith("(", at)) {
            at += pattern.startsWith("(?:", at) ? 3 : 1;
            int inner = state();
            step(from, 0, inner);
            int end = alternatives(inner);
            at++;
            return end;
        }
        int next = state();
        step(from, digits(), next);
        return next;
    }

    private int digits() {
        if (pattern.startsWith("\\d", at)) {
            at += 2;
            return ANY;
        }
        if (pattern.charAt(at) == '[') {
            int digits = 0;
            at++;
            while (pattern.charAt(at) != ']') {
                int first = digit();
                int last = first;
                if (pattern.charAt(at) == '-') {
                    at++;
                    last = digit();
                }
                digits |= (2 << last) - (1 << first);
            }
            at++;
            return digits;
        }
        return 1 << digit();
    }

    private int digit() {
        int digit = pattern.charAt(at++) - '0';
        if (digit < 0 || digit > 9) {
            throw new IllegalArgumentException("no digit at " + (at - 1) + ": " + pattern);
        }
        return digit;
    }
}
