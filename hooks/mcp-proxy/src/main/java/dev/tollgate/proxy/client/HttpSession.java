package dev.tollgate.proxy.client;

import dev.tollgate.proxy.govern.ClientSide;
import dev.tollgate.proxy.message.RpcId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** A client over HTTP: which of its requests waits for which message. */
final class HttpSession implements ClientSide {
    private static final int MOST_KEPT = 1_000;

    private final Map<RpcId, Reply> replies = new ConcurrentHashMap<>();
    private final AtomicReference<Reply> listening = new AtomicReference<>();
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private volatile boolean hasEnded;

    /** @return false when a request with this id waits already */
    boolean expects(RpcId request, Reply reply) {
        return replies.putIfAbsent(request, reply) == null;
    }

    void forgets(RpcId request) {
        replies.remove(request);
    }

    @Override
    public void answer(RpcId request, byte[] message) {
        Reply reply = replies.remove(request);
        if (reply != null) {
            reply.put(message, true);
        }
    }

    /** On the stream of the request that it belongs to, else on the one that listens, else on any, else later. */
    @Override
    public void tell(byte[] message, Optional<RpcId> about) {
        boolean isTold =
                about.map(replies::get).map(reply -> reply.put(message, false)).orElse(false)
                        || isTold(listening.get(), message)
                        || replies.values().stream()
                                .findAny()
                                .map(reply -> isTold(reply, message))
                                .orElse(false);
        if (!isTold) {
            keep(message);
        }
    }

    private static boolean isTold(Reply reply, byte[] message) {
        return reply != null && !reply.isClosed() && reply.put(message, false);
    }

    private void keep(byte[] message) {
        synchronized (kept) {
            if (kept.size() < MOST_KEPT) {
                kept.addLast(message);
            }
        }
    }

    /** @return false when somebody listens already */
    boolean listens(Reply reply) {
        Reply before = listening.get();
        if (before != null && !before.isClosed() || !listening.compareAndSet(before, reply)) {
            return false;
        }
        synchronized (kept) {
            while (!kept.isEmpty() && reply.put(kept.peekFirst(), false)) {
                kept.removeFirst();
            }
        }
        return true;
    }

    @Override
    public void ended(String why) {
        hasEnded = true;
        Reply reply = listening.get();
        if (reply != null) {
            reply.put(new byte[0], true);
        }
    }

    boolean hasEnded() {
        return hasEnded;
    }
}
