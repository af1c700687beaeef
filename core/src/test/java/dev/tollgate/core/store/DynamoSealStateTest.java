package dev.tollgate.core.store;

import dev.tollgate.core.seal.SealStore;
import dev.tollgate.core.seal.SealStoreContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoSealStateTest extends SealStoreContract {
    private static final DynamoDbClient CLIENT = DynamoLocal.client();

    @Override
    protected SealStore store() {
        return new DynamoSealState(DynamoLocal.calls(CLIENT), DynamoLocal.newTable("seal-state"));
    }
}
