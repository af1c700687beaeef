package dev.tollgate.core.store;

import dev.tollgate.core.seal.BrokenChains;
import dev.tollgate.core.seal.BrokenChainsContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoBrokenChainsTest extends BrokenChainsContract {
    private static final DynamoDbClient CLIENT = DynamoLocal.client();
    private final Tables tables = new Tables("none", DynamoLocal.newTable("broken"), DynamoLocal.newTable("records"));

    @Override
    protected BrokenChains store() {
        return new DynamoBrokenChains(DynamoLocal.calls(CLIENT), tables);
    }

    @Override
    protected int records() {
        return CLIENT.scan(request -> request.tableName(tables.audit())).count();
    }
}
