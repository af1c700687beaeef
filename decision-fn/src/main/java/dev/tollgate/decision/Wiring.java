package dev.tollgate.decision;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Base32;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.agent.RememberedDirectory;
import dev.tollgate.core.answer.AnswerFlow;
import dev.tollgate.core.answer.AnswerHistory;
import dev.tollgate.core.answer.Bases;
import dev.tollgate.core.answer.Outcomes;
import dev.tollgate.core.answer.RememberedPseudonymKeys;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.approval.SealedCall;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.log.JsonLog;
import dev.tollgate.core.policy.BundleSignature;
import dev.tollgate.core.posture.Postures;
import dev.tollgate.core.posture.RememberedPostures;
import dev.tollgate.core.record.People;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.core.store.DynamoAcsSessions;
import dev.tollgate.core.store.DynamoApprovalRecords;
import dev.tollgate.core.store.DynamoApprovals;
import dev.tollgate.core.store.DynamoBundles;
import dev.tollgate.core.store.DynamoCallLinks;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoDenials;
import dev.tollgate.core.store.DynamoDirectory;
import dev.tollgate.core.store.DynamoHistory;
import dev.tollgate.core.store.DynamoHooks;
import dev.tollgate.core.store.DynamoJournals;
import dev.tollgate.core.store.DynamoKeyNetworks;
import dev.tollgate.core.store.DynamoLimits;
import dev.tollgate.core.store.DynamoObserved;
import dev.tollgate.core.store.DynamoOutcomes;
import dev.tollgate.core.store.DynamoPersonalKeys;
import dev.tollgate.core.store.DynamoPlans;
import dev.tollgate.core.store.DynamoPostures;
import dev.tollgate.core.store.DynamoPseudonymKeys;
import dev.tollgate.core.store.DynamoRecordReader;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.DynamoReservations;
import dev.tollgate.core.store.DynamoStepDowns;
import dev.tollgate.core.store.DynamoTenantKey;
import dev.tollgate.core.store.DynamoToolLists;
import dev.tollgate.core.store.HttpCollector;
import dev.tollgate.core.store.Tables;
import dev.tollgate.core.watch.CredentialWatch;
import dev.tollgate.core.watch.DenialWatch;
import dev.tollgate.core.watch.Denials;
import dev.tollgate.core.watch.Reactions;
import dev.tollgate.core.watch.StepDowns;
import dev.tollgate.decision.dialect.Acs;
import dev.tollgate.decision.dialect.AgentCore;
import dev.tollgate.decision.dialect.ClaudeCode;
import dev.tollgate.decision.dialect.Dialects;
import dev.tollgate.decision.dialect.Docker;
import dev.tollgate.decision.dialect.ToolHive;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the function together. */
@ApplicationScoped
class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final int REMEMBERED_LIMITS = 10_000;
    /** 26 letters. */
    private static final int ID_BYTES = 16;

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
            @ConfigProperty(name = "tollgate.public.url") String url,
            @ConfigProperty(name = "tollgate.decision.budget.ms", defaultValue = "800") long budgetMs,
            @ConfigProperty(name = "tollgate.traces") Optional<String> collector,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "aws.lambda.function.name", defaultValue = "local") String functionName,
            @ConfigProperty(name = "aws.lambda.function.version", defaultValue = "local") String functionVersion) {
        JsonLog.begin();
        InstantSource clock = microseconds();
        var tables = new Tables(registryTable, stateTable, auditTable);
        Traces traces = HttpCollector.traces(collector, service, version, functionName, LOG::warn);
        var dynamo = new DynamoCalls(DynamoCalls.client(traces));
        var directory = new RememberedDirectory(new DynamoDirectory(dynamo, tables.registry()), System::nanoTime);
        var credentials = new Credentials(Credentials.Method.valueOf(auth.toUpperCase(Locale.ROOT)), directory, clock);
        List<PublicKey> trusted = bundleKeys.orElse(List.of()).stream()
                .map(BundleSignature::publicKey)
                .toList();
        var scanner = new Scanner();
        var bundle = new ActiveBundle(
                new DynamoBundles(dynamo, tables.registry(), trusted), new JsonScan(scanner), System::nanoTime);
        var memory = new ArrivalMemory(REMEMBERED_LIMITS);
        var limits = new DynamoLimits(dynamo, tables.state(), memory);
        var plans = new DynamoPlans(dynamo, tables.state(), memory);
        var writer = new Writer(
                new DynamoRecords(dynamo, tables.audit()),
                new WriterName(new SecureRandom(), clock),
                Json.object()
                        .put("function", functionName + ":" + functionVersion)
                        .put("version", version)
                        .build(),
                clock);
        var pseudonyms = new TenantPseudonyms(
                new DynamoTenantKey(dynamo, tables.registry()),
                new People(new DynamoPersonalKeys(dynamo, tables.registry()), new SecureRandom(), System::nanoTime),
                clock);
        var stepDowns = new StepDowns(new DynamoStepDowns(dynamo, tables), writer, System::nanoTime);
        var reactions = new Reactions(stepDowns);
        var credentialWatch = CredentialWatch.of(
                new DynamoKeyNetworks(dynamo, tables.state()), reactions, writer, Wiring::isNotWatched);
        var denials = new DenialWatch(
                new Denials(new DynamoDenials(dynamo, tables.state()), System::nanoTime),
                reactions,
                writer,
                Wiring::isNotWatched);
        var reception = new Reception(
                credentials, bundle, pseudonyms, credentialWatch, new DynamoHistory(dynamo, tables.state()), clock);
        var postureStore = new DynamoPostures(dynamo, tables.registry());
        var setPostures = new RememberedPostures(postureStore, System::nanoTime);
        var postures = new Postures(List.of(setPostures, stepDowns));
        var random = new SecureRandom();
        Supplier<String> ids = () -> Base32.random(random, ID_BYTES);
        var reservations = new Reservations(new DynamoReservations(dynamo, tables.state(), memory), ids);
        var limitGate = new LimitGate(limits, new Prepayments(plans), reservations);
        var approvals = new DynamoApprovals(dynamo, tables.state());
        var approvalRecords = new DynamoApprovalRecords(dynamo, tables);
        var sealing = new SealedCall(random);
        var approvalGate =
                new ApprovalGate(approvals, sealing, () -> Base32.random(random, ApprovalId.NONCE_BYTES), url, clock);
        var flow = new DecisionFlow(directory, new Situations(postures), approvalGate, denials, limitGate, clock);
        var planFlow = new PlanFlow(flow, new PlanGate(plans, ids, clock));
        var journals = new Journals(
                reception,
                directory,
                new DynamoHooks(dynamo, tables.registry()),
                new DynamoJournals(dynamo, tables),
                writer,
                clock,
                System::nanoTime);
        var observations = new Observations(
                reception, directory, new DynamoObserved(dynamo, tables), writer, clock, System::nanoTime);
        var evaluations = new Evaluations(
                reception,
                new ReadAhead(directory, setPostures, stepDowns),
                flow,
                planFlow,
                new DenialTally(denials),
                writer,
                new GrantedRecords(writer, approvalRecords, approvalGate),
                DecisionHandler.timeToRecord(Duration.ofMillis(budgetMs)));
        var answerFlow = new AnswerFlow(
                new Bases(new DynamoRecordReader(dynamo, tables.audit()), directory),
                new Redactor(scanner),
                new RememberedPseudonymKeys(new DynamoPseudonymKeys(dynamo, tables.registry()), System::nanoTime),
                new AnswerHistory(new DynamoHistory(dynamo, tables.state())),
                new Outcomes(writer, new DynamoOutcomes(dynamo, tables)),
                LOG::warn);
        var links = new DynamoCallLinks(dynamo, tables.state());
        var sessions = new DynamoAcsSessions(dynamo, tables.state());
        var searches = new Searches(reception, new Candidates(directory), flow, writer);
        var dialects = new Dialects(
                List.of(new ClaudeCode(), new AgentCore(), new Docker(), new ToolHive(clock), new Acs(sessions, clock)),
                new DialectDecisions(
                        reception,
                        evaluations,
                        links,
                        new DialectAnswers(answerFlow, links, System::nanoTime),
                        new DialectLists(searches, new DynamoToolLists(dynamo, tables.state()))));
        var api = new Api(
                evaluations,
                searches,
                new ApprovalDesk(reception, directory, approvals, approvalRecords, sealing, writer),
                journals,
                observations,
                dialects,
                bundle,
                url,
                version,
                traces);
        new Priming(api, bundle, postureStore).run();
        return api;
    }

    private static void isNotWatched(StoreException unavailable) {
        LOG.warnf("something was not watched: %s", unavailable.getMessage());
    }

    /** Limits and records count in microseconds. */
    private static InstantSource microseconds() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, TimeUnit.MICROSECONDS.toChronoUnit()));
    }
}
