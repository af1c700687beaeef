package dev.tollgate.core.store;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Holder;
import dev.tollgate.core.journal.RegisteredHook;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.posture.StandingPosture;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How the registry table keeps what it keeps: every key and attribute name of it stands here, for readers and writers. */
final class RegistryItems {
    static final String PK = "pk";
    static final String SK = "sk";

    static final String AGENT_SORT_KEY = "AGENT";
    static final String KEY_SORT_KEY = "KEY";
    static final String HOOK_SORT_KEY = "HOOK";
    static final String META_SORT_KEY = "META";
    static final String PART_PREFIX = "P#";
    static final String PUBLICATION_PREFIX = "H#";
    private static final String BUNDLES = "BUNDLE";
    private static final String ACTIVE = "ACTIVE";
    private static final String TENANT = "TENANT";

    private static final String AGENT_PARTITION_PREFIX = "A#";
    private static final String KEY_PARTITION_PREFIX = "K#";
    private static final String HOOK_PARTITION_PREFIX = "J#";
    private static final String BUNDLE_PARTITION_PREFIX = "B#";
    private static final String PERSON_PARTITION_PREFIX = "PERSON#";
    private static final Map<String, RegistryKind> KINDS_BY_PREFIX = Map.of(
            AGENT_PARTITION_PREFIX, RegistryKind.AGENTS,
            KEY_PARTITION_PREFIX, RegistryKind.KEYS,
            HOOK_PARTITION_PREFIX, RegistryKind.HOOKS,
            BUNDLE_PARTITION_PREFIX, RegistryKind.BUNDLES,
            PERSON_PARTITION_PREFIX, RegistryKind.PEOPLE);

    static final String REDACTION_KEYS = "REDACTION";
    static final String REDACTION_KEY_PREFIX = "K#";

    /** One item an agent, sorted by id: for lists of them without reading bundles and keys too. */
    static final String AGENTS_PARTITION = "AGENTS";

    /** All postures, so that one query reads them. */
    static final String POSTURES = "POSTURE";

    private static final String GLOBAL = "GLOBAL";
    private static final String SERVER_PREFIX = "S#";
    private static final String AGENT_PREFIX = "A#";

    static final String POSTURE = "posture";
    static final String SINCE = "since";
    static final String EXPIRES = "expires";
    private static final String REASON = "reason";

    static final String ID = "id";
    static final String STATUS = "status";
    static final String CREATED = "created";
    static final String KEYS = "keys";
    static final String DATA = "data";
    static final String DIGEST = "digest";
    static final String NAME = "name";
    static final String PARTS = "parts";
    static final String SIZE = "size";
    static final String AT = "at";
    static final String SIGNATURES = "signatures";
    static final String TENANT_KEY = "key";
    private static final String PURPOSE = "purpose";
    private static final String OWNER = "owner";
    private static final String ROLES = "roles";
    private static final String ROLE = "role";
    private static final String AGENTS = "agents";
    private static final String SERVERS = "servers";
    private static final String HASH = "hash";
    private static final String SUBJECT_TYPE = "subject_type";
    private static final String SUBJECT = "subject";
    private static final String PUBLIC_KEY = "public_key";

    private RegistryItems() {}

    static Map<String, AttributeValue> agentKey(String id) {
        return key(AGENT_PARTITION_PREFIX + id, AGENT_SORT_KEY);
    }

    static Map<String, AttributeValue> listedAgentKey(String id) {
        return key(AGENTS_PARTITION, id);
    }

    static Map<String, AttributeValue> accessKeyKey(String id) {
        return key(KEY_PARTITION_PREFIX + id, KEY_SORT_KEY);
    }

    static Map<String, AttributeValue> hookKey(String name) {
        return key(HOOK_PARTITION_PREFIX + name, HOOK_SORT_KEY);
    }

    static Map<String, AttributeValue> bundlePartKey(String digest, int part) {
        return key(bundlePartition(digest), PART_PREFIX + String.format(Locale.ROOT, "%03d", part));
    }

    static Map<String, AttributeValue> bundleMetaKey(String digest) {
        return key(bundlePartition(digest), META_SORT_KEY);
    }

    static String bundlePartition(String digest) {
        return BUNDLE_PARTITION_PREFIX + digest;
    }

    static Map<String, AttributeValue> activeBundleKey() {
        return key(BUNDLES, ACTIVE);
    }

    static String publicationsPartition() {
        return BUNDLES;
    }

    static Map<String, AttributeValue> publicationKey(String at) {
        return key(BUNDLES, PUBLICATION_PREFIX + at);
    }

    static Map<String, AttributeValue> tenantKeyKey() {
        return key(TENANT, KEY_SORT_KEY);
    }

    /** @param whose a keyed digest */
    static Map<String, AttributeValue> personalKeyKey(String whose) {
        return key(PERSON_PARTITION_PREFIX + whose, KEY_SORT_KEY);
    }

    /** The key that pseudonyms in answers are made with. */
    static Map<String, AttributeValue> activeRedactionKeyKey() {
        return key(REDACTION_KEYS, ACTIVE);
    }

    /** The same key under its id, where it stays when it is no longer the active one. */
    static Map<String, AttributeValue> redactionKeyKey(String id) {
        return key(REDACTION_KEYS, REDACTION_KEY_PREFIX + id);
    }

    static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        return Map.of(PK, item.get(PK), SK, item.get(SK));
    }

    /** Whether it says which one of several others counts. */
    static boolean isPointer(Map<String, AttributeValue> item) {
        return item.get(SK).s().equals(ACTIVE);
    }

    /** Empty for what no version of Tollgate has put there. */
    static Optional<RegistryKind> kind(Map<String, AttributeValue> item) {
        String partition = item.get(PK).s();
        return switch (partition) {
            case AGENTS_PARTITION -> Optional.of(RegistryKind.AGENTS);
            case BUNDLES -> Optional.of(RegistryKind.BUNDLES);
            case POSTURES -> Optional.of(RegistryKind.POSTURES);
            case TENANT -> Optional.of(RegistryKind.TENANT_KEY);
            case REDACTION_KEYS -> Optional.of(RegistryKind.REDACTION_KEYS);
            default ->
                KINDS_BY_PREFIX.entrySet().stream()
                        .filter(each -> partition.startsWith(each.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
        };
    }

    static Map<String, AttributeValue> item(Agent agent, Instant created) {
        var item = new HashMap<>(agentKey(agent.id()));
        item.put(ID, text(agent.id()));
        item.put(PURPOSE, text(agent.purpose()));
        item.put(OWNER, text(agent.owner()));
        item.put(ROLES, texts(agent.roles()));
        item.put(STATUS, word(agent.status()));
        item.put(KEYS, texts(agent.keyIds()));
        item.put(CREATED, time(created));
        return item;
    }

    static Agent agent(Map<String, AttributeValue> item) {
        return new Agent(
                text(item, ID),
                text(item, PURPOSE),
                text(item, OWNER),
                texts(item, ROLES),
                enumOf(Agent.Status.class, text(item, STATUS)),
                texts(item, KEYS));
    }

    static Map<String, AttributeValue> item(AccessKey key, Instant created) {
        var item = new HashMap<>(accessKeyKey(key.id()));
        item.put(ID, text(key.id()));
        item.put(ROLE, word(key.role()));
        item.put(AGENTS, texts(key.agents()));
        item.put(SERVERS, texts(key.servers()));
        key.expires().ifPresent(expires -> item.put(EXPIRES, number(expires.getEpochSecond())));
        item.put(STATUS, word(key.status()));
        key.secretHash().ifPresent(hash -> item.put(HASH, text(hash)));
        if (!key.holder().equals(Holder.UNNAMED)) {
            item.put(SUBJECT_TYPE, text(key.holder().type()));
            item.put(SUBJECT, text(key.holder().id()));
            item.put(ROLES, texts(key.holder().roles()));
        }
        item.put(CREATED, time(created));
        return item;
    }

    static AccessKey accessKey(Map<String, AttributeValue> item) {
        return new AccessKey(
                text(item, ID),
                enumOf(AccessKey.Role.class, text(item, ROLE)),
                texts(item, AGENTS),
                texts(item, SERVERS),
                expires(item),
                enumOf(AccessKey.Status.class, text(item, STATUS)),
                Optional.ofNullable(item.get(HASH)).map(AttributeValue::s),
                holder(item));
    }

    private static Holder holder(Map<String, AttributeValue> item) {
        return item.containsKey(SUBJECT)
                ? new Holder(text(item, SUBJECT_TYPE), text(item, SUBJECT), texts(item, ROLES))
                : Holder.UNNAMED;
    }

    static Map<String, AttributeValue> item(RegisteredHook hook, Instant created) {
        var item = new HashMap<>(hookKey(hook.name()));
        item.put(NAME, text(hook.name()));
        item.put(PUBLIC_KEY, text(hook.publicKey()));
        item.put(AGENTS, texts(hook.agents()));
        item.put(SERVERS, texts(hook.servers()));
        item.put(STATUS, word(hook.status()));
        item.put(CREATED, time(created));
        return item;
    }

    static RegisteredHook hook(Map<String, AttributeValue> item) {
        return new RegisteredHook(
                text(item, NAME),
                text(item, PUBLIC_KEY),
                texts(item, AGENTS),
                texts(item, SERVERS),
                enumOf(AccessKey.Status.class, text(item, STATUS)));
    }

    static Map<String, AttributeValue> postureKey(PostureScope scope) {
        return key(
                POSTURES,
                switch (scope) {
                    case PostureScope.Everything everything -> GLOBAL;
                    case PostureScope.OfServer(String server) -> SERVER_PREFIX + server;
                    case PostureScope.OfAgent(String agent) -> AGENT_PREFIX + agent;
                });
    }

    static Map<String, AttributeValue> item(PostureOrder order) {
        var item = new HashMap<>(postureKey(order.scope()));
        item.put(POSTURE, text(order.standing().posture().word()));
        item.put(SINCE, time(order.standing().since()));
        order.standing().until().ifPresent(until -> item.put(EXPIRES, number(until.getEpochSecond())));
        item.put(REASON, text(order.reason()));
        return item;
    }

    /** Empty when this version does not know what it says. */
    static Optional<PostureOrder> postureOrder(Map<String, AttributeValue> item) {
        return postureScope(item)
                .flatMap(scope -> posture(item).map(standing -> new PostureOrder(scope, standing, text(item, REASON))));
    }

    static Optional<PostureScope> postureScope(Map<String, AttributeValue> item) {
        String sort = text(item, SK);
        if (sort.equals(GLOBAL)) {
            return Optional.of(PostureScope.EVERYTHING);
        }
        if (sort.startsWith(SERVER_PREFIX)) {
            return Optional.of(new PostureScope.OfServer(sort.substring(SERVER_PREFIX.length())));
        }
        return sort.startsWith(AGENT_PREFIX)
                ? Optional.of(new PostureScope.OfAgent(sort.substring(AGENT_PREFIX.length())))
                : Optional.empty();
    }

    static Optional<StandingPosture> posture(Map<String, AttributeValue> item) {
        return Posture.ofWord(text(item, POSTURE))
                .map(posture -> new StandingPosture(posture, Instant.parse(text(item, SINCE)), expires(item)));
    }

    private static Optional<Instant> expires(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(EXPIRES))
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds.n())));
    }

    /** The signatures of a bundle. */
    static List<byte[]> signatures(Map<String, AttributeValue> meta) {
        AttributeValue signatures = meta.get(SIGNATURES);
        return signatures == null
                ? List.of()
                : signatures.bs().stream().map(SdkBytes::asByteArray).toList();
    }

    static Instant created(Map<String, AttributeValue> item) {
        return Instant.parse(text(item, CREATED));
    }

    static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.s() == null) {
            throw new IllegalStateException("an item of the registry has no text '" + name + "'");
        }
        return value.s();
    }

    static int integer(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.n() == null) {
            throw new IllegalStateException("an item of the registry has no number '" + name + "'");
        }
        return Integer.parseInt(value.n());
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue texts(List<String> values) {
        return AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList());
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue time(Instant instant) {
        return text(SortableTime.text(instant));
    }

    static AttributeValue word(Enum<?> value) {
        return text(value.name().toLowerCase(Locale.ROOT));
    }

    private static List<String> texts(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(AttributeValue::s).toList();
    }

    private static <E extends Enum<E>> E enumOf(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PK, text(partition), SK, text(sort));
    }
}
