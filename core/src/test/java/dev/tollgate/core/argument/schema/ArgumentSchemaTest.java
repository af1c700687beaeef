package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class ArgumentSchemaTest {
    private static final JsonText JSON = new JsonText(64);
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'object'} | ['hunter2'] | arguments must be an object",
                "{'properties':{'a':{'type':['integer','null']}}} | {'a':'hunter2'} | arguments.a must be a whole number or null",
                "{'properties':{'rows':{'items':{'properties':{'limit':{'maximum':100}}}}}} | {'rows':[{},{},{'limit':101}]} | arguments.rows[2].limit must be at most 100",
                "{'required':['query','limit']} | {'query':'hunter2'} | arguments.limit is required",
                "{'properties':{'odd name':false}} | {'odd name':'hunter2'} | arguments.\"odd name\" is not expected",
                "{'properties':{'a':true,'b':true},'additionalProperties':false} | {'hunter2':1} | arguments must have no members but a, b",
                "{'additionalProperties':{'type':'string'}} | {'hunter2':1} | arguments.* must be a string",
                "{'propertyNames':{'maxLength':3}} | {'hunter2':1} | arguments has a member whose name \"propertyNames\" does not allow",
                "{'patternProperties':{'^h':{'minLength':9}}} | {'hunter2':'hunter2'} | arguments.* must have at least 9 characters",
                "{'properties':{'a':{'enum':['x','y']}}} | {'a':'hunter2'} | arguments.a must be one of \"x\", \"y\"",
                "{'properties':{'a':{'const':5}}} | {'a':'hunter2'} | arguments.a must be 5",
                "{'properties':{'a':{'pattern':'^[0-9]+$'}}} | {'a':'hunter2'} | arguments.a must match the pattern ^[0-9]+$",
                "{'properties':{'a':{'anyOf':[{'type':'integer'},{'type':'null'}]}}} | {'a':'hunter2'} | arguments.a must be a whole number or null",
                "{'properties':{'a':{'anyOf':[{'maxLength':2},{'type':'null'}]}}} | {'a':'hunter2'} | arguments.a must match one of the alternatives of \"anyOf\"",
                "{'oneOf':[{},{}]} | {} | arguments must match only one of the alternatives of \"oneOf\"",
                "{'not':{'required':['a']}} | {'a':'hunter2'} | arguments must not be what \"not\" describes",
                "{'properties':{'a':{'uniqueItems':true}}} | {'a':['hunter2','b','hunter2']} | arguments.a[2] must not be the same as an item before it",
                "{'properties':{'a':{'contains':{'type':'integer'}}}} | {'a':['hunter2']} | arguments.a must have at least 1 of the items that \"contains\" describes",
                "{'properties':{'a':{'items':[{}],'additionalItems':false}}} | {'a':[1,'hunter2']} | arguments.a must have at most 1 items",
                "{'dependentRequired':{'from':['to']}} | {'from':'hunter2'} | arguments.to is required",
                "{'unevaluatedProperties':false} | {'hunter2':1} | arguments has a member that the schema does not name",
                "{'properties':{'a':{'multipleOf':0.1}}} | {'a':0.15} | arguments.a must be a multiple of 0.1",
                "{'properties':{'a':{'maximum':1}}} | {'a':1e99999} | arguments are too complex to check",
            })
    void namesThePlaceAndWhatWasExpectedButNeverTheValue(String schema, String arguments, String expected)
            throws JsonException, SchemaException {
        String message = mismatch(schema, arguments).orElseThrow();

        assertEquals(expected, message);
        assertEquals(false, message.contains(SECRET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3                                                | ``                       | expected a schema: an object, true or false",
                "{'properties':{'a/b~c':[]}}                      | /properties/a~1b~0c      | expected a schema",
                "{'properties':[]}                                | /properties              | expected an object",
                "{'$schema':'https://example.com/mine'}           | /$schema                 | draft 2020-12, 2019-09, 7 or 6",
                "{'$schema':'http://json-schema.org/draft-04/schema#'} | /$schema            | draft 2020-12, 2019-09, 7 or 6",
                "{'items':{'$dynamicRef':'#x'}}                   | /items/$dynamicRef       | not known here",
                "{'items':{'$recursiveRef':'#'}}                  | /items/$recursiveRef     | not known here",
                "{'$ref':'https://example.com/other'}             | /$ref                    | other documents are not fetched",
                "{'$ref':'#/$defs/absent'}                        | /$ref                    | nothing stands there",
                "{'$ref':'#absent'}                               | /$ref                    | nothing stands there",
                "{'$ref':'#/%zz'}                                 | /$ref                    | nothing stands there",
                "{'$defs':{'a':{'$anchor':'x'},'b':{'$anchor':'x'}}} | /$defs/b              | another schema has too",
                "{'$defs':{'a':{'$id':'x/y'}}}                    | /$defs/a/$id             | expected an absolute address",
                "{'$defs':{'unused':{'pattern':'(?=a)'}}}         | /$defs/unused/pattern    | neither ahead nor behind, at offset 1",
                "{'pattern':'(a)\\\\1'}                           | /pattern                 | without references back to a group",
                "{'pattern':'a{1001}'}                            | /pattern                 | at most 1000 repetitions",
                "{'pattern':'(a{900}){900}'}                      | /pattern                 | repeats less",
                "{'pattern':'a**'}                                | /pattern                 | that can be repeated",
                "{'pattern':'[z-a]'}                              | /pattern                 | from a smaller to a larger",
                "{'pattern':'(a'}                                 | /pattern                 | expected )",
                "{'pattern':'a)'}                                 | /pattern                 | expected no )",
                "{'pattern':'[a'}                                 | /pattern                 | expected ]",
                "{'pattern':'\\\\Z'}                              | /pattern                 | an escape that ECMA-262 knows",
                "{'pattern':'\\\\p{Nonsense}'}                    | /pattern                 | a pattern that RE2 knows",
                "{'patternProperties':{'(?!a)':true}}             | /patternProperties       | neither ahead nor behind",
                "{'type':'text'}                                  | /type                    | expected string, integer",
                "{'type':[]}                                      | /type                    | at least one type",
                "{'required':true}                                | /required                | a list of strings",
                "{'required':['a','a']}                           | /required                | each of them once",
                "{'enum':'a'}                                     | /enum                    | expected a list",
                "{'minLength':-1}                                 | /minLength               | a whole number from 0",
                "{'maxItems':1.5}                                 | /maxItems                | a whole number from 0",
                "{'maximum':'5'}                                  | /maximum                 | expected a number",
                "{'exclusiveMinimum':true}                        | /exclusiveMinimum        | expected a number",
                "{'multipleOf':0}                                 | /multipleOf              | a number above 0",
                "{'minimum':1e9999}                               | /minimum                 | a number of usual size",
                "{'uniqueItems':'yes'}                            | /uniqueItems             | expected true or false",
                "{'allOf':[]}                                     | /allOf                   | at least one schema",
                "{'anyOf':{}}                                     | /anyOf                   | at least one schema",
                "{'$ref':'#'}                                     | ``                       | in a circle",
                "{'$defs':{'a':{'allOf':[{'$ref':'#/$defs/b'}]},'b':{'not':{'$ref':'#/$defs/a'}}}} | /$defs/a | in a circle",
            })
    void refusesWithThePlaceInTheDocument(String schema, String pointer, String message) throws JsonException {
        Json document = json(schema);
        var refused = assertThrows(SchemaException.class, () -> ArgumentSchema.of(document));

        SchemaProblem first = refused.problems().getFirst();
        assertEquals(pointer, first.pointer(), first.message());
        assertEquals(true, first.message().contains(message), first.message());
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() throws JsonException {
        Json document = json("{'type':'text','properties':{'a':{'pattern':'('},'b':{'$ref':'#/c'}}}");
        var refused = assertThrows(SchemaException.class, () -> ArgumentSchema.of(document));

        assertEquals(
                List.of("/type", "/properties/a/pattern", "/properties/b/$ref"),
                refused.problems().stream().map(SchemaProblem::pointer).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://json-schema.org/draft/2020-12/schema",
                "https://json-schema.org/draft/2019-09/schema#",
                "http://json-schema.org/draft-07/schema#",
                "http://json-schema.org/draft-07/schema",
                "http://json-schema.org/draft-06/schema#",
            })
    void takesTheDraftsThatServersSend(String dialect) throws JsonException, SchemaException {
        assertEquals(
                Optional.of("arguments must be a string"),
                mismatch("{'$schema':'" + dialect + "','type':'string'}", "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$ ; a.b-c@d-e.org ; true",
                "^[\\w-.]+$                     ; a-b.c         ; true",
                "^(?<year>\\d{4})-\\d\\d$       ; 2026-11       ; true",
                "^a{,3}$                        ; a{,3}         ; true",
                "^a{2}$                         ; aaa           ; false",
                "^\\/\\x41\\u0042\\u{43}\\cJ?$  ; /ABC          ; true",
                "^\\ud83d\\ude00$               ; 😀             ; true",
                "^.$                            ; 😀             ; true",
                "^[^]$                          ; x             ; true",
                "[]                             ; x             ; false",
                "^[\\s\\S]$                     ; x             ; true",
                "^[\\b]$                        ; b             ; false",
                "^[[]$                          ; [             ; true",
                "^]$                            ; ]             ; true",
                "^\\p{Lu}\\P{Lu}$               ; Aa            ; true",
                "^\\p{Letter}\\p{Script=Greek}$ ; aα            ; true",
                "^(?i)a$                        ; A             ; refused",
                "(?i)^a$                        ; A             ; true",
                "^[A-]$                         ; -             ; true",
                "^[&&[:alpha:]]$                ; a]            ; true",
                "^a|b$                          ; xb            ; true",
                "^(?:)$                         ; a             ; false",
                "^x*?$                          ; xx            ; true",
                "^\\Qa\\E$                      ; a             ; refused",
                "^(?P<n>a)$                     ; a             ; refused",
                "\\07                           ; a             ; refused",
            })
    void readsPatternsAsEcmaScriptDoes(String pattern, String text, String expected) {
        String found;
        try {
            found = Boolean.toString(SearchPattern.of(pattern).isIn(text, new Check()));
        } catch (IllegalArgumentException refused) {
            found = "refused";
        }
        assertEquals(expected, found);
    }

    @Test
    void givesUpAfterABoundedNumberOfSteps() throws JsonException, SchemaException {
        // Each level doubles the work: 2^40 schemas to try without a bound.
        var schema = ArgumentSchema.of(json("""
                {'$defs':{'d0':{'type':'string'}, %s}, '$ref':'#/$defs/d40'}""".formatted(doubling(40))));

        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertEquals(Optional.of("arguments are too complex to check"), schema.mismatch(Json.Obj.EMPTY)));
    }

    @Test
    void checksAsMuchAsARequestCanCarry() throws JsonException, SchemaException {
        Json numbers = numbers(60_000);
        var schema = ArgumentSchema.of(json("{'items':{'type':'integer','minimum':0},'uniqueItems':true}"));

        assertTimeout(Duration.ofSeconds(10), () -> assertEquals(Optional.empty(), schema.mismatch(numbers)));
    }

    @Test
    void searchesALongTextForAHostilePattern() throws JsonException, SchemaException {
        var schema = ArgumentSchema.of(json("{'pattern':'^(a+)+$'}"));
        Json text = Json.of("a".repeat(60_000) + "b");

        assertTimeout(Duration.ofSeconds(10), () -> assertNotEquals(Optional.empty(), schema.mismatch(text)));
    }

    @Test
    void isEqualToASchemaOfTheSameDocument() throws JsonException, SchemaException {
        Json document = json("{'type':'object'}");

        assertEquals(ArgumentSchema.of(document), ArgumentSchema.of(document));
        assertNotEquals(ArgumentSchema.of(document), ArgumentSchema.of(json("{'type':'array'}")));
    }

    private static String doubling(int levels) {
        var definitions = new ArrayList<String>();
        for (int i = 1; i <= levels; i++) {
            definitions.add(
                    "'d%d':{'anyOf':[{'$ref':'#/$defs/d%d'},{'$ref':'#/$defs/d%d'}]}".formatted(i, i - 1, i - 1));
        }
        return String.join(",", definitions);
    }

    private static Json numbers(int count) {
        var numbers = new ArrayList<Json>();
        for (int i = 0; i < count; i++) {
            numbers.add(Json.of(i));
        }
        return new Json.Arr(numbers);
    }

    private static Optional<String> mismatch(String schema, String arguments) throws JsonException, SchemaException {
        return ArgumentSchema.of(json(schema)).mismatch(json(arguments));
    }

    private static Json json(String singleQuoted) throws JsonException {
        return JSON.parse(singleQuoted.replace('\'', '"'));
    }
}
