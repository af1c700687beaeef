package dev.tollgate.core.store;

import dev.tollgate.core.record.IndexKeys;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** Amazon's DynamoDB Local, once a test run, on loopback: started when the first test asks for it. */
public final class DynamoLocal {
    private static final AtomicInteger TABLES = new AtomicInteger();

    // Loggers are only weakly held by the JDK; without this field the level would be forgotten.
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private DynamoLocal() {}

    /** Started by the first who looks. */
    private static final class Started {
        static final URI ENDPOINT = start();

        private static URI start() {
            SQLITE.setLevel(Level.OFF);
            var server = new Server();
            var connector = new ServerConnector(server, 1, 1);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            var context = new ContextHandler();
            context.setHandler(
                    new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, true, false), null));
            server.setHandler(context);
            try {
                server.start();
            } catch (Exception failed) {
                throw new IllegalStateException("DynamoDB Local did not start", failed);
            }
            return URI.create("http://127.0.0.1:" + connector.getLocalPort());
        }
    }

    public static URI endpoint() {
        return Started.ENDPOINT;
    }

    public static DynamoDbClient client(ExecutionInterceptor... interceptors) {
        return clientOf(endpoint(), interceptors);
    }

    /** Calls that are tried once, and wait as long as their deadline allows. */
    static DynamoCalls calls(DynamoDbClient client) {
        return new DynamoCalls(client, Duration.ofMinutes(1));
    }

    /** A client of any endpoint, which tries once. */
    public static DynamoDbClient clientOf(URI endpoint, ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create(
                        BufferedConnection.factory(Duration.ofMinutes(1), Duration.ofMinutes(1))))
                .overrideConfiguration(settings -> settings.executionInterceptors(List.of(interceptors))
                        .retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    /** A new table with Tollgate's keys. */
    public static String newTable(String purpose) {
        String name = purpose.toLowerCase(Locale.ROOT) + "-" + TABLES.incrementAndGet();
        try (var client = client()) {
            client.createTable(request -> request.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(attribute("pk"), attribute("sk"))
                    .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
        }
        return name;
    }

    /** A new table with the audit table's keys and indexes. */
    public static String newAuditTable(String purpose) {
        String name = purpose.toLowerCase(Locale.ROOT) + "-" + TABLES.incrementAndGet();
        var attributes = new ArrayList<>(List.of(attribute("pk"), attribute("sk"), attribute(IndexKeys.SORT)));
        var indexes = new ArrayList<GlobalSecondaryIndex>();
        for (IndexKeys.Index index : IndexKeys.Index.values()) {
            attributes.add(attribute(index.partition()));
            indexes.add(GlobalSecondaryIndex.builder()
                    .indexName(index.title())
                    .keySchema(key(index.partition(), KeyType.HASH), key(IndexKeys.SORT, KeyType.RANGE))
                    .projection(projection -> projection
                            .projectionType(ProjectionType.INCLUDE)
                            .nonKeyAttributes(
                                    "kind", "agent", "server", "tool", "effect", "reason", "session", "trace",
                                    "labels"))
                    .build());
        }
        try (var client = client()) {
            client.createTable(request -> request.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(attributes)
                    .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                    .globalSecondaryIndexes(indexes));
        }
        return name;
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
