package dev.tollgate.proxy.client;

import dev.tollgate.hook.json.JsonException;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.govern.ClientSide;
import dev.tollgate.proxy.govern.Conversation;
import dev.tollgate.proxy.message.LineReader;
import dev.tollgate.proxy.message.LineWriter;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.Replies;
import dev.tollgate.proxy.message.RpcId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A client that started the proxy as its server: one message a line. */
public final class StdioClient implements ClientSide {
    private final LineReader lines;
    private final LineWriter writer;
    private final Log log;
    private final CountDownLatch serverEnded = new CountDownLatch(1);
    private volatile boolean hasEnded;

    public StdioClient(InputStream in, OutputStream out, int mostBytes, Log log) {
        this.lines = new LineReader(in, mostBytes);
        this.writer = new LineWriter(out);
        this.log = log;
    }

    /** Reads until the client says no more. */
    public void converse(Conversation conversation) {
        try {
            readAll(conversation);
        } catch (IOException broken) {
            log.detail("the client's side broke");
        }
        hasEnded = true;
    }

    /** Whether the client says no more. */
    public boolean hasEnded() {
        return hasEnded;
    }

    private void readAll(Conversation conversation) throws IOException {
        while (true) {
            switch (lines.read()) {
                case LineReader.Line.End ignored -> {
                    return;
                }
                case LineReader.Line.TooLong(Optional<RpcId> id, boolean asks) ->
                    write(Replies.error(
                            id, Replies.INVALID_REQUEST, "[Tollgate] The message is too long.", Optional.empty()));
                case LineReader.Line.Whole(byte[] text) -> {
                    if (text.length > 0) {
                        read(text, conversation);
                    }
                }
            }
        }
    }

    private void read(byte[] text, Conversation conversation) {
        try {
            conversation.said(Message.read(text));
        } catch (JsonException noMessage) {
            log.detail("the client sent something that is no message: " + noMessage.getMessage());
            write(Replies.error(
                    Optional.empty(),
                    Replies.INVALID_REQUEST,
                    "[Tollgate] No JSON-RPC message: " + noMessage.getMessage(),
                    Optional.empty()));
        }
    }

    @Override
    public void answer(RpcId request, byte[] message) {
        write(message);
    }

    @Override
    public void tell(byte[] message, Optional<RpcId> about) {
        write(message);
    }

    private void write(byte[] message) {
        try {
            writer.write(message);
        } catch (IOException gone) {
            log.detail("the client does not listen any more");
        }
    }

    @Override
    public void ended(String why) {
        if (hasEnded) {
            log.detail(why);
        } else {
            log.warn(why);
        }
        serverEnded.countDown();
    }

    /** Waits until the server is gone. */
    public void awaitEnd() throws InterruptedException {
        serverEnded.await();
    }
}
