package dev.tollgate.local.stream;

import dev.tollgate.local.Console;
import dev.tollgate.local.dynamodb.LocalClients;
import dev.tollgate.local.runtime.FunctionPool;
import dev.tollgate.local.template.EventSource;
import dev.tollgate.local.template.StackTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** All streams that the template feeds to functions. */
public final class EventSourceMappings implements AutoCloseable {
    /** A batch may wait for a free instance for as long as it takes; on Lambda, too, streams are patient. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final List<StreamPoller> pollers = new ArrayList<>();

    private EventSourceMappings() {}

    /**
     * @param checkpoints the directory for how far each has come; empty to keep it in memory, like the data
     * @param deadLetters the directory for records that no function took
     */
    public static EventSourceMappings start(
            StackTemplate template,
            Map<String, FunctionPool> pools,
            LocalClients clients,
            Optional<Path> checkpoints,
            Path deadLetters,
            Console console) {
        var mappings = new EventSourceMappings();
        try (DynamoDbClient tables = clients.tables()) {
            for (EventSource source : template.eventSources()) {
                FunctionPool pool = pools.get(source.function());
                String arn = StreamPoller.streamOf(template.table(source.table()), tables);
                var letters =
                        new DeadLetters(deadLetters, source.function(), source.id(), InstantSource.system(), console);
                mappings.pollers.add(StreamPoller.start(
                        source,
                        arn,
                        // As Lambda's mapping reads: with the function's role.
                        clients.as(source.function()).streams(),
                        new BatchDelivery(
                                source,
                                event -> pool.invoke(event, PATIENCE),
                                letters,
                                InstantSource.system(),
                                FIRST_PAUSE),
                        new Checkpoints(checkpoints.map(directory -> directory.resolve(source.id() + ".json")), arn),
                        console));
                console.line("Stream of " + source.table() + " feeds " + source.function());
            }
            return mappings;
        } catch (RuntimeException failed) {
            mappings.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        pollers.forEach(StreamPoller::close);
    }
}
