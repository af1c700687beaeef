package dev.tollgate.local;

import dev.tollgate.local.dynamodb.DataLocation;
import dev.tollgate.local.dynamodb.LocalClients;
import dev.tollgate.local.dynamodb.LocalDynamoDb;
import dev.tollgate.local.dynamodb.TableCreation;
import dev.tollgate.local.gateway.Gateway;
import dev.tollgate.local.http.HttpLimits;
import dev.tollgate.local.http.HttpServer;
import dev.tollgate.local.permission.Door;
import dev.tollgate.local.runtime.FunctionEnvironment;
import dev.tollgate.local.runtime.FunctionEnvironment.Variable;
import dev.tollgate.local.runtime.FunctionPackage;
import dev.tollgate.local.runtime.FunctionPool;
import dev.tollgate.local.runtime.InstanceStart;
import dev.tollgate.local.runtime.JavaLaunch;
import dev.tollgate.local.runtime.Launch;
import dev.tollgate.local.runtime.MetricsApart;
import dev.tollgate.local.runtime.NativeLaunch;
import dev.tollgate.local.runtime.OrphanGuard;
import dev.tollgate.local.schedule.Schedules;
import dev.tollgate.local.stream.EventSourceMappings;
import dev.tollgate.local.template.LambdaFunction;
import dev.tollgate.local.template.Permissions;
import dev.tollgate.local.template.StackTemplate;
import dev.tollgate.local.template.Table;
import dev.tollgate.local.template.TemplateReader;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/** The whole stack in this process and its children: tables, functions, streams, the clock and the gateway in front. */
public final class LocalStack implements AutoCloseable {
    private static final String SEAL_KEY = "TOLLGATE_SEAL_KEY";
    private static final String ARCHIVE = "TOLLGATE_ARCHIVE";

    /** What the clock calls first would take the processor from the first requests. */
    private static final Duration LONGEST_FIRST_ROUND = Duration.ofSeconds(5);

    private final StackConfig config;
    private final Console console;
    private final Map<String, FunctionPool> pools = new LinkedHashMap<>();
    /** What has been started, the last first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private URI url;
    private URI dynamoDb;
    private Door door;
    private Permissions permissions;
    private Map<String, String> tableNames = Map.of();

    private LocalStack(StackConfig config, Console console) {
        this.config = config;
        this.console = console;
    }

    /** Returns when the gateway answers. What had been started is ended again when something goes wrong. */
    public static LocalStack start(StackConfig config, Seeding seeding, Console console) throws InterruptedException {
        var stack = new LocalStack(config, console);
        try {
            stack.startAll(seeding);
            return stack;
        } catch (RuntimeException | InterruptedException failed) {
            stack.close();
            throw failed;
        }
    }

    /** Where the API is, without a slash at the end. */
    public URI url() {
        return url;
    }

    public URI dynamoDbEndpoint() {
        return dynamoDb;
    }

    /** The names of the tables by their logical ids. */
    public Map<String, String> tableNames() {
        return tableNames;
    }

    /** What functions have asked of the tables, and what they were refused. */
    public Door door() {
        return door;
    }

    /** What the template lets functions do. */
    public Permissions permissions() {
        return permissions;
    }

    /** The instances of one function, by its logical id. */
    public FunctionPool function(String logicalId) {
        return pools.get(logicalId);
    }

    private void startAll(Seeding seeding) throws InterruptedException {
        WorkDirectory work = started(WorkDirectory.take(config.workDirectory()));
        HttpServer server = started(bind());
        url = URI.create("http://127.0.0.1:" + server.port());
        StackTemplate template = readTemplate();

        permissions = template.permissions();
        door = new Door(template, console);
        dynamoDb = config.data() instanceof DataLocation.Service(URI endpoint)
                ? endpoint
                : started(LocalDynamoDb.start(config.data(), door, console)).endpoint();
        createTables(template);
        Map<String, String> variables = seeding.seed(dynamoDb, tableNames);

        startFunctions(template, work);
        if (config.events() == StackConfig.Events.ON) {
            startStreams(template, work);
            started(Schedules.start(template, pools, console)).awaitFirst(LONGEST_FIRST_ROUND);
        }
        // Ended first: no request should find its function gone.
        parts.addFirst(server);
        server.serve(new Gateway(template.routes(), pools, server.port(), InstantSource.system(), console));
        writeEnvironment(work, variables);
    }

    /** The port is taken first, so that a taken one is told at once; clients wait in line until all is ready. */
    private HttpServer bind() {
        try {
            return HttpServer.bind(config.port(), HttpLimits.forGateway());
        } catch (BindException taken) {
            throw new StackException(
                    "Port " + config.port() + " is taken. End what listens there, or choose another "
                            + "port: make run PORT=" + (config.port() % 65_535 + 1),
                    taken);
        } catch (IOException failed) {
            throw new StackException("cannot listen on port " + config.port() + ": " + failed.getMessage(), failed);
        }
    }

    private StackTemplate readTemplate() {
        var reader = new TemplateReader(config.root());
        var parameters = new HashMap<>(config.parameters());
        var declared = reader.parameterNames(config.template());
        if (declared.contains("Packaging")) {
            parameters.putIfAbsent("Packaging", config.packaging().name().toLowerCase(Locale.ROOT));
        }
        if (declared.contains("PublicUrl")) {
            parameters.putIfAbsent("PublicUrl", url.toString());
        }
        return reader.read(config.template(), parameters);
    }

    private void createTables(StackTemplate template) {
        tableNames = template.tables().stream().collect(Collectors.toUnmodifiableMap(Table::logicalId, Table::name));
        try (var client = new LocalClients(dynamoDb).tables()) {
            new TableCreation(client, config.data()).ensure(template.tables());
        } catch (SdkException failed) {
            throw new StackException("The tables could not be made: " + failed.getMessage(), failed);
        }
        console.line("DynamoDB: " + dynamoDb + " with "
                + String.join(", ", tableNames.values().stream().sorted().toList()));
    }

    private void startFunctions(StackTemplate template, WorkDirectory work) throws InterruptedException {
        OrphanGuard guard = started(OrphanGuard.start());
        var environment = new FunctionEnvironment(dynamoDb, onThisMachine(template, work), config.environment());
        Launch launch = switch (config.packaging()) {
            case JVM -> new JavaLaunch(config.jdkHome(), work.functions());
            case NATIVE -> new NativeLaunch();
        };
        var withoutMetrics = new MetricsApart(console, work.metrics());
        for (LambdaFunction function : template.functions()) {
            var taskRoot = FunctionPackage.unpack(function, work.functions());
            var start = new InstanceStart(function, launch, taskRoot, environment, guard, withoutMetrics);
            var pool = started(new FunctionPool(start, config.maxInstances()));
            pools.put(function.logicalId(), pool);
        }
        long before = System.nanoTime();
        List<FunctionPool> called = pools.values().stream()
                .filter(pool -> isCalled(pool.function(), template))
                .toList();
        called.forEach(FunctionPool::startFirst);
        for (FunctionPool pool : called) {
            pool.warmUp();
            console.line(
                    pool.function().logicalId() + " is up after " + (System.nanoTime() - before) / 1_000_000 + " ms");
        }
    }

    private boolean isCalled(LambdaFunction function, StackTemplate template) {
        return config.events() == StackConfig.Events.ON
                || template.routes().stream()
                        .anyMatch(route -> route.isDefault() && route.function().equals(function.logicalId()));
    }

    /** What stands for services of AWS that are not here, a key of KMS and a bucket of S3, unless others are given. */
    private Map<String, Variable> onThisMachine(StackTemplate template, WorkDirectory work) {
        var standIns = new HashMap<String, Variable>();
        if (!isGiven(SEAL_KEY)) {
            Path key = work.sealKey();
            if (template.functions().stream()
                    .anyMatch(function -> function.environment().containsKey(SEAL_KEY))) {
                SealKey.ensure(key, work.sealPublicKey());
            }
            standIns.put(
                    SEAL_KEY,
                    new Variable("TOLLGATE_SEAL_KEY_FILE", key.toAbsolutePath().toString()));
        }
        if (!isGiven(ARCHIVE)) {
            Path archive = work.archive(config.data());
            standIns.put(ARCHIVE, new Variable(ARCHIVE, archive.toAbsolutePath().toString()));
        }
        return standIns;
    }

    private boolean isGiven(String variable) {
        return config.environment().values().stream().anyMatch(given -> given.containsKey(variable));
    }

    private void startStreams(StackTemplate template, WorkDirectory work) {
        Optional<Path> checkpoints = switch (config.data()) {
            case DataLocation.Memory _, DataLocation.Service _ -> Optional.empty();
            case DataLocation.Directory(Path path) -> Optional.of(path.resolve("checkpoints"));
        };
        started(EventSourceMappings.start(
                template, pools, new LocalClients(dynamoDb), checkpoints, work.deadLetters(), console));
    }

    private void writeEnvironment(WorkDirectory work, Map<String, String> variables) {
        var all = new HashMap<>(variables);
        all.put("TOLLGATE_URL", url.toString());
        all.put("TOLLGATE_DYNAMODB_ENDPOINT", dynamoDb.toString());
        work.writeEnvironment(all);
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.addFirst(part);
        return part;
    }

    /** Ends everything in the opposite order; returns when no process is left. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.removeFirst();
            try {
                part.close();
            } catch (Exception endedBadly) {
                console.line(part.getClass().getSimpleName() + " did not end well: " + endedBadly.getMessage());
            }
        }
    }
}
