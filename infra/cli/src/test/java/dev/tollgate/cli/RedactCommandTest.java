package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.cli.Surroundings.Screen;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RedactCommandTest {
    private static final String KEY = "k1:" + "0a".repeat(32) + "\n";
    private static final String CARD = "4111 1111 1111 1111";
    private static final String CLEAN = "{\"order\": \"A-1\", \"items\": [1, 2]}";
    private static final String FOUND = "{\"order\": \"A-1\",\n \"paid\": \"by " + CARD + "\"}\n";
    private static final String BUNDLE = """
            apiVersion: tollgate.dev/v1
            kind: Bundle
            metadata: {name: shop}
            spec: {}
            ---
            apiVersion: tollgate.dev/v1
            kind: Server
            metadata: {name: crm}
            spec: {tools: {query: {traits: [read], returns: [sensitive]}, ping: {traits: [read]}}}
            ---
            apiVersion: tollgate.dev/v1
            kind: Redaction
            metadata: {name: rows}
            spec:
              target: {tools: [crm/query]}
              findings: {CREDIT_CARD: {mask: {keep_last: 4}}}
              roles: {steward: {CREDIT_CARD: keep}}
            ---
            apiVersion: tollgate.dev/v1
            kind: Policy
            metadata: {name: p}
            spec:
              target: {tools: [crm/query]}
              rules: [{id: r, effect: allow, obligations: [{type: redact, profile: own}]}]
            ---
            apiVersion: tollgate.dev/v1
            kind: Redaction
            metadata: {name: own}
            spec: {findings: {PERSONAL: drop}}
            """;

    @TempDir
    private Path directory;

    private Session session;

    @BeforeEach
    void atAPrompt() {
        session = new Session(Map.of(), directory);
        BundleFolder.of(directory, "clean.json", CLEAN, "found.json", FOUND, "key", KEY, "shop/bundle.yaml", BUNDLE);
    }

    @Test
    void whatHoldsNothingComesOutAsItIs() {
        Result result = session.run("redact", "clean.json", "--profile", "gdpr");

        assertEquals(CLEAN + "\n", result.out());
        assertEquals("By gdpr: passed, nothing was found.\n", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void saysWhatItFoundBesideTheResult() {
        Result result = session.run("redact", "found.json", "--profile", "pci");

        assertEquals("{\"order\": \"A-1\",\n \"paid\": \"by **** **** **** 1111\"}\n", result.out());
        assertEquals("""
                By pci: redacted, 1 finding.
                TYPE         COUNT  BECOMES  CONFIDENCE
                CREDIT_CARD  1      mask     92
                """, result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void explainsWhereThingsAreInTheResult() {
        Result result = session.run("redact", "found.json", "--profile", "pci", "--explain");

        assertTrue(result.err().endsWith("""

                TYPE         BECOMES  CONFIDENCE  CHARACTERS  PLACE IN THE RESULT
                CREDIT_CARD  mask     92          3-22        /paid
                """), result.err());
    }

    @Test
    void programsGetTheSame() throws Exception {
        Json.Obj json = session.run("redact", "found.json", "--profile", "pci", "--explain", "--output", "json")
                .json();

        assertEquals("redacted", json.text("action").orElseThrow());
        assertEquals(List.of("pci"), json.texts("profiles"));
        assertEquals(List.of("personal_data"), json.texts("labels"));
        assertEquals(
                "[{\"type\":\"CREDIT_CARD\",\"count\":1,\"action\":\"mask\",\"confidence\":92}]",
                JsonText.write(json.get("findings").orElseThrow()));
        assertEquals(
                "[{\"type\":\"CREDIT_CARD\",\"action\":\"mask\",\"pointer\":\"/paid\",\"from\":3,\"to\":22,"
                        + "\"confidence\":92}]",
                JsonText.write(json.get("places").orElseThrow()));
        assertEquals(
                "by **** **** **** 1111",
                json.object("result").orElseThrow().text("paid").orElseThrow());
    }

    @Test
    void textStaysText() {
        Result result = session.runOn("Paid by\n" + CARD + "\n", Screen.NONE, "redact", "-", "--profile", "pci");

        assertEquals("Paid by\n**** **** **** 1111\n", result.out());
        assertEquals(1, result.exitCode());
    }

    @Test
    void whatIsNoJsonIsTakenAsTextAndSaid() {
        Result result = session.runOn("{\"a\": " + CARD, Screen.NONE, "redact", "-", "--profile", "pci");

        assertEquals("{\"a\": **** **** **** 1111\n", result.out());
        assertTrue(result.err().startsWith("- is no JSON, so it is taken as text: "), result.err());
    }

    @Test
    void showsWhatIsDifferent() {
        Result result = session.run("redact", "found.json", "--profile", "pci", "--diff");

        assertTrue(result.err().startsWith("""
                @@ line 1 @@
                  {
                    "order": "A-1",
                -   "paid": "by 4111 1111 1111 1111"
                +   "paid": "by **** **** **** 1111"
                  }
                """), result.err());
        assertTrue(result.out().startsWith("{\"order\""), result.out());
    }

    @ParameterizedTest
    @CsvSource({
        "TERMINAL, auto, '', true, true",
        "TERMINAL, auto, 1, true, false",
        "TERMINAL, never, '', true, false",
        "NONE, auto, '', false, false",
        "NONE, always, '', false, false",
    })
    void coloursAreForPeople(Screen screen, String color, String noColor, boolean hasDiff, boolean isColoured) {
        session = new Session(Map.of("NO_COLOR", noColor), directory);

        Result result = session.runOn(FOUND, screen, "redact", "-", "--profile", "pci", "--color", color);

        assertEquals(hasDiff, result.err().contains("@@ line 1 @@"), result.err());
        assertEquals(isColoured, result.err().contains("\u001b["), result.err());
    }

    @Test
    void aColourThatIsAskedForIsGiven() {
        session = new Session(Map.of("NO_COLOR", "1"), directory);

        Result result = session.run("redact", "found.json", "--profile", "pci", "--diff", "--color=always");

        assertTrue(result.err().contains("\u001b[31m-   \"paid\""), result.err());
        assertTrue(result.err().contains("\u001b[32m+   \"paid\""), result.err());
    }

    @Test
    void aKeyFileMakesTheSamePseudonymsAgain() throws Exception {
        String mail = "Write to ada@example.com";
        String[] keyed = {"redact", "-", "--profile", "gdpr", "--key-file", "key"};
        Result first = session.runOn(mail, Screen.NONE, keyed);
        Result again = session.runOn(mail, Screen.NONE, keyed);
        Result other = session.runOn(mail, Screen.NONE, "redact", "-", "--profile", "gdpr");

        assertTrue(first.out().startsWith("Write to [EMAIL_ADDRESS:k1:"), first.out());
        assertEquals(first.out(), again.out());
        assertNotEquals(first.out(), other.out());
        assertFalse(first.err().contains("key"), first.err());
        assertTrue(other.err().contains("with --key-file they stay the same"), other.err());
    }

    @Test
    void profilesOfABundleApplyByTheirTarget() {
        String[] query = {"redact", "found.json", "--bundle", "shop", "--tool", "crm/query"};
        assertTrue(session.run(query).out().contains("**** 1111"));
        assertTrue(session.run(query).err().startsWith("By rows: redacted, 1 finding."));

        Result steward = session.run(
                "redact", "found.json", "--bundle", "shop", "--tool", "crm/query", "--agent-role", "steward");
        assertEquals(FOUND, steward.out());
        assertEquals(1, steward.exitCode());

        Result other = session.run("redact", "found.json", "--bundle", "shop", "--tool", "crm/ping");
        assertEquals(FOUND, other.out());
        assertTrue(other.err().startsWith("No profile applies: passed, 1 finding."), other.err());
    }

    @Test
    void ofSeveralProfilesTheStricterApplies() {
        Result result =
                session.run("redact", "found.json", "--bundle", "shop", "--tool", "crm/query", "--profile", "own");

        assertTrue(result.out().contains("\"by \""), result.out());
        assertTrue(result.err().startsWith("By own, rows: "), result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "found.json => say by what: --profile NAME, or --bundle DIR with --tool SERVER/TOOL",
                "found.json --profile gdrp => --profile: there is no profile 'gdrp' (expected one of gdpr, hipaa, pci, "
                        + "secrets, or --bundle DIR with others)",
                "found.json --bundle shop --profile x => (expected one of gdpr, hipaa, own, pci, rows, secrets)",
                "found.json --tool crm/query => --tool: expected SERVER/TOOL of the catalogue of --bundle",
                "found.json --bundle shop --tool crm => --tool: expected SERVER/TOOL of the catalogue of --bundle",
                "found.json --bundle shop --tool crm/x => the catalogue of the bundle has no tool 'crm/x'",
                "none.json --profile gdpr => there is no file none.json",
                "found.json --profile gdpr --key-file none => there is no file",
                "found.json --profile gdpr --key-file found.json => is no key for pseudonyms",
                "found.json --bundle key --profile gdpr => there is no such folder",
                "found.json --profile gdpr --color blue => Invalid value for option '--color'",
            })
    void whatCannotBeDoneIsNoFinding(String arguments, String message) {
        Result result = session.run(("redact " + arguments).split(" "));

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains(message), result.err());
        assertEquals("", result.out());
    }

    @Test
    void whatIsTooLargeOrTooDeepIsRefused() throws Exception {
        Files.write(directory.resolve("large.json"), new byte[6 * 1024 * 1024 + 1]);
        Result large = session.run("redact", "large.json", "--profile", "gdpr");
        assertEquals(2, large.exitCode());
        assertTrue(large.err().contains("large.json has more than 6 MB"), large.err());

        String deep = "[".repeat(513) + "]".repeat(513);
        Result tooDeep = session.runOn(deep, Screen.NONE, "redact", "-", "--profile", "gdpr");
        assertEquals(2, tooDeep.exitCode());
        assertTrue(tooDeep.err().contains("- is nested too deep (expected JSON of at most 512 levels)"), tooDeep.err());

        String deepest = "[".repeat(512) + "]".repeat(512);
        assertEquals(
                0,
                session.runOn(deepest, Screen.NONE, "redact", "-", "--profile", "gdpr", "--diff")
                        .exitCode());

        Files.write(directory.resolve("image.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        Result image = session.run("redact", "image.png", "--profile", "gdpr");
        assertTrue(image.err().contains("image.png is neither JSON nor text (expected UTF-8)"), image.err());
        assertEquals(2, image.exitCode());
    }
}
