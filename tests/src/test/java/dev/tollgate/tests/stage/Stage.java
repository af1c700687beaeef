package dev.tollgate.tests.stage;

import dev.tollgate.core.store.RegistryAdministration;
import dev.tollgate.local.dynamodb.LocalClients;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where the API that is tested runs: somewhere else, or on this machine in a stack of our own. */
public sealed interface Stage extends AutoCloseable permits Stage.Elsewhere, AdministeredStage {
    /** Has role {@code reader}, purpose {@code testing} and owner {@code dora}. */
    String AGENT = "e2e-bot";

    URI url();

    String agentKey();

    /** For every subject and the servers {@code docs}, {@code meter} and {@code vault}. */
    String enforcerKey();

    default Http anonymous() {
        return Http.to(url());
    }

    default Http agent() {
        return anonymous().withKey(agentKey());
    }

    default Http enforcer() {
        return anonymous().withKey(enforcerKey());
    }

    /** For tests that change the registry or read the tables. */
    default AdministeredStage administered() {
        Assumptions.assumeTrue(this instanceof AdministeredStage, "needs the names of the stage's tables");
        return (AdministeredStage) this;
    }

    /** For tests that end processes, call functions that have no route, or read what they log. */
    default LocalStage local() {
        Assumptions.assumeTrue(this instanceof LocalStage, "needs a stack of its own on this machine");
        return (LocalStage) this;
    }

    @Override
    void close();

    /** The stage that the environment names. */
    static Stage elsewhere(Map<String, String> environment) {
        Elsewhere stage = Elsewhere.of(environment);
        return environment.containsKey("TOLLGATE_REGISTRY_TABLE") ? WithTables.of(stage, environment) : stage;
    }

    /** A stage that somebody else keeps up; its bundle and identities must be there. */
    record Elsewhere(URI url, String agentKey, String enforcerKey) implements Stage {

        static boolean isGiven(Map<String, String> environment) {
            return environment.containsKey("TOLLGATE_URL");
        }

        static Elsewhere of(Map<String, String> environment) {
            return new Elsewhere(
                    URI.create(environment.get("TOLLGATE_URL")),
                    needed(environment, "TOLLGATE_AGENT_KEY"),
                    needed(environment, "TOLLGATE_ENFORCER_KEY"));
        }

        private static String needed(Map<String, String> environment, String name) {
            String value = environment.get(name);
            if (value == null) {
                throw new IllegalStateException("with TOLLGATE_URL, " + name + " is needed too");
            }
            return value;
        }

        @Override
        public void close() {
            // It was there before, and stays.
        }
    }

    /** The same, and its tables: in AWS, with the credentials and the region of this process, or at an endpoint. */
    record WithTables(
            Elsewhere api,
            DynamoDbClient tables,
            Map<String, String> tableNames,
            RegistryAdministration administration,
            AuditTable audit)
            implements AdministeredStage {

        private static WithTables of(Elsewhere api, Map<String, String> environment) {
            DynamoDbClient client = Optional.ofNullable(environment.get("TOLLGATE_DYNAMODB_ENDPOINT"))
                    .map(endpoint -> new LocalClients(URI.create(endpoint)).tables())
                    .orElseGet(() -> DynamoDbClient.builder()
                            .httpClientBuilder(UrlConnectionHttpClient.builder())
                            .build());
            Map<String, String> names = Map.of(
                    "RegistryTable", environment.get("TOLLGATE_REGISTRY_TABLE"),
                    "StateTable", Elsewhere.needed(environment, "TOLLGATE_STATE_TABLE"),
                    "AuditTable", Elsewhere.needed(environment, "TOLLGATE_AUDIT_TABLE"));
            return new WithTables(
                    api,
                    client,
                    names,
                    new RegistryAdministration(client, names.get("RegistryTable")),
                    new AuditTable(client, names.get("AuditTable")));
        }

        @Override
        public URI url() {
            return api.url();
        }

        @Override
        public String agentKey() {
            return api.agentKey();
        }

        @Override
        public String enforcerKey() {
            return api.enforcerKey();
        }

        @Override
        public String tableName(String logicalId) {
            return tableNames.get(logicalId);
        }

        @Override
        public void close() {
            tables.close();
        }
    }
}
