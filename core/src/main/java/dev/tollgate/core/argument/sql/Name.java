package dev.tollgate.core.argument.sql;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A name of one or more parts, such as {@code crm.customers}. An empty part is one that was left out ({@code db..t}). */
record Name(List<Part> parts) {

    /** @param text as it is meant: without quotes, in the case it was written with */
    record Part(String text, boolean quoted) {
        static Part of(Token token) {
            return new Part(token.written(), token.kind() == Token.Kind.QUOTED);
        }

        /** Whether both certainly name the same, in any dialect. */
        boolean certainlyEquals(Part other) {
            return quoted == other.quoted && (quoted ? text.equals(other.text) : equalsInAscii(text, other.text));
        }

        /** In any case of ASCII letters. */
        private static boolean equalsInAscii(String one, String other) {
            if (one.length() != other.length()) {
                return false;
            }
            for (int i = 0; i < one.length(); i++) {
                if (lower(one.charAt(i)) != lower(other.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        private String shown() {
            String lower = lower(text);
            boolean plain = !lower.isEmpty() && lower.chars().allMatch(Part::isPlain);
            return plain || lower.isEmpty() ? lower : '"' + lower.replace("\"", "\"\"") + '"';
        }

        private static boolean isPlain(int c) {
            return c == '_' || c == '$' || c == '#' || c == '@' || c == '-' || c == '*' || Character.isLetterOrDigit(c);
        }
    }

    Name {
        parts = List.copyOf(parts);
    }

    Part last() {
        return parts.getLast();
    }

    boolean isQualified() {
        return parts.size() > 1;
    }

    Name first(int count) {
        return new Name(parts.subList(0, count));
    }

    Name qualifier() {
        return new Name(parts.subList(0, parts.size() - 1));
    }

    /** In lower case and without quotes; quoted only where that would make it another name. */
    String shown() {
        return parts.stream().map(Part::shown).collect(Collectors.joining("."));
    }

    /**
     * All that a server may take it for. Where accents or the width of letters do not count, {@code sécrets} is {@code
     * secrets}.
     */
    List<String> allShown() {
        String shown = shown();
        String simple = new Name(parts.stream().map(Name::simple).toList()).shown();
        return simple.equals(shown) ? List.of(shown) : List.of(shown, simple);
    }

    private static Part simple(Part part) {
        return new Part(withoutMarks(part.text()), part.quoted());
    }

    private static String withoutMarks(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        var simple = new StringBuilder();
        Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(c ->
                        Character.getType(c) != Character.NON_SPACING_MARK && Character.getType(c) != Character.FORMAT)
                .forEach(c -> simple.appendCodePoint(simplest(c)));
        return simple.toString();
    }

    private static int simplest(int c) {
        return switch (c) {
            case 'ı' -> 'i';
            case 'ø' -> 'o';
            case 'đ' -> 'd';
            case 'ł' -> 'l';
            default -> c;
        };
    }

    /** Only ASCII: what else counts as the same letter hangs on the server. */
    private static String lower(String text) {
        var lower = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            lower.setCharAt(i, lower(text.charAt(i)));
        }
        return lower.toString();
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
