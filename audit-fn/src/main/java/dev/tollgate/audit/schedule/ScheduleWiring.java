package dev.tollgate.audit.schedule;

import dev.tollgate.core.http.Traces;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.log.JsonLog;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.rollup.RollupKeeping;
import dev.tollgate.core.rollup.RollupOfCheckpoints;
import dev.tollgate.core.seal.CheckpointRecords;
import dev.tollgate.core.seal.Ed25519NoteSigner;
import dev.tollgate.core.seal.NoteSigner;
import dev.tollgate.core.seal.Sealed;
import dev.tollgate.core.seal.SigningException;
import dev.tollgate.core.store.Archives;
import dev.tollgate.core.store.DynamoBrokenChains;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoChainReader;
import dev.tollgate.core.store.DynamoCheckpoints;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.DynamoRollups;
import dev.tollgate.core.store.DynamoSealState;
import dev.tollgate.core.store.KmsNoteSigner;
import dev.tollgate.core.store.Tables;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the schedule function together. */
@ApplicationScoped
class ScheduleWiring {
    /** Pages have up to a megabyte, and nobody waits for an answer. */
    private static final Duration ONE_TRY = Duration.ofSeconds(2);

    void start(
            @Observes StartupEvent started,
            @ConfigProperty(name = "quarkus.lambda.handler") String handler,
            Instance<Minute> minute) {
        if (handler.equals(ScheduleHandler.NAME)) {
            JsonLog.begin();
            minute.get();
        }
    }

    @Produces
    @Singleton
    Minute minute(
            @ConfigProperty(name = "tollgate.registry.table") String registryTable,
            @ConfigProperty(name = "tollgate.state.table") String stateTable,
            @ConfigProperty(name = "tollgate.audit.table") String auditTable,
            @ConfigProperty(name = "tollgate.seal.origin", defaultValue = "tollgate") String origin,
            @ConfigProperty(name = "tollgate.seal.key") Optional<String> key,
            @ConfigProperty(name = "tollgate.seal.key.file") Optional<String> keyFile,
            @ConfigProperty(name = "tollgate.archive") Optional<String> archive,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "aws.lambda.function.name", defaultValue = "local") String functionName,
            @ConfigProperty(name = "aws.lambda.function.version", defaultValue = "local") String functionVersion,
            Traces traces) {
        InstantSource clock = Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
        var tables = new Tables(registryTable, stateTable, auditTable);
        var dynamo = new DynamoCalls(DynamoCalls.client(traces), ONE_TRY);
        Json.Obj opening = Json.object()
                .put("function", functionName + ":" + functionVersion)
                .put("version", version)
                .build();
        var writer = new Writer(
                new DynamoRecords(dynamo, auditTable), new WriterName(new SecureRandom(), clock), opening, clock);
        var checkpoints = new DynamoCheckpoints(dynamo, auditTable);
        var store = new DynamoSealState(dynamo, stateTable);
        var chains = new DynamoChainReader(dynamo, auditTable);
        var broken = new DynamoBrokenChains(dynamo, tables);
        // Whoever has to know of each checkpoint has its place in this list.
        List<Sealed> listeners =
                List.of(new RollupOfCheckpoints(new RollupKeeping(new DynamoRollups(dynamo, stateTable)), checkpoints));
        Minute.Opening sealer = () -> new Sealer(
                checkpoints,
                store,
                signer(origin, key, keyFile),
                new Roster(chains, store, broken),
                new NewRecords(chains),
                new Told(listeners, store, checkpoints, new CheckpointRecords(chains)),
                new BrokenWatch(broken, writer, clock),
                clock);
        String place = archive.orElseThrow(() -> new IllegalArgumentException(
                "TOLLGATE_ARCHIVE says where the archive is: s3:// and a bucket, or a folder"));
        return new Minute(sealer, new Archiving(Archives.at(place), checkpoints, store));
    }

    private static NoteSigner signer(String origin, Optional<String> key, Optional<String> keyFile)
            throws SigningException {
        if (keyFile.isPresent()) {
            return ofFile(origin, keyFile.get());
        }
        String arn = key.orElseThrow(() -> new SigningException(
                "TOLLGATE_SEAL_KEY names a key of KMS, or TOLLGATE_SEAL_KEY_FILE a file with one: neither is there",
                null));
        return KmsNoteSigner.open(origin, arn);
    }

    private static NoteSigner ofFile(String origin, String file) throws SigningException {
        try {
            return Ed25519NoteSigner.ofPem(origin, Files.readString(Path.of(file)));
        } catch (IOException | IllegalArgumentException unusable) {
            throw new SigningException("the key in " + file + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }
}
