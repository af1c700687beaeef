package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Base32;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.store.RegistryTable.Values;
import dev.tollgate.core.store.RegistryTable.Write;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static dev.tollgate.core.store.RegistryItems.KEYS;
import static dev.tollgate.core.store.RegistryItems.STATUS;

/**
 * Changes the registry: agents, keys, bundles. Whoever may write to the table may do this; the functions cannot. What
 * touches several items happens in one transaction.
 */
public final class RegistryAdministration {
    /** How often a change is tried that another one keeps overtaking. */
    private static final int TRIES = 3;

    private final RegistryTable table;
    private final BundlePublications bundles;
    private final RedactionKeys redactionKeys;
    private final PostureOrders postures;
    private final HookRegistrations hooks;
    private final InstantSource clock;
    private final SecureRandom random;

    public RegistryAdministration(DynamoDbClient client, String table) {
        this(client, table, InstantSource.system(), new SecureRandom());
    }

    public RegistryAdministration(DynamoDbClient client, String table, InstantSource clock, SecureRandom random) {
        this.table = new RegistryTable(client, table);
        this.bundles = new BundlePublications(this.table, clock);
        this.redactionKeys = new RedactionKeys(this.table, clock, random);
        this.postures = new PostureOrders(this.table, clock);
        this.hooks = new HookRegistrations(this.table, clock);
        this.clock = clock;
        this.random = random;
    }

    /** An entry of the registry, and since when it is there. */
    public record Listed<T>(T entry, Instant created) {}

    /** @param revoked the key that had to make room, when the agent had two */
    public record Rotation(KeyToken token, Optional<String> revoked) {}

    /**
     * Puts a bundle into the registry and makes it the active one. Publishing the active one again changes nothing.
     *
     * @param canonical the bundle as the compiler made it
     * @param signature of its digest, for functions that trust certain keys only
     */
    public Publication publish(String name, byte[] canonical, Optional<byte[]> signature)
            throws StoreException, AdministrationException {
        makeTenantKey();
        redactionKeys.makeFirst();
        return bundles.publish(name, canonical, signature);
    }

    /** @param digest which bundle, its first letters are enough; empty for the active one */
    public Publication publication(Optional<String> digest) throws StoreException, AdministrationException {
        return bundles.publication(digest);
    }

    /** @param digest which bundle, its first letters are enough; empty for the one that was active before */
    public Publication rollBack(Optional<String> digest) throws StoreException, AdministrationException {
        return bundles.rollBack(digest);
    }

    /** Newest first. */
    public List<Publication> publications() throws StoreException {
        return bundles.list();
    }

    /** The keys that pseudonyms in answers are made with. */
    public RedactionKeys redactionKeys() {
        return redactionKeys;
    }

    /** Postures as operators set them. */
    public PostureOrders postures() {
        return postures;
    }

    /** Whether such an agent is registered. */
    public boolean hasAgent(String id) throws StoreException {
        return Agent.isId(id) && table.get(RegistryItems.agentKey(id)).isPresent();
    }

    /** The hooks whose journals are taken. */
    public HookRegistrations hooks() {
        return hooks;
    }

    /** @return the agent's first key, which nobody can read again */
    public KeyToken createAgent(String id, String purpose, String owner, List<String> roles)
            throws StoreException, AdministrationException {
        if (!Agent.isId(id)) {
            throw new AdministrationException(
                    "'" + id + "' is no agent's id: expected 1 to 64 letters, digits, '.', '_', "
                            + "'@' or '-', beginning with a letter or digit");
        }
        KeyToken token = KeyToken.random(random);
        var agent = new Agent(id, purpose, owner, roles, Agent.Status.ACTIVE, List.of(token.keyId()));
        makeTenantKey();
        Instant now = clock.instant();
        Optional<Integer> unmet = table.writeAll(List.of(
                new Write.NewItem(RegistryItems.item(agent, now), RegistryTable.ABSENT, Values.NONE),
                newKey(ownKey(id, token), now),
                new Write.NewItem(RegistryItems.listedAgentKey(id), RegistryTable.ABSENT, Values.NONE)));
        if (unmet.isPresent()) {
            throw new AdministrationException(
                    "the agent '" + id + "' exists already; 'agent rotate' gives it a new key");
        }
        return token;
    }

    /** Gives an agent a new key. The older of two keys is revoked by it, so that one can be replaced while in use. */
    public Rotation rotate(String id) throws StoreException, AdministrationException {
        for (int tried = 0; tried < TRIES; tried++) {
            Agent agent = agent(id);
            KeyToken token = KeyToken.random(random);
            var keys = new ArrayList<>(agent.keyIds());
            keys.add(token.keyId());
            Optional<String> revoked =
                    keys.size() > Agent.MOST_KEYS ? Optional.of(keys.removeFirst()) : Optional.empty();
            var writes = new ArrayList<Write>();
            writes.add(changeKeys(agent, keys));
            writes.add(newKey(ownKey(id, token), clock.instant()));
            revoked.ifPresent(old -> writes.add(retire(old, AccessKey.Status.ROTATED)));
            if (table.writeAll(writes).isEmpty()) {
                return new Rotation(token, revoked);
            }
        }
        throw overtaken("the agent '" + id + "'");
    }

    /** @return false when it was suspended already */
    public boolean suspend(String id) throws StoreException, AdministrationException {
        return setStatus(id, Agent.Status.SUSPENDED);
    }

    /** @return false when it was active already */
    public boolean resume(String id) throws StoreException, AdministrationException {
        return setStatus(id, Agent.Status.ACTIVE);
    }

    /** Sorted by id. */
    public List<Listed<Agent>> agents() throws StoreException {
        return table.scan(RegistryItems.AGENT_SORT_KEY).stream()
                .map(item -> new Listed<>(RegistryItems.agent(item), RegistryItems.created(item)))
                .sorted(Comparator.comparing(listed -> listed.entry().id()))
                .toList();
    }

    /**
     * A key for an enforcer, an approver or an auditor. An agent's own keys come with {@link #createAgent} and {@link
     * #rotate}, which see to it that there are never more than two.
     */
    public KeyToken createKey(KeyGrant grant) throws StoreException, AdministrationException {
        if (grant.role() == AccessKey.Role.AGENT) {
            throw new AdministrationException(
                    "an agent's own keys are made by 'agent create' and 'agent rotate'; here, give an identity");
        }
        makeTenantKey();
        KeyToken token = KeyToken.random(random);
        var key = accessKey(token.keyId(), grant, Optional.of(token.secretHash()));
        if (!table.putIfAbsent(RegistryItems.item(key, clock.instant()))) {
            throw overtaken("the new key");
        }
        return token;
    }

    /**
     * Lets in an identity that API Gateway verifies; it has no secret here.
     *
     * @param identity {@code jwt:<subject>} or {@code iam:<ARN of a user or role>}
     */
    public void admitIdentity(String identity, KeyGrant grant) throws StoreException, AdministrationException {
        makeTenantKey();
        var key = accessKey(identity, grant, Optional.empty());
        var writes = new ArrayList<Write>();
        Values revoked =
                new Values(Map.of("#status", STATUS), Map.of(":revoked", RegistryItems.word(AccessKey.Status.REVOKED)));
        writes.add(new Write.NewItem(
                RegistryItems.item(key, clock.instant()), RegistryTable.ABSENT + " OR #status = :revoked", revoked));
        if (grant.role() == AccessKey.Role.AGENT) {
            String agent = onlyAgent(grant);
            writes.add(new Write.Check(RegistryItems.agentKey(agent), RegistryTable.PRESENT, Values.NONE));
        }
        Optional<Integer> unmet = table.writeAll(writes);
        if (unmet.isPresent()) {
            throw new AdministrationException(
                    unmet.get() == 0
                            ? "the identity '" + identity
                                    + "' is let in already; revoke it first to change what it may do"
                            : "there is no agent '" + onlyAgent(grant) + "'");
        }
    }

    /** @return false when it was revoked already */
    public boolean revokeKey(String id) throws StoreException, AdministrationException {
        for (int tried = 0; tried < TRIES; tried++) {
            AccessKey key = table.get(RegistryItems.accessKeyKey(id))
                    .map(RegistryItems::accessKey)
                    .orElseThrow(() -> new AdministrationException("there is no key '" + id + "'"));
            if (key.status() != AccessKey.Status.ACTIVE) {
                return false;
            }
            var writes = new ArrayList<Write>();
            writes.add(retire(id, AccessKey.Status.REVOKED));
            Optional<Agent> owner = ownerOf(key);
            owner.ifPresent(agent -> writes.add(changeKeys(
                    agent,
                    agent.keyIds().stream().filter(each -> !each.equals(id)).toList())));
            if (table.writeAll(writes).isEmpty()) {
                return true;
            }
        }
        throw overtaken("the key '" + id + "'");
    }

    /** Sorted by role, then by id. */
    public List<Listed<AccessKey>> keys() throws StoreException {
        return table.scan(RegistryItems.KEY_SORT_KEY).stream()
                .filter(item -> RegistryItems.text(item, RegistryItems.PK).startsWith("K#"))
                .map(item -> new Listed<>(RegistryItems.accessKey(item), RegistryItems.created(item)))
                .sorted(Comparator.comparing(
                                (Listed<AccessKey> listed) -> listed.entry().role())
                        .thenComparing(listed -> listed.entry().id()))
                .toList();
    }

    /** The key under which records hold digests and pseudonyms. Made once; a second one would tear the records apart. */
    private void makeTenantKey() throws StoreException {
        if (table.get(RegistryItems.tenantKeyKey()).isPresent()) {
            return;
        }
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        var item = new HashMap<>(RegistryItems.tenantKeyKey());
        item.put(RegistryItems.ID, RegistryItems.text(Base32.random(random, 10)));
        item.put(RegistryItems.TENANT_KEY, AttributeValue.fromB(SdkBytes.fromByteArray(secret)));
        item.put(RegistryItems.CREATED, RegistryItems.time(clock.instant()));
        table.putIfAbsent(item);
    }

    private Agent agent(String id) throws StoreException, AdministrationException {
        return table.get(RegistryItems.agentKey(id))
                .map(RegistryItems::agent)
                .orElseThrow(() -> new AdministrationException("there is no agent '" + id + "'"));
    }

    private boolean setStatus(String id, Agent.Status status) throws StoreException, AdministrationException {
        if (agent(id).status() == status) {
            return false;
        }
        Values values = new Values(Map.of("#status", STATUS), Map.of(":status", RegistryItems.word(status)));
        table.writeAll(List.of(
                new Write.Change(RegistryItems.agentKey(id), "SET #status = :status", RegistryTable.PRESENT, values)));
        return true;
    }

    private Optional<Agent> ownerOf(AccessKey key) throws StoreException {
        if (key.role() != AccessKey.Role.AGENT || key.agents().size() != 1) {
            return Optional.empty();
        }
        return table.get(RegistryItems.agentKey(key.agents().getFirst()))
                .map(RegistryItems::agent)
                .filter(agent -> agent.keyIds().contains(key.id()));
    }

    private static String onlyAgent(KeyGrant grant) throws AdministrationException {
        if (grant.agents().size() != 1 || !Agent.isId(grant.agents().getFirst())) {
            throw new AdministrationException("a key with role agent is for one agent: give its id, not a pattern");
        }
        return grant.agents().getFirst();
    }

    private static AccessKey ownKey(String agent, KeyToken token) {
        var grant = new KeyGrant(AccessKey.Role.AGENT, List.of(agent), List.of("*"), Optional.empty());
        return accessKey(token.keyId(), grant, Optional.of(token.secretHash()));
    }

    private static AccessKey accessKey(String id, KeyGrant grant, Optional<String> secretHash) {
        return new AccessKey(
                id,
                grant.role(),
                grant.agents(),
                grant.servers(),
                grant.expires(),
                AccessKey.Status.ACTIVE,
                secretHash,
                grant.holder());
    }

    private static Write newKey(AccessKey key, Instant now) {
        return new Write.NewItem(RegistryItems.item(key, now), RegistryTable.ABSENT, Values.NONE);
    }

    private static Write retire(String keyId, AccessKey.Status status) {
        Values values = new Values(Map.of("#status", STATUS), Map.of(":status", RegistryItems.word(status)));
        return new Write.Change(
                RegistryItems.accessKeyKey(keyId), "SET #status = :status", RegistryTable.PRESENT, values);
    }

    /** Holds only while the agent's keys are the ones that were read. */
    private static Write changeKeys(Agent agent, List<String> keys) {
        Values values = new Values(
                Map.of("#keys", KEYS),
                Map.of(":keys", RegistryItems.texts(keys), ":before", RegistryItems.texts(agent.keyIds())));
        return new Write.Change(RegistryItems.agentKey(agent.id()), "SET #keys = :keys", "#keys = :before", values);
    }

    private static AdministrationException overtaken(String what) {
        return new AdministrationException("something else changed " + what + " at the same moment; do it again");
    }
}
