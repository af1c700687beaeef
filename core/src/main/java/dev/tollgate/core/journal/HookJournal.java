package dev.tollgate.core.journal;

import dev.tollgate.core.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The journal as its hook keeps it, in memory: takes calls, gives them places, signs them in batches, and forgets what was
 * received. A batch stays the same, byte for byte, until it was received, so it can be sent as often as it takes.
 */
public final class HookJournal {
    private static final int MOST_KEPT = 100_000;

    private final String hook;
    private final byte[] pkcs8;
    private final Deque<Placed> kept = new ArrayDeque<>();
    private long lastSeq;
    private String lastHash;
    private List<Json> sent = List.of();

    /**
     * @param pkcs8 the hook's private key
     * @param head where the journal goes on; the answer to an {@link #inquiry} tells it
     */
    public HookJournal(String hook, byte[] pkcs8, JournalHead head) {
        this.hook = hook;
        this.pkcs8 = pkcs8.clone();
        this.lastSeq = head.seq();
        this.lastHash = head.hash();
    }

    private record Placed(long seq, Json.Obj json) {}

    /** The signed question how far the hook was heard: a journal without entries. */
    public static Json.Obj inquiry(String hook, byte[] pkcs8) {
        return signed(hook, List.of(), pkcs8);
    }

    /** @return false when too many wait already: then the hook must no longer let calls through */
    public synchronized boolean add(JournalledCall call) {
        if (kept.size() >= MOST_KEPT) {
            return false;
        }
        Json.Obj json = call.toJson(lastSeq + 1, lastHash);
        JournalEntry entry = JournalEntry.of(lastSeq + 1, lastHash, call, json);
        kept.addLast(new Placed(entry.seq(), json));
        lastSeq = entry.seq();
        lastHash = entry.hash();
        return true;
    }

    /** What is to be sent next; empty when everything was received. */
    public synchronized Optional<Json.Obj> next() {
        if (sent.isEmpty()) {
            sent = kept.stream()
                    .limit(Journal.MOST_ENTRIES)
                    .<Json>map(Placed::json)
                    .toList();
        }
        return sent.isEmpty() ? Optional.empty() : Optional.of(signed(hook, sent, pkcs8));
    }

    /** @param to as the answer says it, {@code received_to} */
    public synchronized void received(long to) {
        while (!kept.isEmpty() && kept.getFirst().seq() <= to) {
            kept.removeFirst();
        }
        sent = List.of();
    }

    private static Json.Obj signed(String hook, List<Json> entries, byte[] pkcs8) {
        Json.Obj body = Json.object()
                .put("hook", hook)
                .put("entries", new Json.Arr(new ArrayList<>(entries)))
                .build();
        byte[] signature = JournalSignature.sign(body, pkcs8);
        var members = Json.object();
        body.members().forEach(members::put);
        return members.put("signature", Base64.getEncoder().encodeToString(signature))
                .build();
    }
}
