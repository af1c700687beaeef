package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.tests.stage.AdministeredStage;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The decision files of tests/data/decisions, answered by the packaged function: to the byte what the engine and the
 * command answer (DecisionFilesTest), but for the decision's id and the bundle's digest.
 */
@OnStage(bundle = "decisions")
class DecisionFilesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Stage stage;

    DecisionFilesIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void theFunctionAnswersAsTheFilesSay() throws Exception {
        AdministeredStage local = stage.administered();
        Http enforcer = stage.anonymous().withKey(local.newKey(AccessKey.Role.ENFORCER, List.of("*"), List.of("*")));
        var agents = new HashSet<String>();
        var checks = new ArrayList<org.junit.jupiter.api.function.Executable>();
        for (Path path : files()) {
            JsonNode file = JSON.readTree(path.toFile());
            JsonNode agent = file.path("agent");
            if (agent.isObject() && agents.add(agent.path("id").asText())) {
                var roles = new ArrayList<String>();
                agent.path("roles").forEach(role -> roles.add(role.asText()));
                local.administration()
                        .createAgent(
                                agent.path("id").asText(),
                                agent.path("purpose").asText(),
                                agent.path("owner").asText(),
                                roles);
            }
            Answer answer = enforcer.post("/access/v1/evaluations", "{\"evaluations\":[" + file.path("request") + "]}");
            checks.add(() -> assertEquals(
                    "{\"evaluations\":[" + file.path("answer") + "]}",
                    answer.text()
                            .replaceFirst(",\"access_request\":\\{[^}]*}", "")
                            .replaceFirst(",\"decision_id\":\"[^\"]*\"", "")
                            .replaceFirst(",\"bundle\":\"sha256:[0-9a-f]{64}\"", ""),
                    path.getFileName().toString()));
        }
        assertTrue(checks.size() > 20, "files: " + checks.size());
        assertAll(checks);
    }

    private static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(Repository.data("decisions"))) {
            return files.sorted().toList();
        }
    }
}
