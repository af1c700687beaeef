package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CostCommandTest {
    @TempDir
    private Path directory;

    private Session session;

    @BeforeEach
    void withoutAStack() {
        session = new Session(Map.of(), directory);
    }

    @Test
    void saysWhatAMonthCostsHowAndByWhichPrices() {
        Result text = session.run("cost", "--decisions", "5/s");

        assertEquals(0, text.exitCode(), text.err());
        assertTrue(
                text.out()
                        .contains("12,960,000 decisions x 3.05 (3, denied 4) = 39,528,000 write units, "
                                + "x $0.625 / 1,000,000\n"),
                text.out());
        assertTrue(text.out().contains("a month for 12,960,000 decisions, $"), text.out());
        assertTrue(text.out().contains("Prices: us-east-1, 2025, "), text.out());
        assertTrue(text.out().contains("Check them against AWS's price list"), text.out());
    }

    @Test
    void whatIsNotUsedIsNotListed() {
        String[] bare = {"cost", "--decisions", "1000/day", "--limits", "0", "--redactions", "0", "--history", "0%"};

        assertFalse(
                session.run(bare).out().contains("answers"), session.run(bare).out());
        assertFalse(session.run(bare).out().contains("  limits"));
    }

    @Test
    void theLinesAddUpForProgramsToo() throws Exception {
        Json.Obj json = session.run("cost", "--decisions", "1000000", "--output", "json")
                .json();

        double sum = json.items("lines").stream()
                .mapToDouble(line -> decimal((Json.Obj) line, "dollars"))
                .sum();
        assertEquals(decimal(json, "dollars"), sum, 0.3);
        assertEquals(1_000_000, json.integer("decisions").orElseThrow());
        assertEquals(
                "us-east-1", json.object("prices").orElseThrow().text("region").orElseThrow());
    }

    private static double decimal(Json.Obj object, String name) {
        return Double.parseDouble(((Json.Num) object.get(name).orElseThrow()).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--decisions 0 | --decisions: expected such as 5/s, 400000/day or 12000000, more than 0 and at most 25,920,000,000 a month, not '0'",
                "--decisions 10001/s | --decisions: expected such as 5/s",
                "--decisions 5/week | --decisions: expected such as 5/s",
                "--decisions 1e9 | --decisions: expected such as 5/s",
                "--decisions 1.2.3 | --decisions: expected such as 5/s",
                "--decisions 5 --limits 21 | --limits: expected a number from 0 to 20, not '21'",
                "--decisions 5 --limits NaN | --limits: expected a number from 0 to 20, not 'NaN'",
                "--decisions 5 --denied 101% | --denied: expected a share such as 5% or 0.05, not '101%'",
                "--decisions 5 --redactions=-1 | --redactions: expected a share such as 5% or 0.05, not '-1'",
                "--decisions 5 --kept-days 0 | --kept-days: expected an integer from 1 to 3,660, not '0'",
                "--decisions 5 --instances x | Invalid value for option '--instances'",
                "--limits 1 | Missing required option: '--decisions=N[/s"
            },
            quoteCharacter = '"')
    void whatIsNoWorkloadIsNamed(String arguments, String message) {
        Result result = session.run(("cost " + arguments).split(" "));

        assertEquals(2, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("tollgate: " + message), result.err());
    }

    @Test
    void otherPricesAreTakenFromAFile() throws Exception {
        Path file = directory.resolve("frankfurt.json");
        Files.writeString(file, listed().replace("us-east-1", "eu-central-1").replace("0.625", "0.7625"));

        String out = session.run("cost", "--decisions", "1000000", "--prices", file.toString())
                .out();
        assertTrue(out.contains("write units, x $0.7625 / 1,000,000\n"), out);
        assertTrue(out.contains("Prices: eu-central-1, 2025, "), out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.625 | -1 | prices.write_units.dollars: expected 0 to 1,000,000",
                "0.625 | 1e99 | prices.write_units.dollars: expected 0 to 1,000,000",
                "\"write_units\" | \"writes\" | prices: there is no item 'writes'",
                "10000} | 0} | prices.signatures.per: expected an integer from 1 to 1,000,000,000",
                "\"us-east-1\" | 7 | region: expected a line of 1 to 300 characters",
            },
            quoteCharacter = '\'')
    void whatIsNoListOfPricesIsNamed(String was, String is, String message) throws Exception {
        Path file = directory.resolve("prices.json");
        Files.writeString(file, listed().replace(was, is));

        Result result = session.run("cost", "--decisions", "5/s", "--prices", file.toString());
        assertEquals(1, result.exitCode());
        assertEquals("tollgate: " + file + ": " + message + "\n", result.err());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Result result = session.run("cost", "--decisions", "5/s", "--prices", "nowhere.json");

        assertEquals(1, result.exitCode());
        assertEquals("tollgate: there is no file nowhere.json\n", result.err());
    }

    private static String listed() throws IOException {
        try (InputStream in = CostCommand.class.getResourceAsStream("cost/prices.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
