package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.PersonalKeys;
import dev.tollgate.core.record.PersonalKeysContract;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DynamoPersonalKeysTest extends PersonalKeysContract {
    private final DynamoPersonalKeys keys =
            new DynamoPersonalKeys(DynamoLocal.calls(DynamoLocal.client()), DynamoLocal.newTable("registry"));

    @Override
    protected PersonalKeys keys() {
        return keys;
    }

    @Override
    protected void erase(String whose) throws StoreException {
        keys.erase(whose, soon());
    }

    @Test
    void tellsWhetherThereWasAKey() throws StoreException {
        keys.keep("ada", new byte[32], soon());

        assertTrue(keys.erase("ada", soon()));
        assertFalse(keys.erase("ada", soon()));
    }
}
