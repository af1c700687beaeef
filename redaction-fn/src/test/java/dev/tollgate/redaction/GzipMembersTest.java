package dev.tollgate.redaction;

import dev.tollgate.core.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GzipMembersTest {
    private static final int MOST = 100_000;
    private static final String NO_GZIP = "Body: expected gzip, as 'Content-Encoding' says.";

    @Test
    void unpacksWhatWasPacked() throws ProblemException {
        var random = new Random(4);
        for (int length : new int[] {0, 1, 2, 255, 4_096, 65_535, 65_536, MOST - 1, MOST}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            Arrays.fill(bytes, length / 2, length, (byte) 'a');
            RequestBytes unpacked = GzipMembers.unpacked(gzip(bytes), MOST);

            assertArrayEquals(bytes, unpacked.bytes());
            assertTrue(unpacked.isWhole());
        }
    }

    @Test
    void putsMembersTogether() throws ProblemException {
        byte[] three = joined(gzip(utf8("{\"a\"")), gzip(utf8("")), gzip(utf8(":1}")));
        assertEquals("{\"a\":1}", text(GzipMembers.unpacked(three, MOST)));
    }

    @Test
    void endsAtTheBound() throws ProblemException {
        for (int more : new int[] {1, 2, MOST}) {
            byte[] bytes = new byte[MOST + more];
            Arrays.fill(bytes, (byte) 'b');
            RequestBytes unpacked = GzipMembers.unpacked(gzip(bytes), MOST);
            assertArrayEquals(Arrays.copyOf(bytes, MOST), unpacked.bytes());
            assertFalse(unpacked.isWhole());
        }
        byte[] full = new byte[MOST];
        assertTrue(GzipMembers.unpacked(joined(gzip(full), gzip(new byte[0])), MOST)
                .isWhole());
        assertFalse(GzipMembers.unpacked(joined(gzip(full), gzip(new byte[1])), MOST)
                .isWhole());
    }

    @Test
    void takesAsManyMembersAsABlockwisePackerWrites() throws ProblemException {
        byte[] one = gzip(utf8("x"));
        assertEquals(1_024, GzipMembers.unpacked(repeated(one, 1_024), MOST).bytes().length);
        assertEquals("Body: gzip of 1 to 1,024 members is expected; there are more.", refused(repeated(one, 1_025)));
    }

    @Test
    void skipsWhatAHeaderMayHold() throws ProblemException {
        byte[] plain = gzip(utf8("inside"));
        byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
        byte[] flags = {0x1F, (byte) 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3};
        byte[] written =
                joined(flags, new byte[] {2, 0, 'e', 'x'}, utf8("name.json\0"), utf8("comment\0"), new byte[2]);
        assertEquals("inside", text(GzipMembers.unpacked(joined(written, body), MOST)));
        for (int end = 0; end < written.length; end++) {
            assertEquals(NO_GZIP, refused(Arrays.copyOf(written, end)), "header cut at " + end);
        }
    }

    @Test
    void refusesWhatIsCutOrChangedOrFollowedByMore() {
        byte[] packed = gzip(utf8("some text, some text, some text"));
        for (int end = 0; end < packed.length; end++) {
            assertEquals(NO_GZIP, refused(Arrays.copyOf(packed, end)), "cut at " + end);
        }
        for (int at : new int[] {0, 1, 2, 3, packed.length - 8, packed.length - 4, packed.length - 1}) {
            byte[] changed = packed.clone();
            changed[at] ^= (byte) 0x80;
            assertEquals(NO_GZIP, refused(changed), "changed at " + at);
        }
        assertEquals(NO_GZIP, refused(joined(packed, utf8("more"))));
        assertEquals(NO_GZIP, refused(new byte[0]));
    }

    @Test
    void refusesNoiseBehindAHeader() {
        byte[] noise = new byte[64];
        new Random(7).nextBytes(noise);
        byte[] header = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3};
        assertEquals(NO_GZIP, refused(joined(header, noise)));
    }

    private static String refused(byte[] packed) {
        return assertThrows(ProblemException.class, () -> GzipMembers.unpacked(packed, MOST))
                .problem()
                .message();
    }

    private static String text(RequestBytes unpacked) {
        return new String(unpacked.bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] repeated(byte[] bytes, int times) {
        var all = new byte[times][];
        Arrays.fill(all, bytes);
        return joined(all);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
