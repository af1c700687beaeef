package dev.tollgate.proxy.govern;

import dev.tollgate.hook.json.JsonException;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.RpcId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each request as the test says, or not at all. */
final class FakeServer implements ServerSide {
    final List<Message> heard = new CopyOnWriteArrayList<>();
    final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    volatile Answering answering;
    volatile boolean isGone;
    private Listener listener;

    /** Gives the member {@code result} or {@code error} with its value; empty for no answer. */
    interface Answering {
        Optional<String> answer(Message.Request request);
    }

    FakeServer(Answering answering) {
        this.answering = answering;
    }

    @Override
    public void start(Listener heardBy) {
        listener = heardBy;
    }

    @Override
    public void send(Message message, Map<String, String> parameterHeaders) throws IOException {
        if (isGone) {
            throw new IOException("the server ended");
        }
        heard.add(message);
        headers.add(parameterHeaders);
        if (message instanceof Message.Request request) {
            answering
                    .answer(request)
                    .ifPresent(answer -> Thread.startVirtualThread(() -> answers(request.id(), answer)));
        }
    }

    void answers(RpcId id, String answer) {
        says("{\"jsonrpc\":\"2.0\",\"id\":" + dev.tollgate.hook.json.JsonText.write(id.toJson()) + "," + answer + "}");
    }

    void says(String message) {
        try {
            listener.heard(Message.read(message.getBytes(StandardCharsets.UTF_8)), Optional.empty());
        } catch (JsonException noMessage) {
            throw new AssertionError(noMessage);
        }
    }

    void ends() {
        isGone = true;
        listener.ended("the server ended with exit code 3");
    }

    List<String> methods() {
        return heard.stream()
                .map(message -> switch (message) {
                    case Message.Request request -> request.method();
                    case Message.Notification notification -> notification.method();
                    case Message.Response ignored -> "response";
                })
                .toList();
    }

    @Override
    public void cancel(RpcId request) {}

    @Override
    public void endOfInput() {}

    @Override
    public void close() {}
}
