package dev.tollgate.core.policy.expr;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ExprCodecTest {
    private static final JsonText JSON = new JsonText(1_000);

    private static final List<String> WORDS = List.of(
            "[\"var\",\"args\"]",
            "[\"$\",\"x\"]",
            "[\".\",[\"var\",\"args\"],\"a\"]",
            "[\"list\",[1,[\"?\",2]]]",
            "[\"{}\",[\"a\",1]]",
            "[\"all\",[\"var\",\"args\"],[\"x\"],[\"$\",\"x\"]]",
            "[\"let\",\"x\",1,[\"$\",\"x\"]]",
            "[\"u\",5]",
            "[\"b\",\"YQ==\"]",
            "[\"t\",\"int\"]",
            "[\"&&\",true,false]",
            "[\"size\",\"a\"]",
            "1",
            "1.5",
            "null",
            "\"x\"",
            "{}",
            "[]",
            "[\"const\",1]",
            "[\"transformMap\",[\"var\",\"args\"],[\"k\",\"v\"],true,1]");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"no such operator\",1]",
                "[\"size\"]",
                "[\"size\",1,2]",
                "[\"var\",\"nothing\"]",
                "[\"$\",\"x\"]",
                "[\"?\",1]",
                "[\"list\",1]",
                "[\"{}\",[1]]",
                "[\"all\",1,[],true]",
                "[\"all\",1,[\"x\"],true,true]",
                "[\"let\",\"x\",[\"$\",\"x\"],1]",
                "[\"u\",-1]",
                "[\"u\",1.5]",
                "[\"b\",\"%\"]",
                "[\"t\",\"nothing\"]",
                "[\"const\",[]]",
                "9223372036854775808",
                "1e999",
                "{}",
                "[]",
                "[1]"
            })
    void refusesWhatIsNoExpression(String json) throws JsonException {
        Json read = JSON.parse(json);

        assertThrows(MalformedExprException.class, () -> ExprCodec.decode(read));
    }

    @Test
    void refusesWhatIsNestedTooDeep() throws JsonException {
        Json read = JSON.parse("[\"!\",".repeat(100) + "true" + "]".repeat(100));

        assertThrows(MalformedExprException.class, () -> ExprCodec.decode(read));
    }

    @Test
    void stillReadsWhatTheFirstBundlesHave() throws JsonException {
        Json read =
                JSON.parse("[\"in\",[\"const\",\"x\"],[\"list\",[[\"const\",1],[\".\",[\"var\",\"args\"],\"a\"]]]]");

        assertEquals("'x' in [1, args.a]", ExprText.of(ExprCodec.decode(read)));
    }

    /** Whatever is damaged: an expression that can be made a program and evaluated, or the one exception. */
    @Test
    void damagedInputNeverDoesAnythingElse() throws JsonException {
        var random = new Random(1);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            Json damaged = damaged(JSON.parse(WORDS.get(random.nextInt(WORDS.size()))), random, 4);
            try {
                Expr expression = ExprCodec.decode(damaged);
                assertEquals(expression, ExprCodec.decode(ExprCodec.encode(expression)));
                Evaluation.ofNothing(10_000).of(Program.of(expression));
                ExprText.of(expression);
                read++;
            } catch (MalformedExprException refused) {
                // As it should be.
            }
        }
        assertEquals(true, read > 1_000, "nothing was read, so nothing was tried");
    }

    private static Json damaged(Json json, Random random, int depth) throws JsonException {
        if (depth == 0 || random.nextInt(6) == 0) {
            return JSON.parse(WORDS.get(random.nextInt(WORDS.size())));
        }
        if (!(json instanceof Json.Arr(List<Json> items))) {
            return random.nextInt(8) == 0 ? signed(random) : json;
        }
        var changed = new ArrayList<Json>();
        for (Json item : items) {
            int fate = random.nextInt(20);
            if (fate == 0) {
                continue;
            }
            changed.add(fate < 8 ? damaged(item, random, depth - 1) : item);
            if (fate == 19) {
                changed.add(item);
            }
        }
        if (!changed.isEmpty() && random.nextInt(3) == 0) {
            changed.set(0, signed(random));
        }
        return new Json.Arr(changed);
    }

    private static Json signed(Random random) {
        Function[] functions = Function.values();
        return Json.of(functions[random.nextInt(functions.length)].sign());
    }
}
