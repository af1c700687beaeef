package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PeopleTest {
    private static final Pseudonyms TENANT = new Pseudonyms(new byte[32]);

    private final InMemoryPersonalKeys keys = new InMemoryPersonalKeys();
    private final AtomicLong nanos = new AtomicLong();
    private Instant now = Instant.parse("2026-11-28T00:00:00Z");

    @Test
    void everyFunctionCallsAPersonAlike() throws StoreException {
        assertEquals(person(function(1), "beth"), person(function(2), "beth"));
        assertEquals(person(function(1), "user:beth"), person(function(2), "beth"));
        assertNotEquals(person(function(1), "beth"), person(function(1), "ada"));
        assertTrue(person(function(1), "beth").matches("p\\.[A-Za-z0-9_-]{22}"));
    }

    @Test
    void whoIsKnownIsNotReadAgainForAWhile() throws StoreException {
        TenantPseudonyms function = function(1);
        person(function, "beth");
        person(function, "beth");
        assertEquals(1, keys.reads);

        nanos.addAndGet(People.REMEMBERED.toNanos());
        person(function, "beth");
        assertEquals(2, keys.reads);
    }

    @Test
    void afterErasureNoKeyTellsWhoseTheOldPseudonymWas() throws StoreException {
        TenantPseudonyms function = function(1);
        String before = person(function, "beth");
        keys.erase(People.whose(TENANT, People.PERSON, "beth"));

        assertNotEquals(before, person(function(2), "beth"));
        nanos.addAndGet(People.REMEMBERED.toNanos());
        assertEquals(person(function(2), "beth"), person(function, "beth"));
        assertNotEquals(before, TENANT.of("person", "beth"), "the tenant's key is no help");
    }

    @Test
    void oneRequestCallsAPersonAlikeToItsEnd() throws StoreException {
        Pseudonyms request = function(1).get(soon());
        String before = request.of("person", "beth");
        keys.erase(People.whose(TENANT, People.PERSON, "beth"));
        nanos.addAndGet(People.REMEMBERED.toNanos());
        keys.isDown = true;

        assertEquals(before, request.of("person", "beth"));
    }

    @Test
    void addressesHaveAKeyForEachMonth() throws StoreException {
        TenantPseudonyms function = function(1);
        String november = function.get(soon()).of("address", "192.0.2.1");
        now = Instant.parse("2026-12-01T00:00:00Z");
        String december = function.get(soon()).of("address", "192.0.2.1");

        assertNotEquals(november, december);
        assertEquals(2, keys.count());
        function.get(soon()).of("address", "192.0.2.2");
        assertEquals(2, keys.count());
    }

    @Test
    void whatIsNoPersonNeedsNoKeyOfItsOwn() throws StoreException {
        Pseudonyms request = function(1).get(soon());

        assertEquals(TENANT.of("session", "s-1"), request.of("session", "s-1"));
        assertEquals(TENANT.digestOf("x", new byte[3]), request.digestOf("x", new byte[3]));
        assertEquals(0, keys.reads);
    }

    @Test
    void withoutTheKeyThereIsNoPseudonym() throws StoreException {
        keys.isDown = true;
        Pseudonyms request = function(1).get(soon());

        var refused = assertThrows(NoPersonalKeyException.class, () -> request.of("person", "beth"));
        assertFalse(refused.getMessage().contains("beth"));
    }

    private TenantPseudonyms function(int seed) {
        var people = new People(keys, new Random(seed), nanos::get);
        return new TenantPseudonyms(deadline -> Optional.of(TENANT), people, () -> now);
    }

    private static String person(TenantPseudonyms function, String name) throws StoreException {
        return function.get(soon()).of("person", name);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
