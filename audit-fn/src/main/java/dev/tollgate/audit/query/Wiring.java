package dev.tollgate.audit.query;

import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.agent.RememberedDirectory;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.log.JsonLog;
import dev.tollgate.core.policy.BundleSignature;
import dev.tollgate.core.policy.CurrentBundle;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.record.Participants;
import dev.tollgate.core.record.People;
import dev.tollgate.core.record.RecordSearch;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.report.Reports;
import dev.tollgate.core.rollup.RollupReading;
import dev.tollgate.core.seal.CheckpointRecords;
import dev.tollgate.core.seal.CheckpointTimes;
import dev.tollgate.core.seal.Proofs;
import dev.tollgate.core.store.DynamoAgentRegister;
import dev.tollgate.core.store.DynamoBundles;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoChainReader;
import dev.tollgate.core.store.DynamoCheckpoints;
import dev.tollgate.core.store.DynamoDirectory;
import dev.tollgate.core.store.DynamoKeyNetworks;
import dev.tollgate.core.store.DynamoPersonalKeys;
import dev.tollgate.core.store.DynamoRecordIndex;
import dev.tollgate.core.store.DynamoRecordReader;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.DynamoRollups;
import dev.tollgate.core.store.DynamoSealState;
import dev.tollgate.core.store.DynamoStepDowns;
import dev.tollgate.core.store.DynamoTenantKey;
import dev.tollgate.core.store.Tables;
import dev.tollgate.core.watch.CredentialWatch;
import dev.tollgate.core.watch.Reactions;
import dev.tollgate.core.watch.StepDowns;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the query function together. */
@ApplicationScoped
class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);

    /** For reading a page's records, and for the record of that. */
    private static final Duration TIME_TO_END = Duration.ofMillis(1_500);

    /** One artifact is several functions; each makes what is its own when it starts, while nobody waits yet. */
    void start(
            @Observes StartupEvent started,
            @ConfigProperty(name = "quarkus.lambda.handler") String handler,
            Instance<Api> api) {
        if (handler.equals(QueryHandler.NAME)) {
            JsonLog.begin();
            api.get();
        }
    }

    @Produces
    @Singleton
    Api api(
            @ConfigProperty(name = "tollgate.registry.table") String registryTable,
            @ConfigProperty(name = "tollgate.state.table") String stateTable,
            @ConfigProperty(name = "tollgate.audit.table") String auditTable,
            @ConfigProperty(name = "tollgate.auth", defaultValue = "keys") String auth,
            @ConfigProperty(name = "tollgate.bundle.keys") Optional<List<String>> bundleKeys,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "aws.lambda.function.name", defaultValue = "local") String functionName,
            @ConfigProperty(name = "aws.lambda.function.version", defaultValue = "local") String functionVersion,
            Traces traces) {
        InstantSource clock = Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
        var tables = new Tables(registryTable, stateTable, auditTable);
        var dynamo = new DynamoCalls(DynamoCalls.client(traces));
        var directory = new RememberedDirectory(new DynamoDirectory(dynamo, registryTable), System::nanoTime);
        var trusted = bundleKeys.orElse(List.of()).stream()
                .map(BundleSignature::publicKey)
                .toList();
        var bundle = new CurrentBundle<>(
                new DynamoBundles(dynamo, registryTable, trusted),
                Loaded::of,
                problem -> LOG.errorf("the active bundle is not taken: %s", problem.getMessage()),
                System::nanoTime);
        Json.Obj opening = Json.object()
                .put("function", functionName + ":" + functionVersion)
                .put("version", version)
                .build();
        var writer = new Writer(
                new DynamoRecords(dynamo, auditTable), new WriterName(new SecureRandom(), clock), opening, clock);
        var reactions = new Reactions(new StepDowns(new DynamoStepDowns(dynamo, tables), writer, System::nanoTime));
        var watch = CredentialWatch.of(
                new DynamoKeyNetworks(dynamo, stateTable),
                reactions,
                writer,
                problem -> LOG.warnf("something was not watched: %s", problem.getMessage()));
        var arrivals = new Arrivals<>(
                new Credentials(Credentials.Method.valueOf(auth.toUpperCase(Locale.ROOT)), directory, clock),
                bundle,
                loaded -> loaded.bundle().settings(),
                new TenantPseudonyms(
                        new DynamoTenantKey(dynamo, registryTable),
                        new People(new DynamoPersonalKeys(dynamo, registryTable), new SecureRandom(), System::nanoTime),
                        clock),
                watch,
                clock);
        var index = new DynamoRecordIndex(dynamo, auditTable);
        var search = new RecordSearch(index, TIME_TO_END);
        var reader = new DynamoRecordReader(dynamo, auditTable);
        var sealStore = new DynamoSealState(dynamo, stateTable);
        var checkpoints = new DynamoCheckpoints(dynamo, auditTable);
        var proofs =
                new Proofs(sealStore, checkpoints, new CheckpointRecords(new DynamoChainReader(dynamo, auditTable)));
        var reports = new Reports(
                new RollupReading(new DynamoRollups(dynamo, stateTable)),
                search,
                new DynamoAgentRegister(dynamo, registryTable));
        var api = new Api(
                new Visitors(arrivals, directory, writer),
                new ReadingRoom(search, new Participants(index), reader),
                new CheckpointDesk(checkpoints, new CheckpointTimes(sealStore, checkpoints), reader, proofs),
                new ReportDesk(reports),
                traces);
        new Priming(api, bundle, search, reader).run(clock.instant());
        return api;
    }
}
