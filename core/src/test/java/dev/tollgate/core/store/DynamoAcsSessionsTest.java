package dev.tollgate.core.store;

import dev.tollgate.core.hook.AcsSessions;
import dev.tollgate.core.hook.AcsSessionsContract;

class DynamoAcsSessionsTest extends AcsSessionsContract {
    private static final AcsSessions SESSIONS =
            new DynamoAcsSessions(DynamoLocal.calls(DynamoLocal.client()), DynamoLocal.newTable("state"));

    @Override
    protected AcsSessions sessions() {
        return SESSIONS;
    }
}
