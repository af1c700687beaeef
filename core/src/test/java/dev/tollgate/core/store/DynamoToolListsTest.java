package dev.tollgate.core.store;

import dev.tollgate.core.hook.ToolLists;
import dev.tollgate.core.hook.ToolListsContract;

class DynamoToolListsTest extends ToolListsContract {
    private static final ToolLists LISTS =
            new DynamoToolLists(DynamoLocal.calls(DynamoLocal.client()), DynamoLocal.newTable("state"));

    @Override
    protected ToolLists lists() {
        return LISTS;
    }
}
