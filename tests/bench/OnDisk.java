import dev.tollgate.local.dynamodb.DataLocation;
import dev.tollgate.local.dynamodb.LocalClients;
import dev.tollgate.local.dynamodb.LocalDynamoDb;
import java.nio.file.Path;
import java.util.List;

/** DynamoDB Local alone, on the data of a local stack, until it is ended; with many records a stack takes minutes to start. */
public final class OnDisk {
    public static void main(String[] args) throws InterruptedException {
        LocalDynamoDb dynamoDb = LocalDynamoDb.start(new DataLocation.Directory(Path.of(args[0])));
        try (var client = new LocalClients(dynamoDb.endpoint()).tables()) {
            for (String table : List.of("tollgate-AuditTable", "tollgate-StateTable")) {
                if (client.describeTimeToLive(request -> request.tableName(table))
                        .timeToLiveDescription()
                        .timeToLiveStatusAsString()
                        .equals("ENABLED")) {
                    // For it, the one thread that answers would read whole tables again and again.
                    client.updateTimeToLive(request -> request.tableName(table)
                            .timeToLiveSpecification(ttl -> ttl.enabled(false).attributeName("ttl")));
                }
            }
        }
        System.out.println("export TOLLGATE_DYNAMODB_ENDPOINT=" + dynamoDb.endpoint());
        Thread.currentThread().join();
    }
}
