package dev.tollgate.tests.permission;

import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Keys are watched by each function that takes them, with its own permissions. Which function is the first to record a
 * person or to notice a theft is chance elsewhere; here it is each in turn.
 */
@OnStage(bundle = "watch")
@Isolated("it makes people's keys be forgotten")
class EachFunctionWatchesIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final List<String> NETWORKS = List.of("127.0.1.1", "127.0.2.1", "127.0.3.1");

    private final LocalStage stage;

    EachFunctionWatchesIT(Stage stage) {
        this.stage = stage.local();
    }

    @ParameterizedTest
    @CsvSource({"RedactionFunction, POST, /v1/redact", "AuditQueryFunction, GET, /v1/audit/records"})
    void noticesAStolenKeyAndMakesTheKeyOfItsPseudonym(String function, String method, String path) throws Exception {
        NewAgent robbed = stage.newAgent("reader");
        forgetPeople();
        Await.until("a reaction of " + function, SOON, () -> {
            for (String network : NETWORKS) {
                send(Http.from(network, stage.url()), robbed.key(), method, path);
            }
            return isUsed(function, "ReactToAgents", "dynamodb:PutItem");
        });
        assertTrue(
                isUsed(function, "MakeKeysOfPeople", "dynamodb:PutItem"), "who records somebody first makes the key");
    }

    private boolean isUsed(String function, String statement, String action) {
        return stage.permissionUses().stream()
                .anyMatch(use -> use.function().equals(function)
                        && use.statement().equals(statement)
                        && use.action().equals(action));
    }

    private static void send(Http http, String key, String method, String path) throws Exception {
        http.send(
                method,
                path,
                List.of("Authorization", "Bearer " + key, "Content-Type", "application/json"),
                method.equals("POST") ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0]);
    }

    private void forgetPeople() {
        String table = stage.tableName("RegistryTable");
        for (Map<String, AttributeValue> item : stage.tables()
                .scanPaginator(request -> request.tableName(table))
                .items()) {
            if (item.get("pk").s().startsWith("PERSON#")) {
                stage.tables()
                        .deleteItem(request ->
                                request.tableName(table).key(Map.of("pk", item.get("pk"), "sk", item.get("sk"))));
            }
        }
    }
}
