package dev.tollgate.core.argument.sql;

import dev.tollgate.core.argument.sql.SqlReader.Outcome;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SqlReaderTest {
    private static final String SECRET = "hunter2";

    /** cases.json: each text with what must be said about it, or why it must not be read. */
    @TestFactory
    Stream<DynamicTest> saysWhatSqlDoes() throws IOException, JsonException {
        try (InputStream cases = SqlReaderTest.class.getResourceAsStream("cases.json")) {
            var all = (Json.Arr)
                    new JsonText(16).parse(Objects.requireNonNull(cases).readAllBytes());
            return all.items().stream()
                    .map(Json.Obj.class::cast)
                    .map(each -> DynamicTest.dynamicTest(
                            each.text("about").orElseThrow() + ": "
                                    + each.text("dialect").orElseThrow() + ": "
                                    + each.text("sql").orElseThrow(),
                            () -> check(each)));
        }
    }

    private static void check(Json.Obj expected) {
        Dialect dialect = Dialect.of(expected.text("dialect").orElseThrow()).orElseThrow();
        switch (new SqlReader(dialect).read(expected.text("sql").orElseThrow())) {
            case Outcome.Unread(String reason) ->
                assertEquals(expected.text("unread").orElse("to be read"), reason);
            case Outcome.Read(Sql sql) -> {
                assertEquals("", expected.text("unread").orElse(""), () -> "read as " + sql);
                assertEquals(expected.texts("kinds"), sql.kinds());
                assertEquals(expected.texts("tables"), sql.tables());
                assertEquals(expected.texts("columns"), sql.columns());
                assertEquals(expected.get("read_only").orElseThrow(), Json.of(sql.readOnly()));
                assertEquals(expected.integer("statements").orElse(1L), sql.statements());
            }
        }
    }

    @Test
    void showsConditionsExactlyWhatTheyMayRead() {
        var read = assertInstanceOf(
                Outcome.Read.class, new SqlReader(Dialect.ANSI).read("select c.name from crm.customers c"));

        assertEquals(
                "{\"present\":true,\"statements\":1,\"kinds\":[\"select\"],\"tables\":[\"crm.customers\"],"
                        + "\"columns\":[\"crm.customers.name\"],\"read_only\":true}",
                JsonText.write(read.sql().toJson()));
        assertEquals(
                "{\"present\":false,\"statements\":0,\"kinds\":[],\"tables\":[],\"columns\":[],\"read_only\":false}",
                JsonText.write(Sql.NONE.toJson()));
    }

    @Test
    void addsUpSeveralTexts() {
        var reader = new SqlReader(Dialect.ANSI);
        Sql reads = ((Outcome.Read) reader.read("select a from t")).sql();
        Sql writes = ((Outcome.Read) reader.read("delete from s; delete from t")).sql();

        assertEquals(3, reads.and(writes).statements());
        assertEquals("[delete, select]", reads.and(writes).kinds().toString());
        assertEquals("[s, t]", reads.and(writes).tables().toString());
        assertFalse(reads.and(writes).readOnly());
        assertTrue(reads.and(reads).readOnly());
        assertTrue(Sql.NONE.and(reads).readOnly());
        assertFalse(SqlReader.unparsed().and(reads).readOnly());
        assertEquals("[*, t]", SqlReader.unparsed().and(reads).tables().toString());
    }

    /** What opens and closes each level, and the text around it; spaces are written as underscores. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(; ); select_?a?_from_t",
                "(; ); select_a_from_t_where_?a=1?",
                "(; _or_b=2); select_a_from_t_where_?a=1?",
                "coalesce(; ,1); select_?a?_from_t",
                "case_when_a=1_then_; _end; select_?a?_from_t",
                "case_; _when_1_then_2_end; select_?a?_from_t",
                "(select_*_from_; )_x; select_*_from_?t?",
                "(select_b_from_u_where_b_in_; ); select_*_from_t_where_a_in_?(1)?",
                "exists_(select_1_from_t_where_; ); select_a_from_t_where_?a=1?",
                "(; _join_b_on_x=y); select_*_from_?a?",
                "array[; ]; select_?1?_from_t",
                "not_(; ); select_a_from_t_where_?a=1?",
                "(; _union_select_2); ?select_1?",
                "cast(; _as_int); select_?a?_from_t",
                "with_x_as_(; )_select_*_from_x; ?select_1?",
            })
    void readsWhateverIsNestedInLinearTime(String open, String close, String frame) {
        var reader = new SqlReader(Dialect.POSTGRESQL);
        int first = frame.indexOf('?');
        int last = frame.lastIndexOf('?');

        assertTimeout(Duration.ofSeconds(10), () -> {
            for (int depth : new int[] {5, 12, 25, 1_000}) {
                String nested = frame.substring(0, first)
                        + open.repeat(depth)
                        + frame.substring(first + 1, last)
                        + close.repeat(depth)
                        + frame.substring(last + 1);
                boolean read = reader.read(nested.replace('_', ' ')) instanceof Outcome.Read;
                assertTrue(depth > 12 || read, nested);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select_a_from_t_where_a=1; _and_b=2; _; 4500",
                "select_a_from_t_where_a_in_(1; ,2; ); 9000",
                "select_1; +1; _; 9000",
                "select_'a'; ||'b'; _; 4500",
                "select_1; _union_select_2; _; 4000",
                "select_a; ,b; _from_t; 9000",
                "select_a; ,t.b; _from_t; 4500",
                "insert_into_t_values_(1); ,(2); _; 4500",
                "select_*_from_t; ,u; _; 200",
                "select_1_from_t; /*_x_*/; _; 6000",
                "select_1; --'%n; _; 6000",
                "select_; $$_$$,; 1; 8000",
                "select_; a.b.c.d,; 1_from_t; 2000",
            })
    void readsWhateverIsLongInLinearTime(String start, String repeated, String end, int times) {
        var reader = new SqlReader(Dialect.POSTGRESQL);
        String text = (start + repeated.repeat(times) + end).replace('_', ' ').replace("%n", "\n");

        var outcome = assertTimeout(Duration.ofSeconds(10), () -> reader.read(text));

        assertInstanceOf(Outcome.Read.class, outcome, () -> outcome + text.substring(0, 60));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select 1; x; 65536; expected at most 65536 characters",
                "select 1; ,1; 10001; expected at most 20000 words",
                "select 1 from t; ,u; 256; expected at most 256 tables",
                "select ; (; 100; expected at most 60 levels within each other",
                "select 1; %3Bselect 1; 100; expected at most 100 statements",
            })
    void refusesWhatIsTooMuch(String start, String repeated, int times, String reason) {
        String text = start + repeated.replace("%3B", ";").repeat(times);

        var outcome = new SqlReader(Dialect.ANSI).read(text);

        assertTrue(assertInstanceOf(Outcome.Unread.class, outcome).reason().startsWith(reason), outcome::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"select 'hunter2 from t", "select hunter2 hunter2 hunter2 from t x y", "hunter2", "select 1hunter2"
            })
    void neverQuotesTheTextItCannotRead(String text) {
        var outcome = assertInstanceOf(Outcome.Unread.class, new SqlReader(Dialect.ANSI).read(text));

        assertFalse(outcome.reason().contains(SECRET), outcome.reason());
    }

    @Property(tries = 20_000)
    void answersWhateverIsSent(@ForAll("fragments") String text, @ForAll Dialect dialect) {
        switch (new SqlReader(dialect).read(text)) {
            case Outcome.Unread(String reason) -> assertFalse(reason.isEmpty());
            case Outcome.Read(Sql sql) -> assertTrue(sql.present() && sql.statements() > 0);
        }
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of(
                        "select",
                        "from",
                        "where",
                        "t",
                        "a.b",
                        "*",
                        "(",
                        ")",
                        ",",
                        ";",
                        "'x'",
                        "\"x\"",
                        "[",
                        "]",
                        "`x`",
                        "with",
                        "as",
                        "union",
                        "insert into",
                        "update",
                        "set",
                        "delete",
                        "join",
                        "on",
                        "--",
                        "\n",
                        "/*",
                        "*/",
                        "$$",
                        "case",
                        "end",
                        "when",
                        "1",
                        "=",
                        ".",
                        "values",
                        "create table",
                        "drop",
                        "grant",
                        "explain",
                        "for",
                        "limit",
                        "order by",
                        "over",
                        "not",
                        "in",
                        "exists",
                        "\\",
                        "'",
                        "merge into",
                        "using",
                        "matched",
                        "then",
                        "table",
                        "::",
                        ":=",
                        "@x",
                        "?",
                        "#",
                        "copy",
                        "interval",
                        "é",
                        "\u0000")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join(" ", parts));
    }
}
