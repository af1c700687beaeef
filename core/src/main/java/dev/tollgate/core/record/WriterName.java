package dev.tollgate.core.record;

import dev.tollgate.core.agent.Base32;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Names of writers: 48 bits of milliseconds since 1970 and 80 random bits, so that they sort by age. */
public final class WriterName implements Supplier<String> {
    private final SecureRandom random;
    private final InstantSource clock;

    public WriterName(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    @Override
    public String get() {
        byte[] unpredictable = new byte[10];
        random.nextBytes(unpredictable);
        byte[] millis = new byte[8];
        ByteBuffer.wrap(millis).putLong(clock.millis());
        return Base32.encodeSortable(
                ByteBuffer.allocate(16).put(millis, 2, 6).put(unpredictable).array());
    }
}
