package dev.tollgate.tests.deploy;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that whoever deploys runs, with these variables beside those of this process. */
record Script(Path program, Map<String, String> environment) {
    record Ran(int exitCode, String out, String err) {}

    static Script ofInfra(String name, Map<String, String> environment) {
        return new Script(Repository.root().resolve("infra").resolve(name), environment);
    }

    Ran run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path err = Repository.scratch("script").resolve("err.txt");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        return new Ran(process.exitValue(), out, Files.readString(err));
    }
}
