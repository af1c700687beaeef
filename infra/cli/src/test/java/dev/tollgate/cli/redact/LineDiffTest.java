package dev.tollgate.cli.redact;

import dev.tollgate.cli.redact.DiffText.Colours;
import dev.tollgate.cli.redact.LineDiff.Kind;
import dev.tollgate.cli.redact.LineDiff.Line;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LineDiffTest {

    @Test
    void showsALineThatChangedWhereItStands() {
        assertEquals(List.of("  a", "- b", "+ B", "  c"), marked("a b c", "a B c"));
        assertEquals(List.of("- a", "- b", "+ A", "+ B", "  }", "  c"), marked("a b } c", "A B } c"));
    }

    @Test
    void showsWhatWasLeftOutAndPutIn() {
        assertEquals(List.of("  a", "- b", "- c", "  d"), marked("a b c d", "a d"));
        assertEquals(List.of("  a", "+ x", "  b"), marked("a b", "a x b"));
        assertEquals(List.of("- a"), marked("a", ""));
        assertEquals(List.of(), marked("", ""));
    }

    @Test
    void aBracketAloneIsNoPlaceToGoOn() {
        assertEquals(
                List.of("  [", "- {", "- a", "- },", "  {", "  b", "  }", "  ]"),
                marked("[ { a }, { b } ]", "[ { b } ]"));
    }

    @Test
    void whatIsLargeIsComparedInLinearTime() {
        List<String> before =
                IntStream.range(0, 200_000).mapToObj(i -> "old " + i).toList();
        List<String> after =
                IntStream.range(0, 200_000).mapToObj(i -> "new " + i).toList();

        assertEquals(400_000, LineDiff.between(before, after).size());
    }

    @Property(tries = 300)
    void bothTextsCanBeReadFromTheDifference(
            @ForAll @Size(max = 30) List<@CharRange(from = 'a', to = 'c') Character> one,
            @ForAll @Size(max = 30) List<@CharRange(from = 'a', to = 'c') Character> other) {
        List<String> before = one.stream().map(String::valueOf).toList();
        List<String> after = other.stream().map(String::valueOf).toList();

        List<Line> lines = LineDiff.between(before, after);

        assertEquals(before, without(lines, Kind.ADDED));
        assertEquals(after, without(lines, Kind.REMOVED));
    }

    @Test
    void showsAFewLinesAroundEachChange() {
        assertEquals(
                List.of("@@ line 1 @@", "- 1", "+ x", "  2", "  3", "  4", "@@ line 7 @@", "  7", "  8", "  9", "- 10"),
                DiffText.of(
                        LineDiff.between(
                                List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
                                List.of("x", "2", "3", "4", "5", "6", "7", "8", "9")),
                        Colours.NONE));
        assertEquals(List.of(), DiffText.of(LineDiff.between(List.of("1"), List.of("1")), Colours.ANSI));
    }

    @Test
    void neverSendsATerminalWhatTheAnswerHolds() {
        List<String> text = DiffText.of(
                LineDiff.between(List.of("a\u001b[2Jb\u200bc\uDB40\uDC41"), List.of("ä \"b\"")), Colours.ANSI);

        assertEquals(
                List.of(
                        "@@ line 1 @@",
                        "\u001b[31m- a\\u001b[2Jb\\u200bc\\udb40\\udc41\u001b[0m",
                        "\u001b[32m+ ä \"b\"\u001b[0m"),
                text);
    }

    private static List<String> without(List<Line> lines, Kind kind) {
        return lines.stream()
                .filter(line -> line.kind() != kind)
                .map(Line::text)
                .toList();
    }

    private static List<String> marked(String before, String after) {
        return LineDiff.between(words(before), words(after)).stream()
                .map(line -> switch (line.kind()) {
                            case SAME -> "  ";
                            case REMOVED -> "- ";
                            case ADDED -> "+ ";
                        }
                        + line.text())
                .toList();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
