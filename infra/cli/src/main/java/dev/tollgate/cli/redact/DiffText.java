package dev.tollgate.cli.redact;

import dev.tollgate.cli.catalogue.PrintableText;
import dev.tollgate.cli.redact.LineDiff.Kind;
import dev.tollgate.cli.redact.LineDiff.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A difference as it is shown: what changed, with a few lines around it. */
public final class DiffText {
    private static final int CONTEXT = 3;
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    /** Whether what was removed is red and what was added is green. */
    public enum Colours {
        NONE,
        ANSI
    }

    private DiffText() {}

    /** None when nothing differs. Characters that do not show, or that a terminal would act on, are written as escapes. */
    public static List<String> of(List<Line> lines, Colours colours) {
        var text = new ArrayList<String>();
        int number = 1;
        int shown = -1;
        boolean[] isNear = near(lines);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (isNear[i]) {
                if (shown != i - 1 || i == 0) {
                    text.add("@@ line " + number + " @@");
                }
                text.add(shown(line, colours));
                shown = i;
            }
            number += line.kind() == Kind.ADDED ? 0 : 1;
        }
        return text;
    }

    private static boolean[] near(List<Line> lines) {
        var isNear = new boolean[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).kind() != Kind.SAME) {
                int from = Math.max(0, i - CONTEXT);
                int to = Math.min(lines.size() - 1, i + CONTEXT);
                Arrays.fill(isNear, from, to + 1, true);
            }
        }
        return isNear;
    }

    private static String shown(Line line, Colours colours) {
        String text = PrintableText.escaped(line.text());
        return switch (line.kind()) {
            case SAME -> "  " + text;
            case REMOVED -> coloured("- " + text, RED, colours);
            case ADDED -> coloured("+ " + text, GREEN, colours);
        };
    }

    private static String coloured(String text, String colour, Colours colours) {
        return switch (colours) {
            case NONE -> text;
            case ANSI -> colour + text + PLAIN;
        };
    }
}
