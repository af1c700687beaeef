package dev.tollgate.cli;

import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.BundleSignature;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.DynamoBundles;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoDirectory;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.core.store.Publication;
import dev.tollgate.core.store.RegistryAdministration;
import dev.tollgate.core.store.RegistryAdministration.Rotation;
import dev.tollgate.core.store.Tables;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What administration writes, and that the functions' readers read it. */
class RegistryAdministrationTest {
    @RegisterExtension
    static final LocalTables dynamoDb = new LocalTables();

    private Tables tables;
    private RegistryAdministration registry;
    private DynamoDirectory directory;

    @BeforeEach
    void emptyTables() {
        tables = dynamoDb.newTables();
        registry = new RegistryAdministration(dynamoDb.client(), tables.registry());
        directory = new DynamoDirectory(new DynamoCalls(dynamoDb.client()), tables.registry());
    }

    @Test
    void anAgentComesWithAKeyForItselfAlone() throws Exception {
        KeyToken token = registry.createAgent("bot", "reports", "ada", List.of("analyst", "reader"));

        Agent expected = new Agent(
                "bot", "reports", "ada", List.of("analyst", "reader"), Agent.Status.ACTIVE, List.of(token.keyId()));
        assertEquals(Optional.of(expected), directory.agent("bot", soon()));
        AccessKey key = key(token.keyId());
        assertEquals(AccessKey.Role.AGENT, key.role());
        assertEquals(List.of("bot"), key.agents());
        assertEquals(List.of("*"), key.servers());
        assertEquals(Optional.of(token.secretHash()), key.secretHash());
        assertTrue(key.liveAt(Instant.now()));
    }

    @Test
    void anAgentIsCreatedOnce() throws Exception {
        registry.createAgent("bot", "reports", "ada", List.of());

        assertRefused(
                "the agent 'bot' exists already; 'agent rotate' gives it a new key",
                () -> registry.createAgent("bot", "other", "eve", List.of()));
        assertEquals("ada", directory.agent("bot", soon()).orElseThrow().owner());
        assertEquals(1, registry.keys().size());
    }

    @Test
    void rotationKeepsTheKeyBeforeAndRevokesTheOneBeforeThat() throws Exception {
        KeyToken first = registry.createAgent("bot", "reports", "ada", List.of());

        Rotation second = registry.rotate("bot");
        assertEquals(Optional.empty(), second.revoked());
        assertTrue(key(first.keyId()).liveAt(Instant.now()));

        Rotation third = registry.rotate("bot");
        assertEquals(Optional.of(first.keyId()), third.revoked());
        assertFalse(key(first.keyId()).liveAt(Instant.now()));
        assertEquals(
                List.of(second.token().keyId(), third.token().keyId()),
                directory.agent("bot", soon()).orElseThrow().keyIds());
    }

    @Test
    void rotationsAtTheSameTimeNeverLeaveMoreThanTwoLiveKeys() throws Exception {
        registry.createAgent("bot", "reports", "ada", List.of());
        Callable<Boolean> rotation = () -> {
            try {
                registry.rotate("bot");
                return true;
            } catch (AdministrationException | StoreException overtaken) {
                return false;
            }
        };
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> future : threads.invokeAll(java.util.Collections.nCopies(6, rotation))) {
                future.get();
            }
        }

        List<String> live = registry.keys().stream()
                .filter(listed -> listed.entry().liveAt(Instant.now()))
                .map(listed -> listed.entry().id())
                .sorted()
                .toList();
        assertEquals(2, live.size());
        assertEquals(
                live,
                directory.agent("bot", soon()).orElseThrow().keyIds().stream()
                        .sorted()
                        .toList());
    }

    @Test
    void whoIsNotThereCannotBeChanged() {
        assertRefused("there is no agent 'bot'", () -> registry.rotate("bot"));
        assertRefused("there is no agent 'bot'", () -> registry.suspend("bot"));
        assertRefused("there is no key 'abc'", () -> registry.revokeKey("abc"));
    }

    @Test
    void anAgentIsSuspendedUntilItIsResumed() throws Exception {
        registry.createAgent("bot", "reports", "ada", List.of());

        assertTrue(registry.suspend("bot"));
        assertFalse(registry.suspend("bot"));
        assertEquals(
                Agent.Status.SUSPENDED,
                directory.agent("bot", soon()).orElseThrow().status());
        assertTrue(registry.resume("bot"));
        assertEquals(
                Agent.Status.ACTIVE,
                directory.agent("bot", soon()).orElseThrow().status());
    }

    @Test
    void aRevokedKeyIsNoLongerTheAgents() throws Exception {
        KeyToken token = registry.createAgent("bot", "reports", "ada", List.of());

        assertTrue(registry.revokeKey(token.keyId()));
        assertFalse(registry.revokeKey(token.keyId()));
        assertFalse(key(token.keyId()).liveAt(Instant.now()));
        assertEquals(List.of(), directory.agent("bot", soon()).orElseThrow().keyIds());
    }

    @Test
    void aKeyHasItsScopeAndExpiry() throws Exception {
        Instant expires = Instant.parse("2030-01-01T00:00:00Z");
        var grant = new KeyGrant(
                AccessKey.Role.ENFORCER, List.of("report-*", "user:*"), List.of("crm"), Optional.of(expires));

        KeyToken token = registry.createKey(grant);

        assertEquals(
                new AccessKey(
                        token.keyId(),
                        AccessKey.Role.ENFORCER,
                        List.of("report-*", "user:*"),
                        List.of("crm"),
                        Optional.of(expires),
                        AccessKey.Status.ACTIVE,
                        Optional.of(token.secretHash())),
                key(token.keyId()));
    }

    @Test
    void anAgentsKeyIsNotMadeWithoutItsAgent() {
        var grant = new KeyGrant(AccessKey.Role.AGENT, List.of("bot"), List.of("*"), Optional.empty());

        assertRefused(
                "an agent's own keys are made by 'agent create' and 'agent rotate'; here, give an identity",
                () -> registry.createKey(grant));
        assertRefused("there is no agent 'bot'", () -> registry.admitIdentity("jwt:bot", grant));
    }

    @Test
    void anIdentityIsLetInWithoutASecretAndOnce() throws Exception {
        registry.createAgent("bot", "reports", "ada", List.of());
        var grant = new KeyGrant(AccessKey.Role.AGENT, List.of("bot"), List.of("*"), Optional.empty());

        registry.admitIdentity("jwt:bot@issuer", grant);

        assertEquals(Optional.empty(), key("jwt:bot@issuer").secretHash());
        assertRefused(
                "the identity 'jwt:bot@issuer' is let in already; revoke it first to change what it may do",
                () -> registry.admitIdentity("jwt:bot@issuer", grant));
        registry.revokeKey("jwt:bot@issuer");
        assertFalse(key("jwt:bot@issuer").liveAt(Instant.now()));
        registry.admitIdentity("jwt:bot@issuer", grant);
        assertTrue(key("jwt:bot@issuer").liveAt(Instant.now()));
        assertEquals(1, directory.agent("bot", soon()).orElseThrow().keyIds().size());
    }

    @Test
    void theTenantKeyIsMadeOnce() throws Exception {
        registry.createAgent("bot", "reports", "ada", List.of());
        var made = dynamoDb.item(tables.registry(), "TENANT", "KEY");

        registry.createAgent("bot-2", "reports", "ada", List.of());
        registry.publish("b", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), Optional.empty());

        assertEquals(32, made.get("key").b().asByteArray().length);
        assertEquals(made, dynamoDb.item(tables.registry(), "TENANT", "KEY"));
    }

    @Test
    void aPublishedBundleIsTheOneThatFunctionsLoad() throws Exception {
        CompiledBundle compiled = Compiler.compile(BundleFolder.ofRepository("infra/bundle"));

        Publication publication = registry.publish("starter", compiled.canonical(), Optional.empty());

        var bundles = new DynamoBundles(new DynamoCalls(dynamoDb.client()), tables.registry(), List.of());
        assertEquals(Optional.of(compiled.digest()), bundles.active(soon()));
        assertEquals(compiled.bundle(), bundles.load(publication.digest(), soon()));
    }

    @Test
    void functionsThatTrustAKeyTakeOnlyWhatItSigned() throws Exception {
        CompiledBundle compiled = Compiler.compile(BundleFolder.ofRepository("infra/bundle"));
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair later = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var dynamo = new DynamoCalls(dynamoDb.client());
        var trusting = new DynamoBundles(dynamo, tables.registry(), List.of(key.getPublic()));
        var changing = new DynamoBundles(dynamo, tables.registry(), List.of(later.getPublic(), key.getPublic()));
        registry.publish("starter", compiled.canonical(), Optional.empty());
        assertThrows(BundleException.class, () -> trusting.load(compiled.digest(), soon()));

        byte[] ofAnother =
                BundleSignature.sign(compiled.digest(), later.getPrivate().getEncoded());
        registry.publish("starter", compiled.canonical(), Optional.of(ofAnother));
        var refused = assertThrows(BundleException.class, () -> trusting.load(compiled.digest(), soon()));
        assertTrue(refused.getMessage().endsWith("is not signed with a key that this function trusts"));
        assertEquals(compiled.bundle(), changing.load(compiled.digest(), soon()));

        byte[] signature =
                BundleSignature.sign(compiled.digest(), key.getPrivate().getEncoded());
        registry.publish("starter", compiled.canonical(), Optional.of(signature));
        assertEquals(compiled.bundle(), trusting.load(compiled.digest(), soon()));
    }

    @Test
    void aLargeBundleIsKeptInPartsInOrder() throws Exception {
        byte[] large = incompressible(3_000_000);

        Publication publication = registry.publish("large", large, Optional.empty());

        var meta = dynamoDb.item(tables.registry(), "B#" + publication.digest(), "META");
        int parts = Integer.parseInt(meta.get("parts").n());
        assertTrue(parts > 5, "parts: " + parts);
        var packed = new java.io.ByteArrayOutputStream();
        for (int part = 0; part < parts; part++) {
            var item = dynamoDb.item(tables.registry(), "B#" + publication.digest(), "P#%03d".formatted(part));
            packed.writeBytes(item.get("data").b().asByteArray());
        }
        try (var gzip = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(packed.toByteArray()))) {
            assertArrayEquals(large, gzip.readAllBytes());
        }
    }

    @Test
    void rollbackPointsAtTheBundleBeforeAndBackAgain() throws Exception {
        Publication first = publish("{\"a\":1}");
        Publication second = publish("{\"a\":2}");

        assertEquals(first.digest(), registry.rollBack(Optional.empty()).digest());
        assertEquals(second.digest(), registry.rollBack(Optional.empty()).digest());
        assertEquals(
                first.digest(),
                registry.rollBack(Optional.of(first.digest().substring(7, 15))).digest());

        List<Publication> publications = registry.publications();
        assertEquals(5, publications.size());
        assertEquals(
                List.of(true, false, false, false, false),
                publications.stream().map(Publication::active).toList());
        assertEquals(first.digest(), publications.getFirst().digest());
    }

    @Test
    void rollbackRefusesWhatItCannotFind() throws Exception {
        assertRefused("no bundle is active; publish one first", () -> registry.rollBack(Optional.empty()));
        Publication only = publish("{}");

        assertRefused("there is no earlier bundle to go back to", () -> registry.rollBack(Optional.empty()));
        assertRefused(
                "the bundle " + only.digest() + " is the active one already",
                () -> registry.rollBack(Optional.of(only.digest())));
        assertRefused(
                "no bundle sha256:00000000 was ever published here", () -> registry.rollBack(Optional.of("00000000")));
        assertRefused("give at least 6 hex digits of the digest", () -> registry.rollBack(Optional.of("00")));
    }

    @Test
    void publishingTheActiveBundleAgainChangesNothing() throws Exception {
        Publication first = publish("{}");

        assertEquals(first, publish("{}"));
        assertEquals(1, registry.publications().size());
    }

    @Test
    void publicationsAreInOrderWhateverTheClocksSay() throws Exception {
        Instant now = Instant.parse("2026-11-23T10:00:00.123456Z");
        var early = new RegistryAdministration(
                dynamoDb.client(), tables.registry(), InstantSource.fixed(now), new SecureRandom());
        var late = new RegistryAdministration(
                dynamoDb.client(),
                tables.registry(),
                InstantSource.fixed(now.minus(Duration.ofHours(1))),
                new SecureRandom());
        Publication first =
                early.publish("first", "1".getBytes(java.nio.charset.StandardCharsets.UTF_8), Optional.empty());

        Publication second =
                late.publish("second", "2".getBytes(java.nio.charset.StandardCharsets.UTF_8), Optional.empty());

        assertTrue(second.at().isAfter(first.at()));
        assertEquals("second", registry.publications().getFirst().name());
        assertNotEquals(first.digest(), second.digest());
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        var nowhere = new RegistryAdministration(dynamoDb.client(), "nowhere");

        StoreException refused = assertThrows(StoreException.class, nowhere::agents);
        assertEquals("there is no table 'nowhere' there", refused.getMessage());
    }

    private Publication publish(String text) throws StoreException, AdministrationException {
        return registry.publish("b", text.getBytes(java.nio.charset.StandardCharsets.UTF_8), Optional.empty());
    }

    private AccessKey key(String id) throws StoreException {
        return directory.key(id, soon()).orElseThrow();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10));
    }

    private static byte[] incompressible(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static void assertRefused(String message, Executable act) {
        assertEquals(message, assertThrows(AdministrationException.class, act).getMessage());
    }
}
