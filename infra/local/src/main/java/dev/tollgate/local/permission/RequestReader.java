package dev.tollgate.local.permission;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.template.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads which operations a request to DynamoDB is made of, as IAM counts them: a batch is one operation for each table,
 * a transaction one for each of its parts, under the part's own name.
 */
final class RequestReader {
    private static final String SERVICE = "dynamodb:";
    private static final Pattern EQUALITY = Pattern.compile("(#?[\\w-]+)\\s*=\\s*(:\\w+)");
    private static final Pattern STREAM = Pattern.compile(":table/([\\w.-]+)/stream/");

    // As deep as DynamoDB takes attributes, with what stands around them.
    private final JsonText json = new JsonText(100);
    private final Map<String, Table> tables = new HashMap<>();

    RequestReader(List<Table> tables) {
        tables.forEach(table -> this.tables.put(table.name(), table));
    }

    /**
     * @param target the header {@code X-Amz-Target}
     * @throws JsonException when the body is not what DynamoDB takes
     */
    List<Operation> read(String target, byte[] body) throws JsonException {
        String name = target.substring(target.indexOf('.') + 1);
        if (!(json.parse(body) instanceof Json.Obj request)) {
            throw new JsonException("expected an object");
        }
        return switch (name) {
            case "BatchGetItem", "BatchWriteItem" -> batch(name, request);
            case "TransactGetItems", "TransactWriteItems" -> transaction(request);
            case "DescribeStream", "GetShardIterator" ->
                List.of(new Operation(SERVICE + name, streamArn(text(request, "StreamArn")), List.of()));
            // Its iterator names the stream.
            case "GetRecords" ->
                List.of(new Operation(SERVICE + name, streamArn(text(request, "ShardIterator")), List.of()));
            default -> List.of(single(name, request));
        };
    }

    private Operation single(String name, Json.Obj request) throws JsonException {
        String table = request.text("TableName").orElse("");
        if (table.isEmpty()) {
            return new Operation(SERVICE + name, "*", List.of());
        }
        String index = request.text("IndexName").orElse("");
        String resource = index.isEmpty() ? Table.arn(table) : Table.arn(table) + "/index/" + index;
        return new Operation(
                SERVICE + name,
                resource,
                switch (name) {
                    case "GetItem", "UpdateItem", "DeleteItem" -> List.of(key(table, member(request, "Key")));
                    case "PutItem" -> List.of(key(table, member(request, "Item")));
                    case "Query" -> List.of(queried(request, hashKey(table, index)));
                    default -> List.of();
                });
    }

    private List<Operation> batch(String name, Json.Obj request) throws JsonException {
        var operations = new ArrayList<Operation>();
        for (var ofTable : member(request, "RequestItems").members().entrySet()) {
            String table = ofTable.getKey();
            var keys = new ArrayList<String>();
            if (name.equals("BatchGetItem")) {
                for (Json key : object(ofTable.getValue()).items("Keys")) {
                    keys.add(key(table, object(key)));
                }
            } else if (ofTable.getValue() instanceof Json.Arr(List<Json> writes)) {
                for (Json write : writes) {
                    keys.add(key(table, written(object(write))));
                }
            }
            operations.add(new Operation(SERVICE + name, Table.arn(table), keys));
        }
        return operations;
    }

    private static Json.Obj written(Json.Obj write) throws JsonException {
        return write.object("PutRequest").isPresent()
                ? member(member(write, "PutRequest"), "Item")
                : member(member(write, "DeleteRequest"), "Key");
    }

    private List<Operation> transaction(Json.Obj request) throws JsonException {
        var operations = new ArrayList<Operation>();
        for (Json part : request.items("TransactItems")) {
            for (var one : object(part).members().entrySet()) {
                Json.Obj asked = object(one.getValue());
                String table = text(asked, "TableName");
                String name = one.getKey().equals("ConditionCheck") ? "ConditionCheckItem" : one.getKey() + "Item";
                operations.add(new Operation(
                        SERVICE + name,
                        Table.arn(table),
                        List.of(key(table, member(asked, one.getKey().equals("Put") ? "Item" : "Key")))));
            }
        }
        return operations;
    }

    private static String queried(Json.Obj request, String hashKey) throws JsonException {
        Json.Obj names = request.object("ExpressionAttributeNames").orElse(Json.Obj.EMPTY);
        Matcher equality =
                EQUALITY.matcher(request.text("KeyConditionExpression").orElse(""));
        while (equality.find()) {
            String name = equality.group(1);
            if (names.text(name).orElse(name).equals(hashKey)) {
                return value(member(member(request, "ExpressionAttributeValues"), equality.group(2)));
            }
        }
        throw new JsonException("expected a KeyConditionExpression in which " + hashKey + " equals a value");
    }

    private String key(String table, Json.Obj item) throws JsonException {
        return value(member(item, hashKey(table, "")));
    }

    private String hashKey(String table, String index) throws JsonException {
        Table known = tables.get(table);
        if (known == null) {
            throw new JsonException("there is no table " + table);
        }
        List<Table.Key> keys = index.isEmpty()
                ? known.keys()
                : known.indexes().stream()
                        .filter(other -> other.name().equals(index))
                        .findFirst()
                        .orElseThrow(() -> new JsonException("there is no index " + index))
                        .keys();
        return keys.stream()
                .filter(key -> key.type().equals("HASH"))
                .findFirst()
                .orElseThrow()
                .attribute();
    }

    /** @param attribute such as {@code {"S": "…"}} */
    private static String value(Json.Obj attribute) throws JsonException {
        for (Json value : attribute.members().values()) {
            if (value instanceof Json.Str(String text)) {
                return text;
            }
        }
        throw new JsonException("expected a text, number or bytes as key");
    }

    private static String streamArn(String named) throws JsonException {
        Matcher stream = STREAM.matcher(named);
        if (!stream.find()) {
            throw new JsonException("expected a stream's name");
        }
        return Table.arn(stream.group(1)) + "/stream/local";
    }

    private static String text(Json.Obj object, String name) throws JsonException {
        return object.text(name).orElseThrow(() -> new JsonException("expected " + name));
    }

    private static Json.Obj member(Json.Obj object, String name) throws JsonException {
        return object.object(name).orElseThrow(() -> new JsonException("expected " + name));
    }

    private static Json.Obj object(Json json) throws JsonException {
        if (json instanceof Json.Obj object) {
            return object;
        }
        throw new JsonException("expected an object");
    }
}
