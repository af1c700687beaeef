package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.PersonalKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The keys of people's pseudonyms in the {@code registry} table. Functions may make them; only the command deletes. */
public final class DynamoPersonalKeys implements PersonalKeys {
    private final DynamoCalls dynamo;
    private final String table;

    public DynamoPersonalKeys(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<byte[]> find(String whose, Deadline deadline) throws StoreException {
        return dynamo.item(table, RegistryItems.personalKeyKey(whose), deadline).map(DynamoPersonalKeys::key);
    }

    @Override
    public byte[] keep(String whose, byte[] key, Deadline deadline) throws StoreException {
        var item = new HashMap<>(RegistryItems.personalKeyKey(whose));
        item.put(RegistryItems.TENANT_KEY, AttributeValue.fromB(SdkBytes.fromByteArray(key)));
        try {
            dynamo.call(
                    deadline,
                    (client, settings) -> client.putItem(request -> request.tableName(table)
                            .item(item)
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .overrideConfiguration(settings)));
            return key.clone();
        } catch (ConditionalCheckFailedException somebodyWasFaster) {
            return key(somebodyWasFaster.item());
        }
    }

    /** @return false when there was none */
    public boolean erase(String whose, Deadline deadline) throws StoreException {
        return dynamo.call(
                        deadline,
                        (client, settings) -> client.deleteItem(request -> request.tableName(table)
                                .key(RegistryItems.personalKeyKey(whose))
                                .returnValues(ReturnValue.ALL_OLD)
                                .overrideConfiguration(settings)))
                .hasAttributes();
    }

    private static byte[] key(Map<String, AttributeValue> item) {
        return item.get(RegistryItems.TENANT_KEY).b().asByteArray();
    }
}
