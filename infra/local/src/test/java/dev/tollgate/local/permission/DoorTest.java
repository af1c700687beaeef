package dev.tollgate.local.permission;

import dev.tollgate.core.json.JsonException;
import dev.tollgate.local.dynamodb.DataLocation;
import dev.tollgate.local.dynamodb.LocalClients;
import dev.tollgate.local.dynamodb.LocalDynamoDb;
import dev.tollgate.local.dynamodb.TableCreation;
import dev.tollgate.local.template.StackTemplate;
import dev.tollgate.local.template.TemplateReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorTest {
    private static final Path ROOT = Path.of("../..");
    private static final String REGISTRY = "tollgate-RegistryTable";
    private static final String STATE = "tollgate-StateTable";
    private static final String AUDIT = "tollgate-AuditTable";

    private final List<String> lines = new ArrayList<>();
    private LocalDynamoDb dynamoDb;
    private Door door;
    private DynamoDbClient decision;
    private DynamoDbClient auditQuery;
    private DynamoDbClient auditStream;
    private DynamoDbClient administration;

    @BeforeAll
    void open() {
        StackTemplate template = new TemplateReader(ROOT).read(ROOT.resolve("template.yaml"), Map.of());
        door = new Door(template, lines::add);
        dynamoDb = LocalDynamoDb.start(new DataLocation.Memory(), door, line -> {});
        var clients = new LocalClients(dynamoDb.endpoint());
        administration = clients.tables();
        decision = clients.as("DecisionFunction").tables();
        auditQuery = clients.as("AuditQueryFunction").tables();
        auditStream = clients.as("AuditStreamFunction").tables();
        new TableCreation(administration, new DataLocation.Memory()).ensure(template.tables());
    }

    @AfterAll
    void close() {
        List.of(administration, decision, auditQuery, auditStream).forEach(DynamoDbClient::close);
        dynamoDb.close();
    }

    @Test
    void letsAFunctionDoWhatItsRoleAllows() {
        decision.putItem(request -> request.tableName(AUDIT).item(item("W#a")));
        assertEquals(
                "W#a",
                decision.getItem(request -> request.tableName(AUDIT).key(item("W#a")))
                        .item()
                        .get("pk")
                        .s());
        assertTrue(door.uses()
                .contains(PermissionUse.parse(
                        "DecisionFunction AppendAuditRecords dynamodb:PutItem tollgate-AuditTable W#*")));
    }

    @Test
    void refusesInTheWordsOfAwsWhatNoStatementAllows() {
        var refused = refused(
                () -> decision.deleteItem(request -> request.tableName(STATE).key(item("Q#A#secret"))));
        assertEquals(400, refused.statusCode());
        assertEquals("AccessDeniedException", refused.awsErrorDetails().errorCode());
        assertEquals(
                "User: arn:aws:sts::000000000000:assumed-role/tollgate-DecisionRole/tollgate-DecisionFunction is not "
                        + "authorized to perform: dynamodb:DeleteItem on resource: arn:aws:dynamodb:us-east-1:"
                        + "000000000000:table/tollgate-StateTable because no identity-based policy allows the "
                        + "dynamodb:DeleteItem action",
                refused.awsErrorDetails().errorMessage());
        assertTrue(lines.contains("DecisionFunction is not authorized to perform: dynamodb:DeleteItem on "
                + "tollgate-StateTable (Q#…) because no identity-based policy allows the dynamodb:DeleteItem action"));
    }

    @Test
    void refusesKeysThatTheStatementDoesNotName() {
        refused(() -> decision.putItem(request -> request.tableName(REGISTRY).item(item("AGENT#a"))));
        refused(() -> decision.query(query(STATE, "SEAL")));
        decision.query(query(STATE, "J#a"));
    }

    @Test
    void refusesABatchOfWhichOneKeyIsNotAllowed() {
        auditQuery.batchGetItem(batch -> batch.requestItems(Map.of(AUDIT, keys("W#a", "CHECKPOINTS#1"))));
        refused(() -> auditQuery.batchGetItem(batch -> batch.requestItems(Map.of(AUDIT, keys("W#a", "WRITERS#1")))));
        auditStream.batchWriteItem(batch -> batch.requestItems(Map.of(STATE, puts("STREAM#a"))));
        refused(() -> auditStream.batchWriteItem(batch -> batch.requestItems(Map.of(STATE, puts("SEAL")))));
    }

    @Test
    void refusesATransactionByItsParts() {
        decision.transactWriteItems(transaction -> transaction.transactItems(put(STATE, "P#a"), put(AUDIT, "W#b")));
        refused(() -> decision.transactWriteItems(
                transaction -> transaction.transactItems(put(STATE, "P#a"), put(AUDIT, "CHECKPOINTS#b"))));
    }

    @Test
    void knowsIndexesFromTheirTable() {
        auditQuery.query(request -> request.tableName(AUDIT)
                .indexName("by-agent")
                .keyConditionExpression("#partition = :partition")
                .expressionAttributeNames(Map.of("#partition", "g1p"))
                .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS("any"))));
        refused(() -> decision.query(request -> request.tableName(AUDIT)
                .indexName("by-agent")
                .keyConditionExpression("g1p = :partition")
                .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS("any")))));
    }

    @Test
    void letsNobodyButAdministratorsLookAround() {
        refused(() -> decision.scan(request -> request.tableName(REGISTRY)));
        refused(() -> decision.listTables());
        refused(() -> decision.executeStatement(
                request -> request.statement("DELETE FROM \"tollgate-AuditTable\" WHERE pk='W#a' AND sk='1'")));
        administration.scan(request -> request.tableName(REGISTRY));
    }

    /** The best of many rounds, so that nothing else on this machine counts. */
    @Test
    void costsLessThanATenthOfAMillisecondForEachCall() throws JsonException {
        StackTemplate template = new TemplateReader(ROOT).read(ROOT.resolve("template.yaml"), Map.of());
        var requests = new RequestReader(template.tables());
        var check = new PermissionCheck(template.permissions());
        byte[] body = """
                {"TableName":"tollgate-AuditTable","Item":{"pk":{"S":"W#a"},"sk":{"S":"1"},"agent":{"M":{%s}}}}""".formatted(String.join(
                        ",",
                        IntStream.range(0, 60)
                                .mapToObj(i -> "\"name%d\":{\"S\":\"value\"}".formatted(i))
                                .toList()))
                .getBytes(StandardCharsets.UTF_8);
        long bestNs = Long.MAX_VALUE;
        for (int round = 0; round < 200; round++) {
            long before = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                for (Operation operation : requests.read("DynamoDB_20120810.PutItem", body)) {
                    assertInstanceOf(Ruling.Allowed.class, check.rule("DecisionFunction", operation));
                }
            }
            bestNs = Math.min(bestNs, (System.nanoTime() - before) / 50);
        }
        System.out.println("the door reads and rules on a put of " + body.length + " bytes in " + bestNs + " ns");
        assertTrue(bestNs < 100_000, bestNs + " ns");
    }

    private static DynamoDbException refused(Runnable call) {
        var refused = assertThrows(DynamoDbException.class, call::run);
        assertTrue(refused.getMessage().contains("is not authorized to perform: dynamodb:"), refused.getMessage());
        return refused;
    }

    private static Map<String, AttributeValue> item(String pk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("1"));
    }

    private static Consumer<software.amazon.awssdk.services.dynamodb.model.QueryRequest.Builder> query(
            String table, String pk) {
        return request -> request.tableName(table)
                .keyConditionExpression("pk = :pk AND sk > :from")
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk), ":from", AttributeValue.fromS("0")));
    }

    private static KeysAndAttributes keys(String... partitions) {
        return KeysAndAttributes.builder()
                .keys(List.of(partitions).stream().map(DoorTest::item).toList())
                .build();
    }

    private static List<WriteRequest> puts(String pk) {
        return List.of(WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item(pk)).build())
                .build());
    }

    private static TransactWriteItem put(String table, String pk) {
        return TransactWriteItem.builder()
                .put(write -> write.tableName(table).item(item(pk)))
                .build();
    }
}
