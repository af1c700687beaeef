package dev.tollgate.cli;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.record.People;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.AgentReactions;
import dev.tollgate.core.store.AuditChains;
import dev.tollgate.core.store.AuditCheckpoints;
import dev.tollgate.core.store.AuditPeriod;
import dev.tollgate.core.store.DynamoBundles;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoPersonalKeys;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.DynamoTenantKey;
import dev.tollgate.core.store.RegistryAdministration;
import dev.tollgate.core.store.RegistryRestoration;
import dev.tollgate.core.store.Tables;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The tables that a command acts on. */
final class Stores implements AutoCloseable {
    private static final Duration ONE_CALL = Duration.ofSeconds(20);
    private static final Duration ONE_TRY = Duration.ofSeconds(5);

    private final DynamoDbClient client;
    private final Tables tables;
    private final Surroundings surroundings;
    private final Function<String, RuntimeException> missing;

    /** @param missing what to throw when a table that is needed was not named */
    Stores(
            Optional<URI> endpoint,
            Tables tables,
            Surroundings surroundings,
            Function<String, RuntimeException> missing) {
        this.tables = tables;
        this.surroundings = surroundings;
        this.missing = missing;
        if (tables.registry().isEmpty() && tables.audit().isEmpty()) {
            throw missing.apply("registry");
        }
        this.client = client(endpoint);
    }

    RegistryAdministration registry() {
        return new RegistryAdministration(
                client, named("registry", tables.registry()), surroundings.clock(), new SecureRandom());
    }

    /** @param copy the name of a table */
    RegistryRestoration restoration(String copy) {
        return new RegistryRestoration(client, copy, named("registry", tables.registry()));
    }

    Administration administration() {
        String registry = named("registry", tables.registry());
        String audit = named("audit", tables.audit());
        var dynamo = new DynamoCalls(client, ONE_TRY);
        var random = new SecureRandom();
        var writer = new Writer(
                new DynamoRecords(dynamo, audit),
                new WriterName(random, surroundings.clock()),
                Json.object().put("function", "tollgate command").build(),
                surroundings.clock());
        var people = new People(new DynamoPersonalKeys(dynamo, registry), random, System::nanoTime);
        var pseudonyms = new TenantPseudonyms(new DynamoTenantKey(dynamo, registry), people, surroundings.clock());
        var log = new AdminLog(writer, pseudonyms, surroundings.user(), surroundings.clock());
        return new Administration(new RegistryAdministration(client, registry, surroundings.clock(), random), log);
    }

    /**
     * A bundle that was published.
     *
     * @param digest its first letters are enough; empty for the active one
     */
    Bundle published(Optional<String> digest) throws StoreException, AdministrationException {
        String wanted = registry().publication(digest).digest();
        var bundles =
                new DynamoBundles(new DynamoCalls(client, ONE_TRY), named("registry", tables.registry()), List.of());
        try {
            return bundles.load(wanted, Deadline.in(ONE_CALL));
        } catch (BundleException unusable) {
            throw new AdministrationException(unusable.getMessage());
        }
    }

    /** Empty when it is not known where counts are kept. */
    Optional<AgentReactions> reactions() {
        return tables.state().isEmpty()
                ? Optional.empty()
                : Optional.of(new AgentReactions(new DynamoCalls(client, ONE_TRY), tables.state()));
    }

    PersonalData personalData() {
        String registry = named("registry", tables.registry());
        var dynamo = new DynamoCalls(client, ONE_TRY);
        return new PersonalData(new DynamoTenantKey(dynamo, registry), new DynamoPersonalKeys(dynamo, registry));
    }

    AuditChains chains() {
        return new AuditChains(client, named("audit", tables.audit()));
    }

    AuditCheckpoints checkpoints() {
        return new AuditCheckpoints(client, named("audit", tables.audit()));
    }

    AuditPeriod period() {
        return new AuditPeriod(client, named("audit", tables.audit()));
    }

    @Override
    public void close() {
        client.close();
    }

    private String named(String what, String table) {
        if (table.isEmpty()) {
            throw missing.apply(what);
        }
        return table;
    }

    private static DynamoDbClient client(Optional<URI> endpoint) {
        var builder = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.apiCallTimeout(ONE_CALL));
        endpoint.ifPresent(uri -> {
            builder.endpointOverride(uri);
            if ("http".equals(uri.getScheme())) {
                // Not AWS: it asks for credentials but does not verify them, and must not be sent real ones.
                builder.region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
            }
        });
        return builder.build();
    }
}
