package dev.tollgate.tests.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code tollgate} command as it is packaged, in a process of its own, acting on the tables of a stage. */
public final class TollgateProgram {
    private final LocalStage stage;
    private final Map<String, String> environment;
    private final Duration patience;

    public TollgateProgram(LocalStage stage) {
        this(stage, Map.of(), Duration.ofMinutes(1));
    }

    private TollgateProgram(LocalStage stage, Map<String, String> environment, Duration patience) {
        this.stage = stage;
        this.environment = environment;
        this.patience = patience;
    }

    /** The same with these environment variables. */
    public TollgateProgram with(Map<String, String> variables) {
        return new TollgateProgram(stage, variables, patience);
    }

    /** The same, but it may take so long. */
    public TollgateProgram patient(Duration atMost) {
        return new TollgateProgram(stage, environment, atMost);
    }

    public record Result(int exitCode, String out, String err) {}

    public Result run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Repository.root().resolve("infra/cli/target/tollgate.jar").toString()));
        command.addAll(List.of(arguments));
        Path err = Repository.scratch("tollgate").resolve("err.txt");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("TOLLGATE_DYNAMODB_ENDPOINT", stage.dynamoDb().toString());
        builder.environment().put("TOLLGATE_REGISTRY_TABLE", stage.tableName("RegistryTable"));
        builder.environment().put("TOLLGATE_STATE_TABLE", stage.tableName("StateTable"));
        builder.environment().put("TOLLGATE_AUDIT_TABLE", stage.tableName("AuditTable"));
        builder.environment().put("TOLLGATE_URL", stage.url().toString());
        builder.environment().put("TOLLGATE_ENFORCER_KEY", stage.enforcerKey());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException("the command did not end");
        }
        return new Result(process.exitValue(), out, java.nio.file.Files.readString(err));
    }
}
