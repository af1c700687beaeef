package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.EvaluationJson;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.authzen.EvaluationRequest.Explain;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The decision files of tests/data/decisions, by the engine alone and by the command: to the byte what the function
 * answers (its own test is DecisionFilesIT).
 */
class DecisionFilesTest {
    private static final Path BUNDLE = BundleFolder.ofRepository("tests/bundles/decisions");

    private static final JsonScan SCAN = new JsonScan(new Scanner());

    @TempDir
    private Path directory;

    static Stream<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(BundleFolder.ofRepository("tests/data/decisions"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theEngineAnswersAsTheFileSays(Path path) throws Exception {
        Json.Obj file = (Json.Obj) new JsonText(64).parse(Files.readAllBytes(path));
        CompiledBundle compiled = Compiler.compile(BUNDLE);
        var asked = new EvaluationReader().read(file.object("request").orElseThrow());
        var call = Question.of(asked).call(agent(file), compiled.bundle());
        var engine = new Engine(compiled.bundle(), SCAN);
        var verdict = asked.explain() == Explain.FULL
                ? engine.explain(call, Situation.at(Instant.EPOCH))
                : engine.decide(call, Situation.at(Instant.EPOCH));

        assertEquals(
                JsonText.write(file.object("answer").orElseThrow()),
                JsonText.write(
                        EvaluationJson.item(Decision.unlimited(call, verdict), Optional.empty(), "", asked.explain())));
    }

    @ParameterizedTest
    @MethodSource("files")
    void theCommandAnswersAsTheFileSays(Path path) throws Exception {
        Json.Obj file = (Json.Obj) new JsonText(64).parse(Files.readAllBytes(path));
        Files.writeString(
                directory.resolve("request.json"),
                JsonText.write(file.object("request").orElseThrow()));
        var arguments = new ArrayList<>(List.of("decide", "--bundle", BUNDLE.toString(), "--output", "json"));
        agent(file).ifPresent(agent -> {
            agent.roles().forEach(role -> arguments.addAll(List.of("--role", role)));
            arguments.addAll(List.of("--owner", agent.owner(), "--purpose", agent.purpose()));
        });
        arguments.add("request.json");
        Result result = new Session(Map.of(), directory).run(arguments.toArray(String[]::new));
        Json.Obj answer = file.object("answer").orElseThrow();

        assertEquals(
                answer.get("decision").equals(Optional.of(Json.of(true))) ? 0 : 1, result.exitCode(), result.err());
        assertEquals(
                JsonText.write(answer), result.out().strip().replaceFirst(",\"bundle\":\"sha256:[0-9a-f]{64}\"", ""));
    }

    private static Optional<Agent> agent(Json.Obj file) {
        return file.object("agent")
                .map(agent -> new Agent(
                        agent.text("id").orElseThrow(),
                        agent.text("purpose").orElseThrow(),
                        agent.text("owner").orElseThrow(),
                        agent.texts("roles"),
                        Agent.Status.ACTIVE,
                        List.of()));
    }
}
