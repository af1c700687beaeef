package dev.tollgate.tests.stage;

import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.core.store.RegistryAdministration;
import dev.tollgate.local.LocalStack;
import dev.tollgate.local.StackConfig;
import dev.tollgate.local.dynamodb.DataLocation;
import dev.tollgate.local.dynamodb.LocalClients;
import dev.tollgate.local.permission.PermissionUse;
import dev.tollgate.local.runtime.FunctionPool;
import dev.tollgate.local.runtime.Outcome;
import dev.tollgate.local.template.StackTemplate;
import dev.tollgate.local.template.TemplateReader;
import dev.tollgate.tests.emulator.Emulator;
import dev.tollgate.tests.emulator.Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The local stack in this process, on free ports, with its tables in memory. */
public final class LocalStage implements AdministeredStage {
    private static final String FUNCTION = "DecisionFunction";
    private static final String LOG = "stack.log";
    private static final int MOST_TRACES_TOLD = 5;

    /** One after the other: several JVMs start with each, and all at once they would take each other's time. */
    private static final ReentrantLock STARTS = new ReentrantLock();

    private final LocalStack stack;
    private final Path work;
    private final Optional<Vault> vault;
    private final DynamoDbClient client;
    private final RegistryAdministration administration;
    private final AuditTable audit;
    private final String agentKey;
    private final String enforcerKey;
    private final Set<String> wantedRefusals = new HashSet<>();

    private LocalStage(LocalStack stack, Identities identities, Path work, Optional<Vault> vault) {
        this.stack = stack;
        this.work = work;
        this.vault = vault;
        this.client = new LocalClients(stack.dynamoDbEndpoint()).tables();
        this.administration =
                new RegistryAdministration(client, stack.tableNames().get("RegistryTable"));
        this.audit = new AuditTable(client, stack.tableNames().get("AuditTable"));
        this.agentKey = identities.agentKey();
        this.enforcerKey = identities.enforcerKey();
    }

    /**
     * Without streams and schedules, which only some tests are about, and which cost all others a good part of their time.
     *
     * @param bundle a folder of tests/bundles
     */
    public static LocalStage quiet(String bundle, UnaryOperator<StackConfig> settings) throws InterruptedException {
        return start(bundle, config -> settings.apply(config).withEvents(StackConfig.Events.OFF));
    }

    /**
     * A quiet one with the tables, the key and the bucket of an emulator, as the template declares them. It ends the emulator.
     *
     * @param bundle a folder of tests/bundles
     */
    static LocalStage emulated(String bundle, Emulator emulator, UnaryOperator<StackConfig> settings)
            throws InterruptedException {
        Path root = Repository.root();
        StackTemplate template =
                new TemplateReader(root).read(root.resolve("template.yaml"), Map.of("Packaging", "jvm"));
        Vault vault = Vault.create(emulator, template);
        return start(
                bundle,
                config -> vault.usedBy(
                        settings.apply(config)
                                .withData(new DataLocation.Service(emulator.dynamoDb()))
                                .withEvents(StackConfig.Events.OFF),
                        template),
                dynamoDb -> {},
                Optional.of(vault));
    }

    /** @param bundle a folder of tests/bundles */
    public static LocalStage start(String bundle, UnaryOperator<StackConfig> settings) throws InterruptedException {
        return start(bundle, settings, dynamoDb -> {});
    }

    /** @param beforeFunctions is told where DynamoDB is, before any function starts */
    public static LocalStage start(String bundle, UnaryOperator<StackConfig> settings, Consumer<URI> beforeFunctions)
            throws InterruptedException {
        return start(bundle, settings, beforeFunctions, Optional.empty());
    }

    private static LocalStage start(
            String bundle, UnaryOperator<StackConfig> settings, Consumer<URI> beforeFunctions, Optional<Vault> vault)
            throws InterruptedException {
        Path work = Repository.scratch("stack-" + bundle);
        StackConfig config = QuickStart.of(settings.apply(StackConfig.inMemory(Repository.root(), work)));
        var identities = new Identities[1];
        PrintWriter log = log(work);
        STARTS.lock();
        try {
            LocalStack stack = LocalStack.start(
                    config,
                    (dynamoDb, tables) -> {
                        beforeFunctions.accept(dynamoDb);
                        identities[0] = Identities.seed(dynamoDb, tables, bundle);
                        return Map.of();
                    },
                    log::println);
            return new LocalStage(stack, identities[0], work, vault);
        } finally {
            STARTS.unlock();
        }
    }

    @Override
    public URI url() {
        return stack.url();
    }

    @Override
    public String agentKey() {
        return agentKey;
    }

    @Override
    public String enforcerKey() {
        return enforcerKey;
    }

    @Override
    public RegistryAdministration administration() {
        return administration;
    }

    @Override
    public AuditTable audit() {
        return audit;
    }

    /** The tables themselves, not as a function sees them. */
    @Override
    public DynamoDbClient tables() {
        return client;
    }

    public URI dynamoDb() {
        return stack.dynamoDbEndpoint();
    }

    @Override
    public String tableName(String logicalId) {
        return stack.tableNames().get(logicalId);
    }

    public FunctionPool function() {
        return stack.function(FUNCTION);
    }

    /** @param logicalId of a function that the gateway has no route to */
    public FunctionPool function(String logicalId) {
        return stack.function(logicalId);
    }

    /** What gateway and functions have logged. */
    public String log() throws IOException {
        return Files.readString(work.resolve(LOG));
    }

    /** Calls the schedule function, as the clock does, and returns its answer. */
    public Answered runSchedule() throws InterruptedException {
        var event = "{\"source\":\"aws.events\"}".getBytes(StandardCharsets.UTF_8);
        return switch (stack.function("AuditScheduleFunction").invoke(event, Duration.ofMinutes(1))) {
            case Outcome.Answered answered -> new Answered(new String(answered.payload(), StandardCharsets.UTF_8));
            case Outcome other -> throw new AssertionError("the schedule function: " + other);
        };
    }

    /** Calls the schedule function, and ends all its processes while it works, as {@code kill -9} does. */
    public void runScheduleAndKillIt() throws Exception {
        FunctionPool schedule = stack.function("AuditScheduleFunction");
        var running = schedule.submit("{}".getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(1));
        for (long pid : schedule.processIds()) {
            kill(pid);
        }
        running.get();
    }

    /** What a function that is not called over HTTP has answered. */
    public record Answered(String json) {}

    /** With which checkpoints are checked. */
    public Path sealPublicKey() throws IOException {
        Path file = work.resolve("seal.pub");
        if (vault.isPresent() && !Files.exists(file)) {
            Files.writeString(file, vault.get().publicKey());
        }
        return file;
    }

    /** Where checkpoints are archived. */
    public Path archive() {
        Assumptions.assumeTrue(vault.isEmpty(), "the archive is a bucket, and no folder");
        return work.resolve("functions/archive");
    }

    /** What is archived under this name. */
    public byte[] archived(String name) throws IOException {
        return vault.isPresent()
                ? vault.get().archived(name)
                : Files.readAllBytes(archive().resolve(name));
    }

    /** Key and bucket, for tests that are about those of an emulator. */
    public Vault vault() {
        return vault.orElseThrow();
    }

    public FunctionPool redactionFunction() {
        return stack.function("RedactionFunction");
    }

    public FunctionPool streamFunction() {
        return stack.function("AuditStreamFunction");
    }

    /** What functions have measured: lines in CloudWatch's embedded metric format. */
    public List<String> metrics() throws IOException {
        Path file = work.resolve("metrics.jsonl");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /**
     * Ends every process of the function at once, as {@code kill -9} does, so that the next ones remember nothing, and
     * waits for the first of those.
     */
    public void killFunctions() throws Exception {
        for (long pid : function().processIds()) {
            killFunction(pid);
        }
        warmUp();
    }

    /** A process that is new may need more than its time for its first answer, which then is a no. */
    public void warmUp() throws Exception {
        Await.until("a decision of a new process", Duration.ofSeconds(30), () -> {
            Answer answer = enforcer().evaluation(Question.call(AGENT, "docs", "read"));
            return answer.status() == 200 && !answer.reason().endsWith("_unavailable");
        });
    }

    /** Ends one process of the function, and returns when the stack has noticed. */
    public void killFunction(long pid) throws Exception {
        kill(pid);
        Await.until(
                "the stack's look at process " + pid,
                Duration.ofSeconds(5),
                () -> !function().processIds().contains(pid));
    }

    public static void kill(long pid) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        process.ifPresent(ProcessHandle::destroyForcibly);
        Await.until(
                "the end of process " + pid,
                Duration.ofSeconds(5),
                () -> process.map(p -> !p.isAlive()).orElse(true));
    }

    /** Which permissions functions have needed. */
    public Set<PermissionUse> permissionUses() {
        return stack.door().uses();
    }

    /** What happens while a function's role lacks one action of one statement; what it is refused then is returned. */
    public Set<String> without(String function, String statement, String action, Happening happening) throws Exception {
        Assumptions.assumeTrue(vault.isEmpty(), "no emulator refuses what a role lacks");
        Set<String> before = stack.door().refusals();
        stack.door().become(stack.permissions().without(function, statement, action));
        try {
            happening.happens();
        } finally {
            stack.door().become(stack.permissions());
        }
        Set<String> refused = stack.door().refusals();
        refused.removeAll(before);
        wantedRefusals.addAll(refused);
        return refused;
    }

    @FunctionalInterface
    public interface Happening {
        void happens() throws Exception;
    }

    /** Fails when log or metrics hold something secret or personal that a test has sent. */
    @Override
    public void close() {
        stack.close();
        vault.ifPresent(used -> {
            stack.tableNames().values().forEach(name -> client.deleteTable(request -> request.tableName(name)));
            used.close();
        });
        client.close();
        PermissionLog.ofThisRun().add(stack.door(), wantedRefusals);
        List<PersonalTraces.Trace> found = personalTraces();
        if (!found.isEmpty()) {
            throw new AssertionError("in log or metrics: "
                    + found.stream().distinct().limit(MOST_TRACES_TOLD).toList());
        }
    }

    private List<PersonalTraces.Trace> personalTraces() {
        try (Stream<String> log = Files.lines(work.resolve(LOG), StandardCharsets.ISO_8859_1)) {
            return PersonalTraces.in(Stream.concat(log, metrics().stream()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static PrintWriter log(Path work) {
        try {
            return new PrintWriter(Files.newBufferedWriter(work.resolve(LOG)), true);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Who may ask. */
    public record Identities(String agentKey, String enforcerKey) {

        /** Publishes a bundle and lets an agent and an enforcer in. */
        public static Identities seed(URI dynamoDb, Map<String, String> tables, String bundle) {
            try (var client = new LocalClients(dynamoDb).tables()) {
                var registry = new RegistryAdministration(client, tables.get("RegistryTable"));
                CompiledBundle compiled = Compiler.compile(Repository.bundle(bundle));
                registry.publish(compiled.bundle().name(), compiled.canonical(), Optional.empty());
                KeyToken agent = registry.createAgent(AGENT, "testing", "dora", List.of("reader"));
                KeyToken enforcer = registry.createKey(new KeyGrant(
                        AccessKey.Role.ENFORCER, List.of("*"), List.of("docs", "meter", "vault"), Optional.empty()));
                return new Identities(agent.text(), enforcer.text());
            } catch (CompileException | StoreException | AdministrationException failed) {
                throw new IllegalStateException("the stage cannot be prepared: " + failed.getMessage(), failed);
            }
        }
    }
}
