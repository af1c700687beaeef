package dev.tollgate.core.store;

import dev.tollgate.core.hook.CallLinks;
import dev.tollgate.core.hook.CallLinksContract;

class DynamoCallLinksTest extends CallLinksContract {
    private static final CallLinks LINKS =
            new DynamoCallLinks(DynamoLocal.calls(DynamoLocal.client()), DynamoLocal.newTable("state"));

    @Override
    protected CallLinks links() {
        return LINKS;
    }
}
