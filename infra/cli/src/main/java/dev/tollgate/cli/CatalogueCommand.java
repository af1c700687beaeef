package dev.tollgate.cli;

import dev.tollgate.cli.catalogue.CatalogueFolder;
import dev.tollgate.cli.catalogue.Changes;
import dev.tollgate.cli.catalogue.Guess;
import dev.tollgate.cli.catalogue.Pinning;
import dev.tollgate.cli.catalogue.ServerAddress;
import dev.tollgate.cli.catalogue.ServerTools;
import dev.tollgate.cli.catalogue.ToolDefinition;
import dev.tollgate.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "catalogue",
        description = {
            "Asks an MCP server for its tools and writes its catalogue: NAME.yaml, and the schemas of each tool's "
                    + "arguments and answers in schemas/NAME/. What each tool does is guessed from the server's own hints, so review the file.",
            "The server runs with your environment, without variables whose name starts with TOLLGATE_."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  tollgate catalogue memory --out my-bundle -- \\",
            "    npx -y @modelcontextprotocol/server-memory",
            "  tollgate catalogue memory --out my-bundle --check -- \\",
            "    npx -y @modelcontextprotocol/server-memory",
            "  tollgate catalogue wiki --url https://mcp.example.com/mcp \\",
            "    --token-from WIKI_TOKEN"
        })
final class CatalogueCommand extends ReportingCommand {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String OWN_VARIABLES = "TOLLGATE_";
    private static final int LONGEST_TIMEOUT = 600;

    @Parameters(index = "0", paramLabel = "NAME", description = "What policies call the server.")
    private String name;

    @Parameters(
            index = "1..*",
            paramLabel = "COMMAND",
            description = "After '--': the command that starts the server on its standard input and output.")
    private List<String> command = List.of();

    @Option(names = "--url", paramLabel = "URL", description = "In place of a command: a Streamable HTTP endpoint.")
    private Optional<URI> url;

    @Option(
            names = "--token-from",
            paramLabel = "VARIABLE",
            description = "The environment variable with the bearer token for --url.")
    private Optional<String> tokenFrom;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the catalogue. Default: this one.")
    private Path out = Path.of("");

    @Option(
            names = "--pin",
            description = "Write each tool's digest, so that calls of a tool that changed are denied (pin: required).")
    private boolean pin;

    @Option(
            names = "--check",
            description =
                    "Write nothing: say which tools are new, gone or changed since the catalogue was written, and "
                            + "exit with 1 if any is.")
    private boolean check;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long the server may take, its start and its installation included. Default: 30.")
    private int timeoutSeconds;

    private final Surroundings surroundings;

    CatalogueCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    Report run() throws IOException {
        checkUsage();
        var folder = new CatalogueFolder(surroundings.directory().resolve(out));
        ServerTools server = ServerTools.of(address(), Duration.ofSeconds(timeoutSeconds));
        return check ? checked(folder, server) : written(folder, server);
    }

    private void checkUsage() {
        if (!NAME.matcher(name).matches()) {
            throw misused(
                    "'" + name + "' is no server's name: expected 1 to 63 lower-case letters, digits and '-', not "
                            + "beginning with '-'");
        }
        if (url.isPresent() == !command.isEmpty()) {
            throw misused("say how to reach the server: either its command after '--', or --url");
        }
        if (tokenFrom.isPresent() && url.isEmpty()) {
            throw misused("--token-from goes with --url; a command finds its secrets in the environment");
        }
        if (check && pin) {
            throw misused("--check writes nothing, so it does not go with --pin");
        }
        if (timeoutSeconds < 1 || timeoutSeconds > LONGEST_TIMEOUT) {
            throw misused("--timeout is 1 to " + LONGEST_TIMEOUT + " seconds");
        }
    }

    private ServerAddress address() {
        if (url.isEmpty()) {
            Map<String, String> environment = new HashMap<>(surroundings.environment());
            environment.keySet().removeIf(variable -> variable.startsWith(OWN_VARIABLES));
            return new ServerAddress.Command(command, environment);
        }
        try {
            return new ServerAddress.Url(url.get(), tokenFrom.map(this::token));
        } catch (IllegalArgumentException wrong) {
            throw misused("--url: " + wrong.getMessage());
        }
    }

    private String token(String variable) {
        return Optional.ofNullable(surroundings.environment().get(variable))
                .filter(token -> !token.isBlank())
                .orElseThrow(() -> misused("--token-from: the environment has no variable '" + variable + "'"));
    }

    private Report written(CatalogueFolder folder, ServerTools server) throws IOException {
        Path file = folder.write(name, server, pin ? Pinning.PINNED : Pinning.UNPINNED);
        var table = new TextTable("TOOL", "TRAITS", "RETURNS", "GUESSED FROM");
        var tools = new ArrayList<Json>();
        for (ToolDefinition tool : server.tools()) {
            Guess guess = Guess.of(tool);
            table.row(
                    tool.name(),
                    String.join(",", guess.traits()),
                    String.join(",", guess.returns()),
                    String.join("; ", guess.reasons()));
            tools.add(json(tool, guess));
        }
        Json json = Json.object()
                .put("server", server.server())
                .put("file", file.toString())
                .put("tools", new Json.Arr(tools))
                .build();
        return Report.of(json, table.lines())
                .withNotes(file + ": " + tools(server.tools().size()) + " of " + server.server()
                        + ". All of it is guessed: review it before you publish.");
    }

    private static Json json(ToolDefinition tool, Guess guess) {
        return Json.object()
                .put("name", tool.name())
                .put("traits", Json.texts(guess.traits()))
                .put("returns", Json.texts(guess.returns()))
                .put("review", Json.texts(guess.reasons()))
                .put("digest", tool.digest())
                .build();
    }

    private Report checked(CatalogueFolder folder, ServerTools server) throws IOException {
        Changes changes = folder.changes(name, server);
        var lines = new ArrayList<String>();
        changes.added().forEach(tool -> lines.add("new      " + tool));
        changes.gone().forEach(tool -> lines.add("gone     " + tool));
        changes.changed().forEach(tool -> lines.add("changed  " + tool));
        lines.add(
                changes.isEmpty()
                        ? "No change: " + tools(server.tools().size()) + " as in " + folder.file(name)
                        : tools(changes.count()) + " not as in " + folder.file(name)
                                + ": review what they do now, then write that down");
        Json json = Json.object()
                .put("server", server.server())
                .put("file", folder.file(name).toString())
                .put("new", Json.texts(changes.added()))
                .put("gone", Json.texts(changes.gone()))
                .put("changed", Json.texts(changes.changed()))
                .put("names_only", Json.texts(changes.namesOnly()))
                .build();
        var report = new Report(lines, List.of(), json, changes.isEmpty() ? 0 : 1);
        return changes.namesOnly().isEmpty()
                ? report
                : report.withNotes("Of " + tools(changes.namesOnly().size())
                        + " the catalogue has neither digest nor schema: only the names were compared.");
    }

    private static String tools(int count) {
        return count == 1 ? "1 tool" : count + " tools";
    }
}
