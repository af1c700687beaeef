package dev.tollgate.core.report;

import dev.tollgate.core.report.Section.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Columns of tables, named by one word. */
final class Columns {
    private Columns() {}

    /** Each word is the id, and with spaces and a capital the label. */
    static List<Column> of(String... words) {
        return Arrays.stream(words).map(word -> new Column(word, label(word))).toList();
    }

    private static String label(String word) {
        String text = word.replace('_', ' ');
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
