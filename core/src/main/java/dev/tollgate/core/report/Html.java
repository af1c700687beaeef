package dev.tollgate.core.report;

/** Text as HTML. */
final class Html {
    private Html() {}

    /** As the text of an element or the value of an attribute in double quotes. Whatever cannot be seen is shown as such. */
    static String text(String text) {
        var html = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(isVisible(letter) ? letter : 0xFFFD);
            }
        });
        return html.toString();
    }

    /** Control letters, and those that turn the direction of text around. */
    private static boolean isVisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
