package dev.tollgate.local.dynamodb;

import dev.tollgate.local.StackException;
import dev.tollgate.local.template.Table;
import dev.tollgate.local.template.Table.Attribute;
import dev.tollgate.local.template.Table.Index;
import dev.tollgate.local.template.Table.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TableCreationTest {
    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute("pk", "S"), new Attribute("sk", "N"), new Attribute("a", "S"), new Attribute("b", "S"));
    private static final List<Key> KEYS = List.of(new Key("pk", "HASH"), new Key("sk", "RANGE"));
    private static final Table TABLE = new Table(
            "Items",
            "tollgate-Items",
            ATTRIBUTES,
            KEYS,
            List.of(new Index("both", List.of(new Key("a", "HASH"), new Key("b", "HASH")), "ALL", List.of())),
            Optional.of("NEW_AND_OLD_IMAGES"),
            Optional.of("ttl"));

    @TempDir
    Path directory;

    @Test
    void createsWhatIsMissingAndKeepsWhatFits() {
        var data = new DataLocation.Directory(directory);
        for (int start = 0; start < 2; start++) {
            try (var dynamoDb = LocalDynamoDb.start(data);
                    var client = new LocalClients(dynamoDb.endpoint()).tables()) {
                new TableCreation(client, data).ensure(List.of(TABLE));

                var table = client.describeTable(request -> request.tableName("tollgate-Items"))
                        .table();
                assertEquals(KeyType.RANGE, table.keySchema().getLast().keyType());
                assertEquals(
                        2, table.globalSecondaryIndexes().getFirst().keySchema().size());
                assertTrue(table.streamSpecification().streamEnabled());
                var ttl = client.describeTimeToLive(request -> request.tableName("tollgate-Items"));
                assertEquals(
                        TimeToLiveStatus.ENABLED, ttl.timeToLiveDescription().timeToLiveStatus());
                assertEquals("127.0.0.1", dynamoDb.endpoint().getHost());
            }
        }
    }

    @Test
    void refusesDataOfAnotherShape() {
        var data = new DataLocation.Directory(directory);
        try (var dynamoDb = LocalDynamoDb.start(data);
                var client = new LocalClients(dynamoDb.endpoint()).tables()) {
            new TableCreation(client, data).ensure(List.of(TABLE));
            var other = new Table(
                    "Items",
                    "tollgate-Items",
                    ATTRIBUTES,
                    List.of(new Key("pk", "HASH")),
                    TABLE.indexes(),
                    TABLE.streamViewType(),
                    TABLE.ttlAttribute());
            var refused =
                    assertThrows(StackException.class, () -> new TableCreation(client, data).ensure(List.of(other)));
            assertTrue(refused.getMessage().startsWith("The keys of Items in the template are "), refused.getMessage());
            assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
        }
    }
}
