package dev.tollgate.audit.schedule;

import dev.tollgate.core.http.Traces;
import dev.tollgate.core.metric.EmbeddedMetrics;
import dev.tollgate.core.metric.MetricLog;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoCheckpoints;
import dev.tollgate.core.store.DynamoSealState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what says how old the last checkpoint is. */
@ApplicationScoped
class AgeWiring {

    @Produces
    @Singleton
    CheckpointAge checkpointAge(
            @ConfigProperty(name = "tollgate.state.table") String stateTable,
            @ConfigProperty(name = "tollgate.audit.table") String auditTable,
            @ConfigProperty(name = "tollgate.stack", defaultValue = "local") String stack,
            Traces traces) {
        var dynamo = new DynamoCalls(DynamoCalls.client(traces));
        return new CheckpointAge(
                new DynamoSealState(dynamo, stateTable),
                new DynamoCheckpoints(dynamo, auditTable),
                MetricLog.onStandardOutput(new EmbeddedMetrics("Tollgate", new TreeMap<>(Map.of("Stack", stack)))),
                InstantSource.system());
    }
}
