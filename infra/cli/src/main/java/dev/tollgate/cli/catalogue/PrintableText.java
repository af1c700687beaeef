package dev.tollgate.cli.catalogue;

import java.util.Locale;

/** Text of a server or a tool, made safe to show: it is not trusted, and could hold line breaks or commands of a terminal. */
public final class PrintableText {
    private PrintableText() {}

    /** The text on one line, with '?' for what does not show, and cut when it is longer than that. */
    static String of(String text, int mostCharacters) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(mostCharacters)
                .forEach(character -> shown.appendCodePoint(shows(character) ? character : '?'));
        return text.codePointCount(0, text.length()) > mostCharacters
                ? shown.append('…').toString()
                : shown.toString();
    }

    /** The text on one line, with an escape for what does not show. */
    public static String escaped(String text) {
        if (isPrintable(text)) {
            return text;
        }
        var shown = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (shows(character)) {
                shown.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return shown.toString();
    }

    static boolean isPrintable(String text) {
        return text.codePoints().allMatch(PrintableText::shows);
    }

    private static boolean shows(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
