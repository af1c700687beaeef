package dev.tollgate.proxy.client;

import dev.tollgate.proxy.client.Conversations.Talk;
import java.io.IOException;
import java.util.Optional;

/** Requests that belong to no session. Where the server is one process they share it, else each has its own exchange. */
final class Sessionless implements AutoCloseable {
    private final Conversations conversations;
    private Optional<Visit> shared = Optional.empty();

    Sessionless(Conversations conversations) {
        this.conversations = conversations;
    }

    record Visit(HttpSession session, Talk talk, boolean isShared) implements AutoCloseable {
        @Override
        public void close() {
            if (!isShared) {
                talk.end().run();
            }
        }
    }

    synchronized Visit visit() throws IOException {
        if (!conversations.isShared()) {
            return begin(false);
        }
        if (shared.isEmpty() || shared.get().talk().conversation().hasEnded()) {
            close();
            shared = Optional.of(begin(true));
        }
        return shared.get();
    }

    private Visit begin(boolean isShared) throws IOException {
        var session = new HttpSession();
        return new Visit(session, conversations.sessionless(session), isShared);
    }

    @Override
    public synchronized void close() {
        shared.ifPresent(visit -> visit.talk().end().run());
        shared = Optional.empty();
    }
}
