package dev.tollgate.redaction;

import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.agent.RememberedDirectory;
import dev.tollgate.core.answer.AnswerFlow;
import dev.tollgate.core.answer.AnswerHistory;
import dev.tollgate.core.answer.Bases;
import dev.tollgate.core.answer.Loaded;
import dev.tollgate.core.answer.Outcomes;
import dev.tollgate.core.answer.RememberedPseudonymKeys;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.log.JsonLog;
import dev.tollgate.core.policy.BundleSignature;
import dev.tollgate.core.policy.CurrentBundle;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.record.People;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.core.store.DynamoBundles;
import dev.tollgate.core.store.DynamoCallLinks;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoDirectory;
import dev.tollgate.core.store.DynamoHistory;
import dev.tollgate.core.store.DynamoKeyNetworks;
import dev.tollgate.core.store.DynamoOutcomes;
import dev.tollgate.core.store.DynamoPersonalKeys;
import dev.tollgate.core.store.DynamoPseudonymKeys;
import dev.tollgate.core.store.DynamoRecordReader;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.DynamoStepDowns;
import dev.tollgate.core.store.DynamoTenantKey;
import dev.tollgate.core.store.DynamoToolLists;
import dev.tollgate.core.store.HttpCollector;
import dev.tollgate.core.store.Tables;
import dev.tollgate.core.watch.CredentialWatch;
import dev.tollgate.core.watch.Reactions;
import dev.tollgate.core.watch.StepDowns;
import dev.tollgate.redaction.dialect.AgentCore;
import dev.tollgate.redaction.dialect.ClaudeCode;
import dev.tollgate.redaction.dialect.Dialects;
import dev.tollgate.redaction.dialect.Docker;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
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

/** Puts the function together. */
@ApplicationScoped
class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);

    /** Made when the function starts, while nobody waits yet. */
    @Produces
    @Singleton
    @Startup
    Api api(
            @ConfigProperty(name = "tollgate.registry.table") String registryTable,
            @ConfigProperty(name = "tollgate.state.table") String stateTable,
            @ConfigProperty(name = "tollgate.audit.table") String auditTable,
            @ConfigProperty(name = "tollgate.auth", defaultValue = "keys") String auth,
            @ConfigProperty(name = "tollgate.bundle.keys") Optional<List<String>> bundleKeys,
            @ConfigProperty(name = "tollgate.traces") Optional<String> collector,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "aws.lambda.function.name", defaultValue = "local") String functionName,
            @ConfigProperty(name = "aws.lambda.function.version", defaultValue = "local") String functionVersion) {
        JsonLog.begin();
        InstantSource clock = Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
        var tables = new Tables(registryTable, stateTable, auditTable);
        Traces traces = HttpCollector.traces(collector, service, version, functionName, LOG::warn);
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
        var redactor = new Redactor(new Scanner());
        var flow = new AnswerFlow(
                new Bases(new DynamoRecordReader(dynamo, auditTable), directory),
                redactor,
                new RememberedPseudonymKeys(new DynamoPseudonymKeys(dynamo, registryTable), System::nanoTime),
                new AnswerHistory(new DynamoHistory(dynamo, stateTable)),
                new Outcomes(writer, new DynamoOutcomes(dynamo, tables)),
                LOG::warn);
        var links = new DynamoCallLinks(dynamo, stateTable);
        var dialects = new Dialects(
                List.of(new ClaudeCode(), new AgentCore(), new Docker()),
                new DialectRedactions(arrivals, links, new DynamoToolLists(dynamo, stateTable), flow));
        var api = new Api(new Redactions(arrivals, flow), dialects, traces);
        new Priming(api, bundle, redactor).run();
        return api;
    }
}
