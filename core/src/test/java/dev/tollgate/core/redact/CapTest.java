package dev.tollgate.core.redact;

import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.scan.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A cap on bytes holds, whatever they are spent on. */
class CapTest {
    private static final Redactor REDACTOR = new Redactor(new Scanner());
    private static final PseudonymKey KEY = new PseudonymKey("k1", new byte[32]);

    static List<String> documents() {
        return List.of(
                "1".repeat(1_000),
                "[1,-0." + "25".repeat(500) + ",{\"a\":1e" + "0".repeat(300) + "7}]",
                " \n".repeat(300) + "[]" + "\t".repeat(300),
                "{" + " ".repeat(200) + "\"a b\\\" c\"" + "\n".repeat(200) + ":[1" + "\r".repeat(200) + ",2]}");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void holdsForNumbersAndWhiteSpace(String document) throws JsonException {
        byte[] once = redacted(document.getBytes(StandardCharsets.UTF_8));

        assertTrue(once.length <= 120, once.length + " bytes");
        assertTrue(Redactor.fault(once).isEmpty());
        assertEquals(new String(once, StandardCharsets.UTF_8), new String(redacted(once), StandardCharsets.UTF_8));
    }

    private static byte[] redacted(byte[] json) throws JsonException {
        var cap = new Cap(OptionalLong.of(120), OptionalLong.empty(), OptionalLong.empty());
        var rules = new AnswerRules(List.of(), List.of(), List.of(), cap);
        return REDACTOR.redact(json, 0, json.length, rules, KEY, Redactor.Detail.COUNTS)
                .result();
    }
}
