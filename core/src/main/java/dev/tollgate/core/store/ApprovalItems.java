package dev.tollgate.core.store;

import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.Approval.State;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.approval.AskedCall;
import dev.tollgate.core.approval.GrantUse;
import dev.tollgate.core.policy.RuleName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Requests for approval in the {@code state} table. Under {@code APPROVAL#<call>}: the last request for a call ({@code
 * REQUEST}), what its approver is shown ({@code CALL}, which goes a day after it was asked), and which HTTP requests used
 * its grants ({@code USE#<mark>}). Under {@code APPROVALS}: all pending ones, those of a subject next to each other.
 */
final class ApprovalItems {
    static final String PENDING_PARTITION = "APPROVALS";
    static final String PK = "pk";
    static final String SK = "sk";
    static final String NONCE = "nonce";
    static final String STATUS = "status";
    static final String EXPIRES = "expires";
    static final String USES = "uses";
    static final String LEFT = "left";
    static final String UNTIL = "until";
    static final String REASON = "reason";
    static final String LAST_USE = "last_use";
    static final String AT = "at";
    static final String DATA = "data";
    static final String TTL = "ttl";

    static final String PENDING = "pending";
    static final String GRANTED = "granted";
    static final String DECLINED = "declined";

    private static final String CALL = "call";
    private static final String SUBJECT_TYPE = "subject_type";
    private static final String SUBJECT = "subject";
    private static final String SERVER = "server";
    private static final String RESOURCE_TYPE = "resource_type";
    private static final String RESOURCE = "resource";
    private static final String DIGEST = "digest";
    private static final String POLICY = "policy";
    private static final String RULE = "rule";
    private static final String ASKED = "asked";

    /** So that what comes too late can still be told from what never was. */
    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofHours(1);

    private ApprovalItems() {}

    static Map<String, AttributeValue> requestKey(String call) {
        return key(partition(call), "REQUEST");
    }

    static Map<String, AttributeValue> sealedKey(String call) {
        return key(partition(call), "CALL");
    }

    static Map<String, AttributeValue> useKey(String call, String mark) {
        return key(partition(call), "USE#" + mark);
    }

    static Map<String, AttributeValue> pendingKey(Approval approval) {
        return key(
                PENDING_PARTITION,
                pendingPrefix(approval.call()) + approval.id().call());
    }

    static String pendingPrefix(AskedCall call) {
        return call.subjectKey() + "#";
    }

    private static String partition(String call) {
        return "APPROVAL#" + call;
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PK, text(partition), SK, text(sort));
    }

    static Map<String, AttributeValue> request(Approval approval) {
        return with(requestKey(approval.id().call()), approval);
    }

    static Map<String, AttributeValue> pending(Approval approval) {
        return with(pendingKey(approval), approval);
    }

    static Map<String, AttributeValue> sealed(Approval approval, byte[] sealed) {
        var item = new HashMap<>(sealedKey(approval.id().call()));
        item.put(NONCE, text(approval.id().nonce()));
        item.put(DATA, AttributeValue.fromB(SdkBytes.fromByteArray(sealed)));
        item.put(EXPIRES, time(approval.expires()));
        item.put(TTL, seconds(approval.expires()));
        return item;
    }

    static Map<String, AttributeValue> use(GrantUse use, String mark, Instant now) {
        var item = new HashMap<>(useKey(use.id().call(), mark));
        item.put(NONCE, text(use.id().nonce()));
        item.put(AT, time(now));
        item.put(TTL, seconds(now.plus(KEPT_AFTER_EXPIRY)));
        return item;
    }

    static GrantUse.Made made(String call, Map<String, AttributeValue> item) {
        return new GrantUse.Made(new ApprovalId(call, item.get(NONCE).s()), time(item, AT));
    }

    private static Map<String, AttributeValue> with(Map<String, AttributeValue> key, Approval approval) {
        var item = new HashMap<>(key);
        AskedCall call = approval.call();
        item.put(CALL, text(approval.id().call()));
        item.put(NONCE, text(approval.id().nonce()));
        item.put(SUBJECT_TYPE, text(call.subjectType()));
        item.put(SUBJECT, text(call.subjectId()));
        call.server().ifPresent(server -> item.put(SERVER, text(server)));
        item.put(RESOURCE_TYPE, text(call.resourceType()));
        item.put(RESOURCE, text(call.resource()));
        item.put(DIGEST, text(call.digest()));
        item.put(POLICY, text(call.rule().policy()));
        item.put(RULE, text(call.rule().rule()));
        item.put(ASKED, time(approval.asked()));
        item.put(EXPIRES, time(approval.expires()));
        approval.lastUse().ifPresent(use -> item.put(LAST_USE, time(use)));
        item.putAll(state(approval));
        return item;
    }

    /** What a decision changes. */
    static Map<String, AttributeValue> state(Approval approval) {
        var item = new HashMap<String, AttributeValue>();
        item.put(STATUS, text(status(approval.state())));
        Instant over = approval.expires();
        switch (approval.state()) {
            case State.Pending pending -> {}
            case State.Granted(int uses, int left, Instant until) -> {
                item.put(USES, number(uses));
                item.put(LEFT, number(left));
                item.put(UNTIL, time(until));
                over = until.isAfter(over) ? until : over;
            }
            case State.Declined(Optional<String> reason) -> reason.ifPresent(why -> item.put(REASON, text(why)));
        }
        item.put(TTL, seconds(over.plus(KEPT_AFTER_EXPIRY)));
        return item;
    }

    static String status(State state) {
        return switch (state) {
            case State.Pending pending -> PENDING;
            case State.Granted granted -> GRANTED;
            case State.Declined declined -> DECLINED;
        };
    }

    static Approval approval(Map<String, AttributeValue> item) {
        return new Approval(
                new ApprovalId(item.get(CALL).s(), item.get(NONCE).s()),
                new AskedCall(
                        item.get(SUBJECT_TYPE).s(),
                        item.get(SUBJECT).s(),
                        optionalText(item, SERVER),
                        item.get(RESOURCE_TYPE).s(),
                        item.get(RESOURCE).s(),
                        item.get(DIGEST).s(),
                        new RuleName(item.get(POLICY).s(), item.get(RULE).s())),
                state(item),
                time(item, ASKED),
                time(item, EXPIRES),
                item.containsKey(LAST_USE) ? Optional.of(time(item, LAST_USE)) : Optional.empty());
    }

    private static State state(Map<String, AttributeValue> item) {
        return switch (item.get(STATUS).s()) {
            case PENDING -> new State.Pending();
            case GRANTED ->
                new State.Granted(
                        Integer.parseInt(item.get(USES).n()),
                        Integer.parseInt(item.get(LEFT).n()),
                        time(item, UNTIL));
            case DECLINED -> new State.Declined(optionalText(item, REASON));
            default -> throw new IllegalStateException("a request for approval has an unknown status");
        };
    }

    private static Optional<String> optionalText(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    static Instant time(Map<String, AttributeValue> item, String name) {
        return Instant.EPOCH.plus(Long.parseLong(item.get(name).n()), ChronoUnit.MICROS);
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue time(Instant instant) {
        return number(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    private static AttributeValue seconds(Instant instant) {
        return number(instant.getEpochSecond());
    }
}
