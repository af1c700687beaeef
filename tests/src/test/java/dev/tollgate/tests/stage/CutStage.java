package dev.tollgate.tests.stage;

import dev.tollgate.local.StackConfig;
import dev.tollgate.tests.stage.StoreProxy.Wire;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A stage of its own with one instance of each function, of which one has a wire to DynamoDB that can be cut. */
public final class CutStage implements AutoCloseable {
    private final StoreProxy wire;
    private final LocalStage stage;

    private CutStage(StoreProxy wire, LocalStage stage) {
        this.wire = wire;
        this.stage = stage;
    }

    /** @param function the logical id of the one with the wire */
    public static CutStage start(String bundle, String function) throws InterruptedException {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        var wire = new StoreProxy();
        Map<String, String> throughTheWire =
                Map.of("AWS_ENDPOINT_URL_DYNAMODB", wire.url().toString());
        LocalStage stage = LocalStage.start(
                bundle,
                config -> config.withMaxInstances(1)
                        .withEnvironment(Map.of(function, throughTheWire))
                        .withEvents(StackConfig.Events.OFF),
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
