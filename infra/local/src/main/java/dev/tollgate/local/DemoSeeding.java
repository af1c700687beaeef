package dev.tollgate.local;

import dev.tollgate.cli.AdminLog;
import dev.tollgate.cli.Administration;
import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey.Role;
import dev.tollgate.core.agent.Holder;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.People;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoPersonalKeys;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.DynamoTenantKey;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.core.store.RegistryAdministration;
import dev.tollgate.local.dynamodb.LocalClients;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Publishes a bundle, and makes an agent and keys to try it with. Each act is recorded like any other. */
final class DemoSeeding implements Seeding {
    private static final String AGENT = "demo-bot";
    private static final List<String> ROLES = List.of("analyst", "developer");
    private static final List<String> EVERYTHING = List.of("*");
    /** Whom the starter bundle's rules ask for approval. */
    private static final Holder APPROVER = new Holder("user", "maya", List.of("maintainer", "data-steward"));

    private static final Duration KEYS_LIVE = Duration.ofDays(30);

    private final Path bundle;
    private final Console console;
    private final InstantSource clock = InstantSource.system();

    DemoSeeding(Path bundle, Console console) {
        this.bundle = bundle;
        this.console = console;
    }

    @Override
    public Map<String, String> seed(URI dynamoDb, Map<String, String> tableNames) {
        CompiledBundle compiled = compiled();
        String registryTable = tableNames.get("RegistryTable");
        try (DynamoDbClient client = new LocalClients(dynamoDb).tables()) {
            var registry = new RegistryAdministration(client, registryTable);
            Administration administration = recorded(client, registry, registryTable, tableNames.get("AuditTable"));
            var publication = administration.publish(compiled, Optional.empty());
            console.line("Bundle " + publication.name() + " from " + bundle + ": " + publication.digest());
            return Map.of(
                    "TOLLGATE_AGENT", AGENT,
                    "TOLLGATE_AGENT_KEY", agentKey(registry, administration).text(),
                    "TOLLGATE_ENFORCER_KEY",
                            key(administration, Role.ENFORCER, Holder.UNNAMED).text(),
                    "TOLLGATE_APPROVER_KEY",
                            key(administration, Role.APPROVER, APPROVER).text(),
                    "TOLLGATE_AUDITOR_KEY",
                            key(administration, Role.AUDITOR, Holder.UNNAMED).text(),
                    "TOLLGATE_REGISTRY_TABLE", registryTable,
                    "TOLLGATE_STATE_TABLE", tableNames.get("StateTable"),
                    "TOLLGATE_AUDIT_TABLE", tableNames.get("AuditTable"));
        } catch (StoreException | AdministrationException failed) {
            throw new StackException("The stack could not be filled: " + failed.getMessage(), failed);
        }
    }

    private CompiledBundle compiled() {
        try {
            return Compiler.compile(bundle);
        } catch (CompileException refused) {
            throw new StackException(refused.problems().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n", "The bundle " + bundle + " has problems:\n", "")));
        }
    }

    private Administration recorded(
            DynamoDbClient client, RegistryAdministration registry, String registryTable, String auditTable) {
        var dynamo = new DynamoCalls(client);
        var writer = new Writer(
                new DynamoRecords(dynamo, auditTable),
                new WriterName(new SecureRandom(), clock),
                Json.object().put("function", "local stack").build(),
                clock);
        var people = new People(new DynamoPersonalKeys(dynamo, registryTable), new SecureRandom(), System::nanoTime);
        var pseudonyms = new TenantPseudonyms(new DynamoTenantKey(dynamo, registryTable), people, clock);
        var log = new AdminLog(writer, pseudonyms, System.getProperty("user.name", "local"), clock);
        return new Administration(registry, log);
    }

    /** An agent from an earlier run gets a new key: nobody has kept the old one. */
    private static KeyToken agentKey(RegistryAdministration registry, Administration administration)
            throws StoreException, AdministrationException {
        boolean known = registry.agents().stream()
                .anyMatch(listed -> listed.entry().id().equals(AGENT));
        return known
                ? administration.rotate(AGENT).token()
                : administration.createAgent(AGENT, "Trying Tollgate", "you@example.com", ROLES);
    }

    private KeyToken key(Administration administration, Role role, Holder holder)
            throws StoreException, AdministrationException {
        return administration.createKey(new KeyGrant(
                role, EVERYTHING, EVERYTHING, Optional.of(clock.instant().plus(KEYS_LIVE)), holder));
    }
}
