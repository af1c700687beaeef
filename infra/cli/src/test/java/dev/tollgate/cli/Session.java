package dev.tollgate.cli;

import dev.tollgate.cli.Surroundings.Screen;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.store.Tables;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Someone at a prompt, in a directory and with an environment. */
record Session(Map<String, String> environment, Path directory) {

    record Result(int exitCode, String out, String err) {
        Json.Obj json() throws JsonException {
            return (Json.Obj) new JsonText(64).parse(out.strip());
        }
    }

    /** In a directory where {@code make run} is running. */
    static Session besideALocalStack(Path directory, LocalTables dynamoDb, Tables tables) {
        String[] settings = {
            "TOLLGATE_URL=http://127.0.0.1:8080",
            "TOLLGATE_DYNAMODB_ENDPOINT=" + dynamoDb.endpoint(),
            "TOLLGATE_REGISTRY_TABLE=" + tables.registry(),
            "TOLLGATE_STATE_TABLE=" + tables.state(),
            "TOLLGATE_AUDIT_TABLE=" + tables.audit()
        };
        BundleFolder.of(directory, ".tollgate/local.env", String.join("\n", settings));
        return new Session(Map.of(), directory);
    }

    Result run(String... arguments) {
        return run(new Surroundings(environment, directory, "ada", InstantSource.system()), arguments);
    }

    /** With something on the standard input. */
    Result runOn(String input, Screen screen, String... arguments) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return run(new Surroundings(environment, directory, "ada", InstantSource.system(), in, screen), arguments);
    }

    private static Result run(Surroundings surroundings, String... arguments) {
        var commandLine = TollgateCommand.commandLine(surroundings);
        var out = new StringWriter();
        var err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
