package dev.tollgate.cli;

import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.journal.RegisteredHook;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.AgentReactions;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.core.store.PostureOrder;
import dev.tollgate.core.store.Publication;
import dev.tollgate.core.store.RegistryAdministration;
import dev.tollgate.core.store.RegistryAdministration.Rotation;
import dev.tollgate.core.store.RegistryKind;
import dev.tollgate.core.watch.StepDown;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Administrative acts, each with its audit record: what is reported as done is recorded. */
public final class Administration {
    private final RegistryAdministration registry;
    private final AdminLog log;

    public Administration(RegistryAdministration registry, AdminLog log) {
        this.registry = registry;
        this.log = log;
    }

    /** @param signature of the bundle's digest */
    public Publication publish(CompiledBundle compiled, Optional<byte[]> signature)
            throws StoreException, AdministrationException {
        Publication publication = registry.publish(compiled.bundle().name(), compiled.canonical(), signature);
        record(
                "bundle.publish",
                bundle(publication).put("signed", Json.of(signature.isPresent())),
                "the bundle is active");
        return publication;
    }

    /** @param digest which bundle, its first letters are enough; empty for the one that was active before */
    public Publication rollBack(Optional<String> digest) throws StoreException, AdministrationException {
        Publication publication = registry.rollBack(digest);
        record("bundle.rollback", bundle(publication), "the bundle is active");
        return publication;
    }

    /** @return the agent's first key, which nobody can read again */
    public KeyToken createAgent(String id, String purpose, String owner, List<String> roles)
            throws StoreException, AdministrationException {
        KeyToken token = registry.createAgent(id, purpose, owner, roles);
        var details = agent(id)
                .put("owner", log.person(owner))
                .put("roles", Json.texts(roles))
                .put("key", token.keyId());
        record("agent.create", details, "the agent exists, and 'agent rotate' gives it a key");
        return token;
    }

    public Rotation rotate(String id) throws StoreException, AdministrationException {
        Rotation rotation = registry.rotate(id);
        var details = agent(id).put("key", rotation.token().keyId()).put("revoked", rotation.revoked());
        record("agent.rotate", details, "the agent has a new key, which nobody knows; do it again");
        return rotation;
    }

    /** @return false when it was suspended already */
    public boolean suspend(String id) throws StoreException, AdministrationException {
        boolean changed = registry.suspend(id);
        if (changed) {
            record("agent.suspend", agent(id), "the agent is suspended");
        }
        return changed;
    }

    /** @return false when it was active already */
    public boolean resume(String id) throws StoreException, AdministrationException {
        boolean changed = registry.resume(id);
        if (changed) {
            record("agent.resume", agent(id), "the agent is active");
        }
        return changed;
    }

    public KeyToken createKey(KeyGrant grant) throws StoreException, AdministrationException {
        KeyToken token = registry.createKey(grant);
        record(
                "key.create",
                key(token.keyId(), grant).put("holder", holder(grant)),
                "there is a new key, which nobody knows; revoke " + token.keyId());
        return token;
    }

    public void admitIdentity(String identity, KeyGrant grant) throws StoreException, AdministrationException {
        registry.admitIdentity(identity, grant);
        record("key.create", key(recorded(identity), grant).put("holder", holder(grant)), "the identity is let in");
    }

    /** @return false when it was revoked already */
    public boolean revokeKey(String id) throws StoreException, AdministrationException {
        boolean changed = registry.revokeKey(id);
        if (changed) {
            record("key.revoke", Json.object().put("key", recorded(id)), "the key is revoked");
        }
        return changed;
    }

    /** @return the new key's id */
    public String rotateRedactionKey() throws StoreException, AdministrationException {
        String id = registry.redactionKeys().rotate();
        record("redaction-key.rotate", Json.object().put("key", id), "pseudonyms are made with key " + id);
        return id;
    }

    /**
     * The operator's reason is recorded as a pseudonym: whoever has the words can tell that they were these.
     *
     * @param lasts until it is cleared, when empty
     */
    public PostureOrder setPosture(PostureScope scope, Posture posture, String reason, Optional<Duration> lasts)
            throws StoreException, AdministrationException {
        PostureOrder order = registry.postures().set(scope, posture, reason, lasts);
        String done = "the posture is in force";
        var details = PostureCommand.place(Json.object(), scope).put("posture", posture.word());
        order.standing().until().ifPresent(until -> details.put("expires", until.getEpochSecond()));
        recordWithReason("posture.set", details, Optional.of(reason), done);
        return order;
    }

    /** @return false when none was in force */
    public boolean clearPosture(PostureScope scope, Optional<String> reason) throws StoreException {
        Optional<PostureOrder> before = registry.postures().clear(scope);
        if (before.isPresent()) {
            var details = PostureCommand.place(Json.object(), scope)
                    .put("before", before.get().standing().posture().word());
            recordWithReason("posture.clear", details, reason, "the posture is cleared");
        }
        return before.isPresent();
    }

    /** @return false when there was none in force */
    public boolean clearReaction(AgentReactions reactions, String agent, Optional<String> reason, Instant now)
            throws StoreException {
        Optional<StepDown> before = reactions.clear(agent).filter(each -> each.isInForce(now));
        if (before.isPresent()) {
            var details = agent(agent).put("before", before.get().posture().word());
            recordWithReason("reaction.clear", details, reason, "the reaction is ended");
        }
        return before.isPresent();
    }

    private Optional<String> holder(KeyGrant grant) throws StoreException {
        String id = grant.holder().id();
        return id.isEmpty() ? Optional.empty() : Optional.of(log.person(id));
    }

    public void registerHook(RegisteredHook hook) throws StoreException, AdministrationException {
        registry.hooks().register(hook);
        var details = Json.object()
                .put("hook", hook.name())
                .put("public_key", hook.publicKey())
                .put("agents", Json.texts(hook.agents()))
                .put("servers", Json.texts(hook.servers()));
        record("hook.register", details, "the hook is registered");
    }

    /** @return false when it was revoked already */
    public boolean revokeHook(String name) throws StoreException, AdministrationException {
        boolean changed = registry.hooks().revoke(name);
        if (changed) {
            record("hook.revoke", Json.object().put("hook", name), "the hook is revoked");
        }
        return changed;
    }

    /** @param copy the name of the table that it comes from */
    public void beginRestoration(String copy) throws StoreException {
        log.record("registry.restore", Json.object().put("from", copy));
    }

    /** @param restored items of each kind */
    public void endRestoration(String copy, Map<RegistryKind, Long> restored) throws StoreException {
        var kinds = Json.object();
        restored.forEach((kind, items) -> kinds.put(kind.word(), items));
        var details = Json.object().put("from", copy).put("items", kinds.build());
        record("registry.restored", details, "what was missing is put back");
    }

    /** The name is recorded nowhere, nor the pseudonyms that are nobody's from now on. */
    public int erasePerson(PersonalData data, String person) throws StoreException {
        return erased("person.erase", Json.object(), data.erasePerson(person));
    }

    public int eraseAddresses(PersonalData data, YearMonth month) throws StoreException {
        return erased("addresses.erase", Json.object().put("month", month.toString()), data.eraseAddresses(month));
    }

    private int erased(String act, Json.Members details, int keys) throws StoreException {
        record(act, details.put("keys", keys), keys == 1 ? "1 key is deleted" : keys + " keys are deleted");
        return keys;
    }

    /** Before anything is read: that somebody read records stands there, whatever becomes of the rest. */
    public void beginExport(Instant from, Instant to, String format) throws StoreException {
        log.record("audit.export", export(from, to, format));
    }

    public void endExport(Instant from, Instant to, String format, long records) throws StoreException {
        record("audit.exported", export(from, to, format).put("records", records), "the records were exported");
    }

    private static Json.Members export(Instant from, Instant to, String format) {
        return Json.object()
                .put("from", SortableTime.text(from))
                .put("to", SortableTime.text(to))
                .put("format", format);
    }

    /** A token's subject may be a person's name. */
    private String recorded(String keyId) throws StoreException {
        return keyId.startsWith("jwt:") ? "jwt:" + log.person(keyId) : keyId;
    }

    private void record(String act, Json.Members details, String done) throws StoreException {
        try {
            log.record(act, details);
        } catch (StoreException unrecorded) {
            throw unrecorded(done, unrecorded);
        }
    }

    private void recordWithReason(String act, Json.Members details, Optional<String> reason, String done)
            throws StoreException {
        try {
            if (reason.isPresent()) {
                details.put("reason", log.pseudonym("reason", reason.get()));
            }
        } catch (StoreException noKey) {
            throw unrecorded(done, noKey);
        }
        record(act, details, done);
    }

    private static StoreException unrecorded(String done, StoreException why) {
        return new StoreException("it was done but could not be recorded (" + done + "): " + why.getMessage(), why);
    }

    private static Json.Members agent(String id) {
        return Json.object().put("agent", id);
    }

    private static Json.Members bundle(Publication publication) {
        return Json.object().put("bundle", publication.digest()).put("name", publication.name());
    }

    private static Json.Members key(String id, KeyGrant grant) {
        var details = Json.object()
                .put("key", id)
                .put("role", word(grant.role()))
                .put("agents", Json.texts(grant.agents()))
                .put("servers", Json.texts(grant.servers()));
        if (!grant.holder().roles().isEmpty()) {
            details.put("roles", Json.texts(grant.holder().roles()));
        }
        grant.expires().ifPresent(expires -> details.put("expires", expires.getEpochSecond()));
        return details;
    }

    private static String word(AccessKey.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
