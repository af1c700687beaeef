package dev.tollgate.core.argument;

import dev.tollgate.core.argument.ArgumentPath.Step;
import dev.tollgate.core.json.AnyJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ArgumentPathTest {
    private static final String ARGUMENTS = """
            {"statement": "s", "rows": [{"x": 1}, {"y": 2}, {"x": [3]}], "odd name": true, "a": [[5, 6]], "m": {"k": 7}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$.statement         | [\"s\"]",
                "$.rows[*].x         | [1,[3]]",
                "$.rows[1].y         | [2]",
                "$[\"odd name\"]     | [true]",
                "$['odd name']       | [true]",
                "$.a[0][1]           | [6]",
                "$.m[*]              | [7]",
                "$.m.*               | [7]",
                "$.rows[*][*]        | [1,2,[3]]",
                "$.absent.deeper[3]  | []",
                "$.statement[0]      | []",
                "$.rows.x            | []",
                "$.rows[9]           | []",
                "$.m[0]              | []",
            })
    void selectsWhatStandsThere(String path, String expected) throws JsonException {
        var arguments = (Json.Obj) new JsonText(64).parse(ARGUMENTS);

        assertEquals(expected, JsonText.write(new Json.Arr(ArgumentPath.of(path).in(arguments))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''            | a path must start with $ at offset 0",
                "statement     | a path must start with $ at offset 0",
                "$             | a path must name something",
                "$x            | expected . or [ at offset 1",
                "$.            | expected a name of letters",
                "$..x          | at offset 2",
                "$.a b         | expected . or [ at offset 3",
                "$.a[          | expected *, a name in quotes, or a number from 0 at offset 4",
                "$.a[-1]       | at offset 4",
                "$.a[1         | expected ] at offset 5",
                "$.a[10000]    | an index must be at most 9999",
                "$.a[\"x]      | expected a closing \" at offset 7",
                "$.a[\"\\n\"]  | expected a quote or \\ after \\ at offset 6",
                "$.a[?(@.b)]   | at offset 4",
            })
    void namesTheOffsetOfWhatIsWrong(String path, String message) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> ArgumentPath.of(path));

        assertEquals(true, wrong.getMessage().contains(message), wrong.getMessage());
    }

    @Test
    void refusesMoreThanThirtyTwoSteps() {
        assertThrows(IllegalArgumentException.class, () -> ArgumentPath.of("$" + ".a".repeat(33)));
    }

    @Property
    void readsBackWhatItWrote(@ForAll("steps") List<Step> steps) {
        var path = new ArgumentPath(steps);

        assertEquals(path, ArgumentPath.of(path.toString()));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Arbitraries.oneOf(
                AnyJson.texts().map(Step.Member::new),
                Arbitraries.integers().between(0, 9_999).map(Step.Item::new),
                Arbitraries.just(new Step.Each()));
        return step.list().ofMinSize(1).ofMaxSize(6);
    }
}
