package dev.tollgate.cli.compile;

import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SchemaTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '#',
            value = {
                "{\"type\":\"string\",\"enum\":[\"a\"]} | text",
                "{\"type\":\"integer\"} | whole",
                "{\"type\":\"boolean\"} | truth",
                "{\"type\":\"number\"} | anything",
                "{\"type\":\"null\"} | anything",
                "{\"type\":[\"string\",\"null\"]} | anything",
                "{\"anyOf\":[{\"type\":\"string\"}]} | anything",
                "{\"type\":\"string\",\"anyOf\":[true]} | text",
                "{\"type\":\"string\",\"$ref\":\"#/$defs/x\"} | anything",
                "{\"enum\":[\"a\"]} | anything",
                "true | anything",
                "{\"type\":\"array\"} | [anything]",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}} | [whole]",
                "{\"type\":\"array\",\"items\":[{\"type\":\"integer\"}]} | [anything]",
                "{\"type\":\"array\",\"prefixItems\":[true],\"items\":{\"type\":\"integer\"}} | [anything]",
                "{\"type\":\"object\"} | {…}",
                "{\"type\":\"object\",\"additionalProperties\":false} | {}",
                "{\"type\":\"object\",\"additionalProperties\":false,\"patternProperties\":{}} | {…}",
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}} | {…}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":true},\"required\":[\"a\",\"z\"]}"
                        + " | {a text, b? anything, z anything, …}",
            })
    void saysWhatIsCertain(String schema, String expected) throws JsonException {
        assertEquals(expected, text(type(schema)));
    }

    @Test
    void ofSeveralToolsOnlyWhatAllAgreeOnIsCertain() throws JsonException {
        ArgumentType one = type("""
                {"type":"object","additionalProperties":false,"required":["same","other","list"],"properties":{
                  "same":{"type":"string"},"other":{"type":"string"},"mine":{"type":"string"},
                  "list":{"type":"array","items":{"type":"object","required":["x"],"properties":{"x":{"type":"integer"}}}}}}
                """);
        ArgumentType other = type("""
                {"type":"object","additionalProperties":false,"required":["same"],"properties":{
                  "same":{"type":"string"},"other":{"type":"integer"},"yours":{"type":"string"},
                  "list":{"type":"array","items":{"type":"object","properties":{"x":{"type":"integer"}}}}}}
                """);

        String expected = "{list? [{x? whole, …}], mine? anything, other? anything, same text, yours? anything}";
        assertEquals(expected, text(one.or(other)));
        assertEquals(expected, text(other.or(one)));
        assertEquals(text(one), text(one.or(one)));
        assertEquals("anything", text(one.or(ArgumentType.Anything.ANYTHING)));
        assertEquals("anything", text(ArgumentType.Text.TEXT.or(ArgumentType.Whole.WHOLE)));
    }

    private static ArgumentType type(String schema) throws JsonException {
        return SchemaTypes.of(new JsonText(20).parse(schema));
    }

    private static String text(ArgumentType type) {
        return switch (type) {
            case ArgumentType.Anything anything -> "anything";
            case ArgumentType.Text text -> "text";
            case ArgumentType.Whole whole -> "whole";
            case ArgumentType.Truth truth -> "truth";
            case ArgumentType.ListOf(ArgumentType item) -> "[" + text(item) + "]";
            case ArgumentType.MapOf(ArgumentType value) -> "{*: " + text(value) + "}";
            case ArgumentType.ObjectOf(var members, boolean isClosed) -> {
                var parts = new java.util.ArrayList<String>();
                members.forEach(
                        (name, member) -> parts.add(name + (member.isRequired() ? " " : "? ") + text(member.type())));
                if (!isClosed) {
                    parts.add("…");
                }
                yield "{" + String.join(", ", parts) + "}";
            }
        };
    }
}
