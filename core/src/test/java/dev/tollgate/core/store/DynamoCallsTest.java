package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AgentDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DynamoCallsTest {

    @Test
    void aStoreThatIsNotThereIsAStoreException() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThrows(StoreException.class, () -> directory(free).agent("bot", Deadline.in(Duration.ofMillis(500))));
    }

    @Test
    void aStoreThatNeverAnswersIsGivenUpWhenTheTimeIsOver() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AgentDirectory directory = directory(silent.getLocalPort());
            long start = System.nanoTime();

            assertThrows(StoreException.class, () -> directory.agent("bot", Deadline.in(Duration.ofMillis(300))));
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 5_000);
        }
    }

    private static AgentDirectory directory(int port) {
        var client = DynamoLocal.clientOf(URI.create("http://127.0.0.1:" + port));
        return new DynamoDirectory(new DynamoCalls(client), "registry");
    }
}
