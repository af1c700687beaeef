package dev.tollgate.cli.compile;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.ScalarNode;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ScalarPositionsTest {

    /** Letters are what errors are about; each stands once, so that its place in the file is known. */
    @Property(tries = 500)
    void findsEachLetterInTheFile(@ForAll("texts") String text, @ForAll ScalarStyle style) {
        String file = "# a comment\n" + written(text, style);
        var findings = new Findings();
        Source source = Source.of("x.yaml", file, findings);
        Value value = YamlText.documents(source)
                .getFirst()
                .members()
                .orElseThrow()
                .get("Z")
                .value();
        ScalarNode scalar = (ScalarNode) value.node();
        int[] read = scalar.getValue().codePoints().toArray();

        for (int offset = 0; offset < read.length; offset++) {
            if (read[offset] >= 'A' && read[offset] != '\\') {
                var position = ScalarPositions.of(source, scalar, offset);
                assertEquals(read[offset], at(file, position), () -> "in " + file);
            }
        }
        assertEquals(List.of(), findings.problems());
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<List<String>> letters =
                Arbitraries.shuffle(List.of("A", "B", "C", "D", "E", "F", "G", "H", "\u00e9", "\ud83d\ude00"));
        Arbitrary<List<String>> between = Arbitraries.of(
                        "", " ", "  ", "\n", "\n\n", "'", "\"", "\\", "\t", " # ", "&& ")
                .list()
                .ofSize(10);
        return letters.flatMap(chosen -> between.map(gaps -> {
            var text = new StringBuilder();
            for (int i = 0; i < chosen.size(); i++) {
                text.append(chosen.get(i)).append(gaps.get(i));
            }
            return text.toString();
        }));
    }

    private static String written(String text, ScalarStyle style) {
        var options = new DumperOptions();
        options.setDefaultScalarStyle(style == ScalarStyle.JSON_SCALAR_STYLE ? ScalarStyle.PLAIN : style);
        options.setWidth(20);
        options.setAllowUnicode(text.length() % 2 == 0);
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(Map.of("Z", text));
    }

    private static int at(String file, ScalarPositions.Position position) {
        String line = file.split("\n", -1)[position.line() - 1];
        int[] letters = line.codePoints().toArray();
        int found = letters[position.column() - 1];
        return found == '\\' ? escaped(line.substring(line.offsetByCodePoints(0, position.column()))) : found;
    }

    private static int escaped(String rest) {
        return switch (rest.charAt(0)) {
            case 'x' -> Integer.parseInt(rest.substring(1, 3), 16);
            case 'u' -> Integer.parseInt(rest.substring(1, 5), 16);
            case 'U' -> Integer.parseInt(rest.substring(1, 9), 16);
            default -> rest.charAt(0);
        };
    }
}
