package dev.tollgate.core.argument;

import dev.tollgate.core.argument.Fault.Kind;
import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.argument.schema.SchemaException;
import dev.tollgate.core.argument.sql.Dialect;
import dev.tollgate.core.argument.sql.Sql;
import dev.tollgate.core.json.AnyJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReadingTest {
    private static final JsonText JSON = new JsonText(64);
    private static final String SECRET = "hunter2";

    @Test
    void understandsEverythingThatTheCatalogueNames() throws JsonException {
        Understanding understood = reading(false).understand(json("""
                        {"statement": "select name from customers", "more": ["select 1", "delete from orders"],
                         "to": ["https://B.example/x/../y", "a.example:8080", "https://b.example/y"],
                         "files": [{"path": "/data/./in.csv"}, {"path": "C:\\\\out.csv"}], "rows": [{}, {}, {}], "limit": 500}"""));

        assertEquals(List.of("delete", "select"), understood.sql().kinds());
        assertEquals(List.of("customers", "orders"), understood.sql().tables());
        assertEquals(3, understood.sql().statements());
        assertEquals(List.of("https://b.example/y", "a.example:8080"), understood.urls());
        assertEquals(List.of("a.example", "b.example"), understood.hosts());
        assertEquals(List.of("/data/in.csv", "c:/out.csv"), understood.paths());
        assertEquals(Map.of("rows", 3L, "limit", 500L), understood.amounts());
        assertEquals(Optional.empty(), understood.fault());
    }

    @Test
    void isEmptyWhereThereIsNothing() throws JsonException {
        assertEquals(Understanding.NOTHING, reading(false).understand(Json.Obj.EMPTY));
        assertSame(Understanding.NOTHING, Reading.NONE.understand(json("{\"statement\": \"drop table x\"}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'limit': 'hunter2'} | SCHEMA_MISMATCH | arguments.limit must be a whole number",
                "{'statement': 'hunter2'} | DATA_ACCESS | $.statement must be SQL that can be read as postgresql: expected a statement that is known at offset 0",
                "{'statement': 5} | INVALID_ARGUMENTS | $.statement must be a text or a list of texts, at most 1000 of them",
                "{'statement': null} | INVALID_ARGUMENTS | $.statement must be a text or a list of texts, at most 1000 of them",
                "{'more': ['select 1', {}]} | INVALID_ARGUMENTS | $.more must be a text or a list of texts, at most 1000 of them",
                "{'to': 'https://hunter2@evil.example/'} | INVALID_ARGUMENTS | $.to must be a URL without a user's name or password",
                "{'files': [{'path': '/hunter2/../..'}]} | INVALID_ARGUMENTS | $.files[*].path must be a path that does not lead above its root",
                "{'rows': 'hunter2'} | INVALID_ARGUMENTS | $.rows must be a whole number from 0 to 9007199254740992, or a list",
            })
    void namesThePlaceOfWhatIsWrongButNeverTheValue(String arguments, Kind kind, String message) throws JsonException {
        Fault fault = reading(false)
                .understand(json(arguments.replace('\'', '"')))
                .fault()
                .orElseThrow();

        assertEquals(new Fault(kind, message), fault);
        assertFalse(fault.message().contains(SECRET));
    }

    @Test
    void keepsWhatItUnderstandsBesideTheFirstFault() throws JsonException {
        Understanding understood = reading(false)
                .understand(
                        json(
                                "{\"statement\": \"select * from a; nonsense\", \"to\": [\"a.example\", \"b c\"], \"limit\": 7}"));

        assertEquals(Kind.DATA_ACCESS, understood.fault().orElseThrow().kind());
        assertEquals(List.of("unparsed"), understood.sql().kinds());
        assertEquals(List.of("a.example"), understood.hosts());
        assertEquals(Map.of("limit", 7L), understood.amounts());
    }

    @Test
    void takesUnreadableSqlForAnythingWhereTheCatalogueAllowsIt() throws JsonException {
        Understanding understood =
                reading(true).understand(json("{\"statement\": \"nonsense\", \"more\": \"select a from t\"}"));

        assertEquals(Optional.empty(), understood.fault());
        assertEquals(
                new Sql(true, 2, List.of("select", "unparsed"), List.of("*", "t"), List.of("*", "t.a"), false),
                understood.sql());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "9007199254740992 | 9007199254740992",
                "9007199254740993 | none",
                "-1 | none",
                "-0 | 0",
                "5.0 | 5",
                "5.5 | none",
                "1e3 | 1000",
                "1e99999999999 | none",
                "1e300 | none",
                "1e-300 | none",
                "[] | 0",
                "[1, 2] | 2",
                "{} | none",
                "true | none",
                "null | none",
            })
    void countsWholeNumbersAndItems(String rows, String amount) throws JsonException {
        Understanding understood = reading(false).understand(json("{\"rows\": " + rows + "}"));

        assertEquals(
                amount,
                Optional.ofNullable(understood.amounts().get("rows"))
                        .map(String::valueOf)
                        .orElse("none"));
        assertEquals(amount.equals("none"), understood.fault().isPresent());
    }

    @Test
    void addsUpAmountsOfSeveralPlaces() throws JsonException {
        var reading = new Reading(
                Optional.empty(),
                List.of(),
                Dialect.ANSI,
                false,
                List.of(),
                List.of(),
                Map.of("sum", ArgumentPath.of("$.orders[*].amount")));

        assertEquals(
                Map.of("sum", 42L),
                reading.understand(json("{\"orders\": [{\"amount\": 40}, {}, {\"amount\": 2}]}"))
                        .amounts());
        assertTrue(reading.understand(json("{\"orders\": [{\"amount\": 9007199254740992}, {\"amount\": 1}]}"))
                .fault()
                .isPresent());
    }

    @Property(tries = 2_000)
    void answersAnyArguments(@ForAll("objects") Json.Obj arguments, @ForAll boolean allowsUnparsedSql) {
        var everything = List.of(ArgumentPath.of("$.*"), ArgumentPath.of("$[*][*]"));
        var reading = new Reading(
                Optional.empty(),
                everything,
                Dialect.MYSQL,
                allowsUnparsedSql,
                everything,
                everything,
                Map.of("all", everything.getFirst()));

        Understanding understood = reading.understand(arguments);

        assertEquals(understood.sql().present(), !understood.sql().kinds().isEmpty());
        assertTrue(understood.hosts().size() <= understood.urls().size());
        assertEquals(understood, reading.understand(arguments));
    }

    @Provide
    Arbitrary<Json.Obj> objects() {
        return AnyJson.objects();
    }

    private static Reading reading(boolean allowsUnparsedSql) {
        try {
            return new Reading(
                    Optional.of(
                            ArgumentSchema.of(JSON.parse("{\"properties\": {\"limit\": {\"type\": \"integer\"}}}"))),
                    List.of(ArgumentPath.of("$.statement"), ArgumentPath.of("$.more")),
                    Dialect.POSTGRESQL,
                    allowsUnparsedSql,
                    List.of(ArgumentPath.of("$.to")),
                    List.of(ArgumentPath.of("$.files[*].path")),
                    Map.of("rows", ArgumentPath.of("$.rows"), "limit", ArgumentPath.of("$.limit")));
        } catch (SchemaException | JsonException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Json.Obj json(String text) throws JsonException {
        return (Json.Obj) JSON.parse(text);
    }
}
