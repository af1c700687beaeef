package dev.tollgate.audit.stream;

import dev.tollgate.core.http.Traces;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.log.JsonLog;
import dev.tollgate.core.metric.EmbeddedMetrics;
import dev.tollgate.core.metric.MetricLog;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.store.Archives;
import dev.tollgate.core.store.DynamoAlarms;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoChainHeads;
import dev.tollgate.core.store.DynamoPlaces;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.Tables;
import dev.tollgate.core.tamper.Alarm;
import dev.tollgate.core.tamper.Alarms;
import dev.tollgate.core.tamper.ChainFollowing;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the stream function together. */
@ApplicationScoped
class StreamWiring {
    private static final Logger LOG = Logger.getLogger("dev.tollgate.audit.alarm");

    /** A batch is patient: a slow table is waited for longer than by a decision. */
    private static final Duration ONE_TRY = Duration.ofSeconds(2);

    void start(
            @Observes StartupEvent started,
            @ConfigProperty(name = "quarkus.lambda.handler") String handler,
            Instance<StreamConsumer> consumer) {
        if (handler.equals(StreamHandler.NAME)) {
            JsonLog.begin();
            consumer.get();
        }
    }

    @Produces
    @Singleton
    StreamConsumer consumer(
            @ConfigProperty(name = "tollgate.registry.table") String registryTable,
            @ConfigProperty(name = "tollgate.state.table") String stateTable,
            @ConfigProperty(name = "tollgate.audit.table") String auditTable,
            @ConfigProperty(name = "tollgate.archive") Optional<String> archive,
            @ConfigProperty(name = "tollgate.stack", defaultValue = "local") String stack,
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
        return new StreamConsumer(
                new DynamoChainHeads(dynamo, stateTable, clock),
                new ChainFollowing(new DynamoPlaces(dynamo, auditTable)),
                new Alarms(writer, new DynamoAlarms(dynamo, tables), clock, StreamWiring::log),
                archive.map(Archives::at),
                MetricLog.onStandardOutput(new EmbeddedMetrics("Tollgate", new TreeMap<>(Map.of("Stack", stack)))),
                clock);
    }

    /** An alarm's members hold places, hashes and words of ours, and nothing that somebody else has written. */
    private static void log(Alarm alarm) {
        LOG.errorf("%s: %s", alarm.event().word(), JsonText.write(alarm.members()));
    }
}
