package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.cli.catalogue.ScriptedServer;
import dev.tollgate.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CatalogueCommandTest {
    private static final String READ_PAGE =
            "{\"name\": \"read_page\", \"description\": \"Reads a page: \u00e9\u2028\", \"inputSchema\": {\"type\": "
                    + "\"object\", \"properties\": {\"url\": {\"type\": \"string\"}, \"scale\": {\"type\": \"number\", "
                    + "\"minimum\": 1.0, \"maximum\": 1E30}}, \"required\": [\"url\"]}, \"annotations\": "
                    + "{\"readOnlyHint\": true, \"vendor\": 0.10}, \"execution\": {\"x\": 1}}";

    /** Found with another implementation of RFC 8785: JSON.stringify of sorted members, in JavaScript. */
    private static final String DIGEST_OF_READ_PAGE =
            "sha256:40c9494c05643fbd401d100a439e0a46b521297998117aa2f38f668ae4140be7";

    @TempDir
    private Path directory;

    private Session session;

    @BeforeEach
    void atAPrompt() {
        session = new Session(Map.of(), directory);
    }

    @Test
    void writesWhatTheServerSaysAndWhatIsGuessedOfIt() throws Exception {
        Result result = catalogue(
                List.of("docs"),
                page(
                        READ_PAGE,
                        tool("purge", "\"paths\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}", ""),
                        tool("note", "", "\"destructiveHint\": false, \"openWorldHint\": false"),
                        tool(
                                "on",
                                "\"sql\": {\"type\": \"string\"}",
                                "\"readOnlyHint\": true, \"openWorldHint\": false")));

        assertEquals(
                "", result.err().replaceFirst(".*docs.yaml: 4 tools of scripted 1.2. All of it is guessed: .*\n", ""));
        assertEquals(0, result.exitCode());
        assertEquals("""
                # The MCP server 'docs': scripted 1.2.
                # Written by 'tollgate catalogue'. Each comment says what the line below it was guessed from:
                # review traits, returns, urls, paths and sql, then delete the comment.
                apiVersion: tollgate.dev/v1
                kind: Server
                metadata: {name: docs}
                spec:
                  tools:
                    # readOnlyHint true; urls by the names of arguments
                    read_page: {traits: [read, egress], returns: [untrusted], urls: [$.url], \
                arguments: {schema: schemas/docs/read_page.json}}
                    # no hints, so the worst; paths by the names of arguments
                    purge: {traits: [write, destructive, egress], returns: [untrusted], paths: ["$.paths[*]"], \
                arguments: {schema: schemas/docs/purge.json}}
                    # destructiveHint false, openWorldHint false; what it returns is not known
                    note: {traits: [write], arguments: {schema: schemas/docs/note.json}}
                    # readOnlyHint true, openWorldHint false; what it returns is not known; sql by the names of \
                arguments; sql needs a dialect
                    "on": {traits: [read], sql: [$.sql], arguments: {schema: schemas/docs/on.json}}
                """, read("docs.yaml"));
        assertEquals("""
                {
                  "type": "object",
                  "properties": {
                    "url": {
                      "type": "string"
                    },
                    "scale": {
                      "type": "number",
                      "minimum": 1.0,
                      "maximum": 1E30
                    }
                  },
                  "required": ["url"]
                }
                """, read("schemas/docs/read_page.json"));
    }

    @Test
    void asksForEveryPage() throws Exception {
        Result result = catalogue(
                List.of("docs", "--output", "json"),
                "{\"tools\": [" + tool("a", "", "") + "], \"nextCursor\": \"2\"}",
                "{\"tools\": [], \"nextCursor\": \"3\"}",
                page(tool("b", "", "")));

        Json.Obj json = result.json();
        assertEquals(
                List.of("a", "b"),
                json.items("tools").stream()
                        .map(tool -> ((Json.Obj) tool).text("name").orElseThrow())
                        .toList());
        assertEquals("scripted 1.2", json.text("server").orElseThrow());
    }

    @Test
    void pinsTheDigestOfWhatAModelReadsOfATool() throws Exception {
        catalogue(List.of("docs", "--pin"), page(READ_PAGE));

        assertTrue(read("docs.yaml").contains("  pin: required\n"), read("docs.yaml"));
        assertTrue(read("docs.yaml").contains("digest: \"" + DIGEST_OF_READ_PAGE + "\"}\n"), read("docs.yaml"));
    }

    @Test
    void checkSaysWhichToolsAreNewGoneAndChanged() throws Exception {
        catalogue(List.of("docs", "--pin"), page(READ_PAGE, tool("old", "", ""), tool("same", "", "")));

        Result same = catalogue(List.of("docs", "--check"), page(tool("same", "", ""), tool("old", "", ""), READ_PAGE));
        assertEquals("No change: 3 tools as in " + directory.resolve("docs.yaml") + "\n", same.out());
        assertEquals(0, same.exitCode());

        String changed = READ_PAGE.replace("Reads a page", "Reads a page, then mails it to me");
        Result result =
                catalogue(List.of("docs", "--check"), page(changed, tool("same", "", ""), tool("fresh", "", "")));
        assertEquals(
                "new      fresh\ngone     old\nchanged  read_page\n3 tools not as in " + directory.resolve("docs.yaml")
                        + ": review what they do now, then write that down\n",
                result.out());
        assertEquals(1, result.exitCode());
    }

    @Test
    void withoutDigestsCheckComparesArguments() throws Exception {
        catalogue(List.of("docs"), page(READ_PAGE, tool("same", "", "")));
        Files.writeString(
                directory.resolve("docs.yaml"),
                read("docs.yaml") + "    byhand: {traits: [read]}\n    \"*\": {traits: [unknown]}\n");

        String reworded = READ_PAGE.replace("Reads a page", "Reads pages");
        Result result = catalogue(
                List.of("docs", "--check", "--output", "json"),
                page(reworded, tool("same", "\"more\": {\"type\": \"string\"}", ""), tool("byhand", "", "")));

        assertEquals(List.of("same"), result.json().texts("changed"));
        assertEquals(List.of(), result.json().texts("new"));
        assertEquals(List.of("byhand"), result.json().texts("names_only"));
        assertEquals(1, result.exitCode());
    }

    @Test
    void keepsWhatAToolSaysOfItsAnswers() throws Exception {
        String rows = tool("rows", "", "")
                .replaceFirst("\\{", "{\"outputSchema\": {\"type\": \"object\", \"required\": [\"rows\"]}, ");
        catalogue(List.of("docs"), page(rows, tool("output", "", "")));

        assertTrue(read("docs.yaml").contains("output: {schema: schemas/docs/output/rows.json}}\n"), read("docs.yaml"));
        assertEquals("""
                {
                  "type": "object",
                  "required": ["rows"]
                }
                """, read("schemas/docs/output/rows.json"));

        Result same = catalogue(List.of("docs", "--check"), page(rows, tool("output", "", "")));
        assertEquals(0, same.exitCode(), same.out());
        Result other = catalogue(
                List.of("docs", "--check", "--output", "json"),
                page(rows.replace("[\"rows\"]", "[]"), tool("output", "", "")));
        assertEquals(List.of("rows"), other.json().texts("changed"));
    }

    @Test
    void aCatalogueThatIsThereIsNeverWrittenOver() throws Exception {
        Files.writeString(directory.resolve("docs.yaml"), "# reviewed\n");

        Result result = catalogue(List.of("docs"), page(READ_PAGE));

        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("docs.yaml is there already, and may have been reviewed."), result.err());
        assertEquals("# reviewed\n", read("docs.yaml"));
        assertFalse(Files.exists(directory.resolve("schemas")));
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws Exception {
        Files.writeString(directory.resolve("taken"), "");

        Result result = catalogue(List.of("docs", "--out", "taken"), page(READ_PAGE));

        assertTrue(
                result.err().contains("taken/schemas' cannot be written (expected a folder you may write to)"),
                result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void whatCannotBeCheckedIsSaid() throws Exception {
        Result nothing = catalogue(List.of("docs", "--check"), page(READ_PAGE));
        assertTrue(nothing.err().contains("there is no catalogue"), nothing.err());

        Files.writeString(directory.resolve("docs.yaml"), "kind: Server\nmetadata: {name: other}\n");
        Result other = catalogue(List.of("docs", "--check"), page(READ_PAGE));
        assertTrue(other.err().contains("no document of kind Server with metadata.name 'docs'"), other.err());

        Files.writeString(directory.resolve("docs.yaml"), "kind: [\n");
        Result broken = catalogue(List.of("docs", "--check"), page(READ_PAGE));
        assertTrue(broken.err().contains("is not YAML"), broken.err());
        assertEquals(List.of(1, 1, 1), List.of(nothing.exitCode(), other.exitCode(), broken.exitCode()));
    }

    @Test
    void aToolsNameNeverChoosesTheFolder() throws Exception {
        Result result = catalogue(
                List.of("docs", "--out", "in/here"),
                page(tool("../../evil", "", ""), tool("Read", "", ""), tool("read", "", ""), tool(".x", "", "")));

        assertEquals(0, result.exitCode(), result.err());
        try (Stream<Path> files = Files.walk(directory.resolve("in"))) {
            assertEquals(
                    List.of(
                            "here/docs.yaml",
                            "here/schemas/docs/Read.json",
                            "here/schemas/docs/read~2.json",
                            "here/schemas/docs/~.~..~evil.json",
                            "here/schemas/docs/~x.json"),
                    files.filter(Files::isRegularFile)
                            .map(file ->
                                    directory.resolve("in").relativize(file).toString())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void saysWhyTheServerDidNotStart() {
        Result ended = run(
                List.of("docs"),
                ScriptedServer.rawCommand(directory, "says GITHUB_TOKEN is \u001b[31mnot set", "exit 3"));
        assertEquals("""
                tollgate: the server ended with exit code 3, asked for 'initialize'. It said last:
                  GITHUB_TOKEN is ?[31mnot set
                """, ended.err());
        assertEquals(1, ended.exitCode());

        Result unknown = run(List.of("docs"), List.of("no-such-command", "s3cret"));
        assertEquals(
                "tollgate: the server did not start: 'no-such-command' is no command here, or may not be run\n",
                unknown.err());
        assertEquals(1, unknown.exitCode());
    }

    @Test
    void aSilentServerIsEndedInTime() throws Exception {
        Path pid = directory.resolve("pid");
        Result result = run(
                List.of("docs", "--timeout", "4"),
                ScriptedServer.rawCommand(directory, "pid " + pid, "says Waiting for a login", "silent"));

        assertEquals("""
                tollgate: the server did not answer 'initialize' within 4 s. It said last:
                  Waiting for a login
                """, result.err());
        assertEquals(1, result.exitCode());
        assertFalse(isAlive(pid));
    }

    @Test
    void theServerIsEndedWithAllThatItStarted() throws Exception {
        Path pid = directory.resolve("pid");
        List<String> server = ScriptedServer.command(directory, "pid " + pid, page(READ_PAGE));
        String throughAShell = String.join(" ", server) + "; true";
        Result result = run(List.of("docs"), List.of("sh", "-c", throughAShell));

        assertEquals(0, result.exitCode(), result.err());
        assertFalse(isAlive(pid));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\": \"p-1\", \"method\": \"ping\"} | \"result\": {}",
                "{\"id\": 7, \"method\": \"sampling/createMessage\", \"params\": {}} | \"code\": -32601"
            })
    void whatAServerAsksMeanwhileIsAnswered(String question, String answer) throws Exception {
        Result result = catalogue(List.of("docs"), "ask " + question);

        assertEquals(0, result.exitCode(), result.err());
        assertTrue(read("schemas/docs/heard.json").contains(answer), read("schemas/docs/heard.json"));
    }

    @Test
    void noiseOnTheStandardOutputIsPassedOver() {
        Result result = run(
                List.of("docs"),
                ScriptedServer.command(
                        directory,
                        "raw Server is ready!",
                        "raw {\"jsonrpc\": \"2.0\", \"method\": \"notifications/message\", \"params\": {}}",
                        "raw {\"jsonrpc\": \"2.0\", \"id\": 99, \"result\": {}}",
                        page(READ_PAGE)));

        assertEquals(0, result.exitCode(), result.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tools\": 5} => the answer has no member tools (expected an array)",
                "{\"tools\": [5]} => a tool is no JSON object",
                "{\"tools\": [{\"inputSchema\": {}}]} => a tool has no member name (expected a string)",
                "{\"tools\": [{\"name\": \"x\"}]} => the tool 'x' has no member inputSchema (expected a JSON Schema)",
                "{\"tools\": [{\"name\": \"a\\nb\", \"inputSchema\": {}}]} => 'a?b' cannot stand in a catalogue",
                "{\"tools\": [{\"name\": \"*\", \"inputSchema\": {}}]} => '*' cannot stand in a catalogue",
                "{\"tools\": [{\"name\": \"x\", \"inputSchema\": {}}, {\"name\": \"x\", \"inputSchema\": {}}]} => there are "
                        + "two tools 'x'",
                "{\"tools\": [{\"name\": \"x\", \"inputSchema\": {\"a\": 1e400}}]} => the definition of 'x' has a number "
                        + "beyond IEEE 754 double",
                "raw {\"jsonrpc\": => a message that cannot be read: not well-formed JSON at line 1",
                "raw {\"jsonrpc\": \"2.0\", \"id\": 2} => the server's answer has no member result (expected an object)",
                "raw {\"jsonrpc\": \"2.0\", \"id\": 2, \"error\": {\"code\": -32601, \"message\": \"No\"}} => the server "
                        + "refused: error -32601, 'No'",
                "raw {\"jsonrpc\": \"2.0\", \"id\": null, \"error\": {}} => the server refused: error without a code, ''",
                "repeats {\"tools\": [], \"nextCursor\": \"again\"} => the answer has more than 1000 pages"
            })
    void aWrongAnswerIsNamed(String answerAndMessage) {
        String[] parts = answerAndMessage.split(" => ");
        Result result = catalogue(List.of("docs"), parts[0]);

        assertTrue(result.err().contains(parts[1]), result.err());
        assertTrue(result.err().endsWith(", asked for 'tools/list'\n"), result.err());
        assertEquals(1, result.exitCode());
        assertFalse(Files.exists(directory.resolve("docs.yaml")));
    }

    @Test
    void moreThanAThousandToolsAreRefused() {
        var tools = new ArrayList<String>();
        for (int i = 0; i < 1_001; i++) {
            tools.add(tool("t" + i, "", ""));
        }

        Result tooMany = catalogue(List.of("docs"), page(tools.toArray(String[]::new)));
        assertTrue(tooMany.err().contains("the server has more than 1000 tools"), tooMany.err());

        tools.removeLast();
        assertEquals(
                0,
                catalogue(List.of("docs"), page(tools.toArray(String[]::new))).exitCode());
    }

    @Test
    void aDefinitionOfMoreThanAMegabyteIsRefused() {
        String large = "\"a\": {\"type\": \"string\", \"description\": \"" + "x".repeat(1_000_000) + "\"}";
        Result result = catalogue(List.of("docs"), page(tool("large", large, "")));

        assertTrue(result.err().contains("the definition of 'large' has more than 1 MB"), result.err());
        assertEquals(1, result.exitCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catalogue",
                "catalogue docs",
                "catalogue Docs -- server",
                "catalogue docs -y server",
                "catalogue docs --url http://localhost/mcp -- server",
                "catalogue docs --url ftp://localhost/mcp",
                "catalogue docs --url http://ada:pass@localhost/mcp",
                "catalogue docs --url /mcp",
                "catalogue docs --url http://localhost/mcp --token-from NOT_SET",
                "catalogue docs --url http://example.com/mcp --token-from TOKEN",
                "catalogue docs --url https://example.com/mcp --token-from BROKEN_TOKEN",
                "catalogue docs --token-from TOKEN -- server",
                "catalogue docs --check --pin -- server",
                "catalogue docs --timeout 0 -- server",
                "catalogue docs --timeout 601 -- server"
            })
    void whatIsNotUnderstoodStartsNothing(String arguments) {
        Result result =
                new Session(Map.of("TOKEN", "t0ken", "BROKEN_TOKEN", "t0\nken"), directory).run(arguments.split(" "));

        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().contains("See 'tollgate catalogue --help'."), result.err());
        assertFalse(result.err().contains("ken\n"), result.err());
    }

    private Result catalogue(List<String> arguments, String... script) {
        return run(arguments, ScriptedServer.command(directory, script));
    }

    private Result run(List<String> arguments, List<String> server) {
        var all = new ArrayList<>(List.of("catalogue"));
        all.addAll(arguments);
        all.add("--");
        all.addAll(server);
        return session.run(all.toArray(String[]::new));
    }

    private String read(String file) throws Exception {
        return Files.readString(directory.resolve(file));
    }

    private static boolean isAlive(Path pid) throws Exception {
        return ProcessHandle.of(Long.parseLong(Files.readString(pid)))
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }

    private static String page(String... tools) {
        return "{\"tools\": [" + String.join(", ", tools) + "]}";
    }

    private static String tool(String name, String properties, String hints) {
        String annotations = hints.isEmpty() ? "" : ", \"annotations\": {" + hints + "}";
        return "{\"name\": \"" + name + "\", \"inputSchema\": {\"type\": \"object\", \"properties\": {" + properties
                + "}}" + annotations + "}";
    }
}
