package dev.tollgate.cli.redact;

import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class AnswerLinesTest {

    @Test
    void eachValueStandsOnALineOfItsOwn() throws JsonException {
        assertEquals("""
                {
                  "a": [
                    1,
                    {},
                    [],
                    {
                      "b": null
                    }
                  ],
                  "c": "d"
                }""", lines("{\"a\": [1, {}, [], {\"b\": null}], \"c\": \"d\"}"));
    }

    @Test
    void aTextHasTheLinesThatItHas() throws JsonException {
        assertEquals("""
                {
                  "text": "first\\n
                    sec\\\\nond\\n
                    \\n
                    last\\n",
                  "n": "\\n"
                }""", lines("{\"text\": \"first\\nsec\\\\nond\\n\\nlast\\n\", \"n\": \"\\n\"}"));
    }

    private static String lines(String json) throws JsonException {
        return String.join("\n", AnswerLines.of(new JsonText(9).parse(json)));
    }
}
