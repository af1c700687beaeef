package dev.tollgate.core.argument;

import dev.tollgate.core.argument.ArgumentPath.Step;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the text of an {@link ArgumentPath}. */
final class PathText {
    private static final int LARGEST_INDEX = 9_999;

    private final String text;
    private int at;

    PathText(String text) {
        this.text = text;
    }

    ArgumentPath path() {
        if (text.length() > ArgumentPath.LONGEST_TEXT) {
            throw new IllegalArgumentException("a path must have at most " + ArgumentPath.LONGEST_TEXT + " characters");
        }
        expect('$', "a path must start with $");
        List<Step> steps = new ArrayList<>();
        while (at < text.length()) {
            steps.add(step());
        }
        return new ArgumentPath(steps);
    }

    static void append(String name, StringBuilder out) {
        if (isPlain(name)) {
            out.append('.').append(name);
            return;
        }
        out.append("[\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append("\"]");
    }

    private Step step() {
        if (next('.')) {
            return next('*') ? new Step.Each() : new Step.Member(name());
        }
        expect('[', "expected . or [");
        Step step = bracketed();
        expect(']', "expected ]");
        return step;
    }

    private Step bracketed() {
        if (next('*')) {
            return new Step.Each();
        }
        if (next('"')) {
            return new Step.Member(quoted('"'));
        }
        if (next('\'')) {
            return new Step.Member(quoted('\''));
        }
        return new Step.Item(index());
    }

    private String name() {
        int start = at;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw wrong("expected a name of letters, digits, _ or -; any other name stands in [\"…\"]");
        }
        return text.substring(start, at);
    }

    private String quoted(char quote) {
        var name = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return name.toString();
            }
            if (c == '\\') {
                if (at == text.length() || "\"'\\".indexOf(text.charAt(at)) < 0) {
                    throw wrong("expected a quote or \\ after \\");
                }
                c = text.charAt(at++);
            }
            name.append(c);
        }
        throw wrong("expected a closing " + quote);
    }

    private int index() {
        int start = at;
        int index = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            index = Math.min(LARGEST_INDEX + 1, index * 10 + text.charAt(at++) - '0');
        }
        if (at == start) {
            throw wrong("expected *, a name in quotes, or a number from 0");
        }
        if (index > LARGEST_INDEX) {
            throw wrong("an index must be at most " + LARGEST_INDEX);
        }
        return index;
    }

    private boolean next(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted, String message) {
        if (!next(wanted)) {
            throw wrong(message);
        }
    }

    private IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message + " at offset " + at);
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> isPlain((char) c));
    }

    private static boolean isPlain(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
