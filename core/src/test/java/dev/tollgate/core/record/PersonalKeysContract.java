package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the keys of people promise, wherever they are kept. */
public abstract class PersonalKeysContract {
    protected abstract PersonalKeys keys();

    protected abstract void erase(String whose) throws StoreException;

    @Test
    void whoHasNoKeyIsNotFound() throws StoreException {
        assertEquals(Optional.empty(), keys().find("nobody", soon()));
    }

    @Test
    void theFirstKeyStays() throws StoreException {
        assertArrayEquals(key(1), keys().keep("ada", key(1), soon()));
        assertArrayEquals(key(1), keys().keep("ada", key(2), soon()));
        assertArrayEquals(key(1), keys().find("ada", soon()).orElseThrow());
    }

    @Test
    void whoeverMakesItAtTheSameMomentGetsTheSame() throws StoreException {
        var got = new ConcurrentLinkedQueue<String>();
        SideBySide.run(IntStream.range(0, 8)
                .<SideBySide.Work>mapToObj(i -> () -> got.add(Arrays.toString(keys().keep("many", key(i), soon()))))
                .toList());

        assertEquals(1, List.copyOf(got).stream().distinct().count());
    }

    @Test
    void afterErasureAnotherKeyCanBeMade() throws StoreException {
        keys().keep("beth", key(3), soon());
        erase("beth");

        assertEquals(Optional.empty(), keys().find("beth", soon()));
        assertArrayEquals(key(4), keys().keep("beth", key(4), soon()));
    }

    private static byte[] key(int number) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) number);
        return key;
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
