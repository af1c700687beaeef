package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.secret.SecretForm.Marked;
import dev.tollgate.core.scan.secret.SecretForm.Part;
import java.util.ArrayList;
import java.util.List;

/** Reads a form; its language is described in {@code secret/kinds.txt}. */
final class SecretFormReader {
    private static final String DIGITS = "0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int[] UUID = {8, 4, 4, 4, 12};

    private final String form;
    private final List<String> words = new ArrayList<>();
    private final List<Part> before = new ArrayList<>();
    private List<Part> parts = before;
    private int fromBefore = -1;
    private int fromAfter = -1;
    private int toAfter = -1;
    private int at;

    SecretFormReader(String form) {
        this.form = form;
    }

    SecretForm read() {
        boolean hasWord = unescaped('{') >= 0;
        var after = hasWord ? new ArrayList<Part>() : before;
        while (at < form.length()) {
            char c = form.charAt(at);
            switch (c) {
                case '{' -> {
                    readWords();
                    parts = after;
                }
                case '(' -> {
                    at++;
                    if (hasWord && parts == before) {
                        fromBefore = before.size();
                    } else {
                        fromAfter = parts.size();
                    }
                }
                case ')' -> {
                    at++;
                    toAfter = hasWord && parts == before ? 0 : parts.size();
                }
                case '<' -> readClass();
                default -> parts.add(Part.of(String.valueOf(literal()), 1, 1));
            }
        }
        if (hasWord) {
            return new SecretForm(words, new Marked(before, fromBefore, -1), new Marked(after, fromAfter, toAfter));
        }
        return new SecretForm(List.of(), new Marked(List.of(), -1, -1), new Marked(before, fromAfter, toAfter));
    }

    private int unescaped(char wanted) {
        for (int i = 0; i < form.length(); i++) {
            if (form.charAt(i) == '\\') {
                i++;
            } else if (form.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private char literal() {
        if (form.charAt(at) == '\\') {
            at++;
        }
        return form.charAt(at++);
    }

    private void readWords() {
        at++;
        var word = new StringBuilder();
        while (form.charAt(at) != '}') {
            if (form.charAt(at) == ',') {
                at++;
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(literal());
            }
        }
        at++;
        words.add(word.toString());
    }

    private void readClass() {
        int end = form.indexOf('>', at);
        String inside = form.substring(at + 1, end);
        at = end + 1;
        if (inside.equals("uuid")) {
            uuid();
            return;
        }
        int colon = inside.lastIndexOf(':');
        String counts = inside.substring(colon + 1);
        int dash = counts.indexOf('-');
        int least = Integer.parseInt(dash < 0 ? counts : counts.substring(0, dash));
        int most = dash < 0 ? least : Integer.parseInt(counts.substring(dash + 1));
        parts.add(Part.of(members(inside.substring(0, colon)), least, most));
    }

    private void uuid() {
        for (int group : UUID) {
            if (group != UUID[0]) {
                parts.add(Part.of("-", 1, 1));
            }
            parts.add(Part.of(members("H"), group, group));
        }
    }

    private static String members(String names) {
        var members = new StringBuilder();
        for (char name : names.toCharArray()) {
            members.append(
                    switch (name) {
                        case 'd' -> DIGITS;
                        case 'h' -> DIGITS + "abcdef";
                        case 'H' -> DIGITS + "abcdefABCDEF";
                        case 'l' -> LOWER;
                        case 'u' -> UPPER;
                        case 'n' -> DIGITS + LOWER;
                        case 'N' -> DIGITS + UPPER;
                        case 'w' -> DIGITS + LOWER + UPPER;
                        case 'W' -> DIGITS + LOWER + UPPER + "_-";
                        case 'B' -> DIGITS + LOWER + UPPER + "+/";
                        case 's' -> UPPER + "234567";
                        case 'q' -> "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
                        default -> {
                            if (Character.isLetterOrDigit(name)) {
                                throw new IllegalArgumentException("there is no class " + name);
                            }
                            yield String.valueOf(name);
                        }
                    });
        }
        return members.toString();
    }
}
