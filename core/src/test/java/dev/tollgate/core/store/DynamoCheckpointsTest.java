package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.CheckpointStoreContract;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DynamoCheckpointsTest extends CheckpointStoreContract {
    private static final DynamoDbClient CLIENT = DynamoLocal.client();

    @Override
    protected CheckpointStore store() {
        return new DynamoCheckpoints(DynamoLocal.calls(CLIENT), DynamoLocal.newTable("checkpoints"));
    }

    @Test
    void saysThatSomethingElseStandsInACheckpointsPlace() {
        String table = DynamoLocal.newTable("checkpoints");
        CLIENT.putItem(request -> request.tableName(table)
                .item(Map.of(
                        "pk", AttributeValue.fromS("CHECKPOINTS#000000000"),
                        "sk", AttributeValue.fromS("000000000004"))));

        var refused = assertThrows(
                StoreException.class, () -> new DynamoCheckpoints(DynamoLocal.calls(CLIENT), table).find(4, soon()));
        assertEquals(
                "what stands in the place of checkpoint 000000000004 is none: the note does not end in a line feed",
                refused.getMessage());
    }
}
