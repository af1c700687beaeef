package dev.tollgate.proxy.govern;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.Replies;
import dev.tollgate.proxy.message.RpcId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One client, one server, and Tollgate between them. Whoever reads from either side hands each message in and does not
 * wait for what becomes of it; each call that is asked about has a thread of its own.
 */
public final class Conversation implements ServerSide.Listener {
    private static final int MEMORY_KB = 96 * 1024;
    private static final int MOST_ASKED_OF_CLIENT = 1_000;

    /** Is answered when the client wants no more. */
    private static final String ENDLESS = "subscriptions/listen";

    private final Governance governance;
    private final ClientSide client;
    private final ServerSide server;
    private final Log log;
    private final SeenTools seenTools;
    private final ToolLists toolLists;
    private final GovernedCall calls;
    private final ListFilter lists;
    private final Refusals refusals;
    private final Map<RpcId, Pending> pending = new ConcurrentHashMap<>();
    private final Set<RpcId> askedOfClient = ConcurrentHashMap.newKeySet();
    private final Map<Json, RpcId> progress = new ConcurrentHashMap<>();

    /** Who reads from the server waits here while too much of what was read is not yet redacted. */
    private final Semaphore memoryKb = new Semaphore(MEMORY_KB);

    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean hasEnded;

    /** @param seenTools shared by conversations with the same server that are no longer than a request */
    public Conversation(Governance governance, ClientSide client, ServerSide server, SeenTools seenTools, Log log) {
        this.seenTools = seenTools;
        this.governance = governance;
        this.client = client;
        this.server = server;
        this.log = log;
        this.toolLists = new ToolLists(seenTools, server::send, log);
        this.calls = new GovernedCall(governance, toolLists, server::send, this::inBackground);
        this.lists = new ListFilter(governance, seenTools, log);
        this.refusals = new Refusals(governance.refusal());
    }

    /** @return false when a request with this id is under way: two answers could not be told apart */
    public boolean said(Message message) {
        return switch (message) {
            case Message.Request request -> asked(request);
            case Message.Notification notification -> {
                noted(notification);
                yield true;
            }
            case Message.Response response -> {
                replied(response);
                yield true;
            }
        };
    }

    private boolean asked(Message.Request request) {
        var waiting = new Pending(request);
        if (ToolLists.isOwn(request.id()) || pending.putIfAbsent(request.id(), waiting) != null) {
            log.warn("the client used the id of a request that is under way; this one is not answered");
            return false;
        }
        if (pending.size() > governance.mostInFlight()) {
            answer(waiting, refusals.noAnswer(request, "more than " + governance.mostInFlight() + " calls at once"));
            return true;
        }
        Message.meta(request.params(), "progressToken").ifPresent(token -> progress.put(token, request.id()));
        switch (Treatment.ofClient(request.method())) {
            case PASS -> pass(waiting);
            case ASK -> inBackground(() -> ask(waiting));
            case FILTER -> inBackground(() -> filter(waiting));
            case REFUSE ->
                answer(
                        waiting,
                        Replies.error(
                                request.id(), Replies.NO_SUCH_METHOD, "[Tollgate] The proxy knows no such method."));
        }
        return true;
    }

    private void inBackground(Runnable work) {
        underWay.incrementAndGet();
        Thread.startVirtualThread(() -> {
            try {
                work.run();
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    private void pass(Pending waiting) {
        waiting.goesOut();
        if (send(waiting) && !waiting.request().method().equals(ENDLESS)) {
            Thread.startVirtualThread(() -> giveUp(waiting));
        }
    }

    private void giveUp(Pending waiting) {
        if (waiting.await(governance.callTimeout()) instanceof Pending.Ending.TimedOut) {
            answer(waiting, refusals.noAnswer(waiting.request(), "the server took too long"));
        }
    }

    /** @return whether it went out; else it was answered */
    private boolean send(Pending waiting) {
        try {
            server.send(waiting.request(), Map.of());
            if (hasEnded) {
                lost(waiting.request().id(), "the server ended");
            }
            return true;
        } catch (IOException gone) {
            answer(waiting, refusals.noAnswer(waiting.request(), gone.getMessage()));
            return false;
        }
    }

    private void ask(Pending waiting) {
        Optional<byte[]> answer;
        try {
            answer = calls.answer(waiting);
        } catch (RuntimeException ours) {
            log.warn("a call is refused because of a fault of the proxy: "
                    + ours.getClass().getName());
            answer = Optional.of(refusals.noAnswer(waiting.request(), "the proxy has a fault"));
        }
        answer.ifPresentOrElse(message -> answer(waiting, message), () -> forget(waiting));
    }

    private void filter(Pending waiting) {
        if (!waiting.goesOut() || !send(waiting)) {
            return;
        }
        switch (waiting.await(governance.callTimeout())) {
            case Pending.Ending.Answered(Message.Response response) -> answer(waiting, filtered(waiting, response));
            case Pending.Ending.Lost(String why) -> answer(waiting, refusals.noAnswer(waiting.request(), why));
            case Pending.Ending.TimedOut ignored ->
                answer(waiting, refusals.noAnswer(waiting.request(), "the server took too long"));
            case Pending.Ending.Cancelled ignored -> forget(waiting);
        }
    }

    private byte[] filtered(Pending waiting, Message.Response response) {
        if (response.isError()) {
            return response.text();
        }
        try {
            return switch (lists.filter(waiting.request(), response)) {
                case ListFilter.Filtered.List(byte[] message) -> message;
                case ListFilter.Filtered.Unknown(String why) -> refusals.noAnswer(waiting.request(), why);
            };
        } catch (RuntimeException ours) {
            log.warn("a list is not shown because of a fault of the proxy: "
                    + ours.getClass().getName());
            return refusals.noAnswer(waiting.request(), "the proxy has a fault");
        }
    }

    private void answer(Pending waiting, byte[] message) {
        forget(waiting);
        client.answer(waiting.request().id(), message);
    }

    private void forget(Pending waiting) {
        pending.remove(waiting.request().id(), waiting);
        memoryKb.release(waiting.letGo());
        Message.meta(waiting.request().params(), "progressToken")
                .ifPresent(token -> progress.remove(token, waiting.request().id()));
    }

    private void noted(Message.Notification notification) {
        if (!notification.method().startsWith("notifications/")) {
            log.detail("a message of the client is not passed on, since its kind is not known");
            return;
        }
        if (notification.method().equals("notifications/cancelled")) {
            cancelled(notification);
            return;
        }
        forward(notification);
    }

    private void cancelled(Message.Notification notification) {
        Optional<RpcId> id = requestId(notification);
        Pending waiting = id.map(pending::get).orElse(null);
        if (waiting != null) {
            forget(waiting);
            if (waiting.cancel()) {
                forward(notification);
            }
        }
    }

    /** The client does not wait for this any more, and has gone without saying so. */
    public void isLeft(RpcId id) {
        Pending waiting = pending.get(id);
        if (waiting == null) {
            return;
        }
        forget(waiting);
        if (waiting.cancel()) {
            try {
                server.cancel(id);
            } catch (IOException gone) {
                log.detail("the server is gone");
            }
        }
    }

    private static Optional<RpcId> requestId(Message.Notification notification) {
        try {
            if (notification.params().isPresent()
                    && notification.params().get().read() instanceof Json.Obj params
                    && params.get("requestId").isPresent()) {
                return Optional.of(RpcId.of(params.get("requestId").get()));
            }
            return Optional.empty();
        } catch (JsonException noId) {
            return Optional.empty();
        }
    }

    private void replied(Message.Response response) {
        if (askedOfClient.remove(response.id())) {
            forward(response);
        } else {
            log.detail("an answer of the client is not passed on, since nobody asked for it");
        }
    }

    private void forward(Message message) {
        try {
            server.send(message, Map.of());
        } catch (IOException gone) {
            log.detail("a message of the client was lost: " + gone.getMessage());
        }
    }

    @Override
    public void heard(Message message, Optional<RpcId> about) {
        switch (message) {
            case Message.Response response -> answered(response);
            case Message.Request request -> serverAsked(request, about);
            case Message.Notification notification -> serverNoted(notification, about);
        }
    }

    private void answered(Message.Response response) {
        var ending = new Pending.Ending.Answered(response);
        if (toolLists.ends(response.id(), ending)) {
            return;
        }
        Pending waiting = pending.get(response.id());
        if (waiting == null) {
            log.detail("an answer of the server came for nobody, or too late");
            return;
        }
        if (Treatment.ofClient(waiting.request().method()) == Treatment.PASS) {
            if (waiting.ends(ending)) {
                answer(waiting, response.text());
            }
        } else {
            endWithin(waiting, ending, response.text().length);
        }
    }

    private void endWithin(Pending waiting, Pending.Ending ending, int bytes) {
        int kb = Math.min(MEMORY_KB, 1 + bytes / 1024);
        memoryKb.acquireUninterruptibly(kb);
        waiting.holds(kb);
        if (!waiting.ends(ending)) {
            memoryKb.release(waiting.letGo());
        }
    }

    private void serverAsked(Message.Request request, Optional<RpcId> about) {
        if (Treatment.ofServer(request.method()) == Treatment.PASS && askedOfClient.size() < MOST_ASKED_OF_CLIENT) {
            askedOfClient.add(request.id());
            client.tell(request.text(), about);
            return;
        }
        log.detail("a request of the server is refused, since its method is not known, or too many are open");
        try {
            byte[] refusal =
                    Replies.error(request.id(), Replies.NO_SUCH_METHOD, "[Tollgate] The proxy knows no such method.");
            server.send(Message.read(refusal), Map.of());
        } catch (IOException | JsonException gone) {
            log.detail("the server is gone");
        }
    }

    private void serverNoted(Message.Notification notification, Optional<RpcId> about) {
        if (!notification.method().startsWith("notifications/")) {
            log.detail("a message of the server is not passed on, since its kind is not known");
            return;
        }
        if (notification.method().equals("notifications/tools/list_changed")) {
            seenTools.areChanged();
        }
        if (notification.method().equals("notifications/cancelled")) {
            requestId(notification).ifPresent(askedOfClient::remove);
        }
        client.tell(notification.text(), about.or(() -> related(notification)));
    }

    /** The request that a notification belongs to, by what it says itself. */
    private Optional<RpcId> related(Message.Notification notification) {
        try {
            if (notification.method().equals("notifications/progress")
                    && notification.params().isPresent()
                    && notification.params().get().read() instanceof Json.Obj params) {
                return params.get("progressToken").map(progress::get);
            }
            Optional<Json> subscription = Message.meta(notification.params(), "io.modelcontextprotocol/subscriptionId");
            return subscription.isPresent() ? Optional.of(RpcId.of(subscription.get())) : Optional.empty();
        } catch (JsonException noId) {
            return Optional.empty();
        }
    }

    @Override
    public void lost(RpcId request, String why) {
        var ending = new Pending.Ending.Lost(why);
        if (toolLists.ends(request, ending)) {
            return;
        }
        Pending waiting = pending.get(request);
        if (waiting != null
                && waiting.ends(ending)
                && Treatment.ofClient(waiting.request().method()) == Treatment.PASS) {
            answer(waiting, refusals.noAnswer(waiting.request(), why));
        }
    }

    @Override
    public void ended(String why) {
        hasEnded = true;
        toolLists.allEnd(why);
        Set.copyOf(pending.keySet()).forEach(id -> lost(id, why));
        Thread.startVirtualThread(() -> {
            awaitIdle(Duration.ofSeconds(10));
            client.ended(why);
        });
    }

    public boolean hasEnded() {
        return hasEnded;
    }

    /** @return whether every request was answered, and every outcome reported, within this time */
    public boolean awaitIdle(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!isIdle() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        return isIdle();
    }

    private boolean isIdle() {
        return pending.isEmpty() && underWay.get() == 0;
    }
}
