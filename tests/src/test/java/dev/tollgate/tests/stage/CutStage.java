package dev.tollgate.tests.stage;

import dev.tollgate.local.StackConfig;
import dev.tollgate.tests.stage.StoreProxy.Wire;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A stage of its own with one instance of each function, of which some have a wire to DynamoDB that can be cut. */
public final class CutStage implements AutoCloseable {
    private final StoreProxy wire;
    private final LocalStage stage;

    private CutStage(StoreProxy wire, LocalStage stage) {
        this.wire = wire;
        this.stage = stage;
    }

    /** @param functions the logical ids of those with the wire */
    public static CutStage start(String bundle, String... functions) throws InterruptedException {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        var wire = new StoreProxy();
        Map<String, String> throughTheWire =
                Map.of("AWS_ENDPOINT_URL_DYNAMODB", wire.url().toString());
        Map<String, Map<String, String>> environment =
                Stream.of(functions).collect(Collectors.toMap(Function.identity(), function -> throughTheWire));
        LocalStage stage = LocalStage.start(
                bundle,
                config ->
                        config.withMaxInstances(1).withEnvironment(environment).withEvents(StackConfig.Events.OFF),
                wire::leadsTo);
        wire.namesState(stage.tableName("StateTable"));
        return new CutStage(wire, stage);
    }

    public void wireBecomes(Wire next) throws IOException {
        wire.becomes(next);
    }

    public LocalStage stage() {
        return stage;
    }

    @Override
    public void close() throws IOException {
        stage.close();
        wire.close();
    }
}
