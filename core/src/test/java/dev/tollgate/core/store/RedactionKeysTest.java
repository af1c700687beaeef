package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.redact.PseudonymKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RedactionKeysTest {
    private static final DynamoDbClient CLIENT = DynamoLocal.client();

    private final String table = DynamoLocal.newTable("registry");
    private final RedactionKeys keys = new RedactionKeys(CLIENT, table);
    private final DynamoPseudonymKeys functions = new DynamoPseudonymKeys(DynamoLocal.calls(CLIENT), table);

    @Test
    void makesTheFirstKeyOnce() throws Exception {
        keys.makeFirst();
        PseudonymKey made = active();
        keys.makeFirst();

        assertEquals("k1", made.id());
        assertEquals(List.of("k1 true"), listed());
        assertFalse(Arrays.equals(new byte[32], made.secret()));
    }

    @Test
    void newTokensAreMadeWithTheNewestKeyAndTheOthersStay() throws Exception {
        keys.makeFirst();
        byte[] first = active().secret();

        assertEquals("k2", keys.rotate());
        assertEquals("k2", active().id());
        assertFalse(Arrays.equals(first, active().secret()));
        assertEquals(List.of("k1 false", "k2 true"), listed());
    }

    @Test
    void withoutAKeyNothingIsRedactedAndTheCauseIsTold() throws Exception {
        assertThrows(StoreException.class, this::active);
        assertEquals("k1", keys.rotate());
        assertEquals("k1", active().id());
    }

    private PseudonymKey active() throws StoreException {
        return functions.active(Deadline.in(Duration.ofMinutes(1)));
    }

    private List<String> listed() throws StoreException {
        return keys.list().stream().map(key -> key.id() + " " + key.isActive()).toList();
    }
}
