package dev.tollgate.redaction;

import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), member by member. {@link java.util.zip.GZIPInputStream} calls itself for each empty member, so
 * that a body of nothing but those runs out of stack; and it passes over what stands behind the last one.
 */
final class GzipMembers {
    /** Packers that write blocks of 64 KB need 97 for the largest body. */
    private static final int MOST_MEMBERS = 1_024;

    private static final int TRAILER_BYTES = 8;
    private static final int FIRST_BYTES = 1_024;

    private static final int HEADER_CHECK = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xE0;

    private final byte[] packed;
    private final int mostBytes;
    private int at;
    private byte[] bytes;
    private int size;

    private GzipMembers(byte[] packed, int mostBytes) {
        this.packed = packed;
        this.mostBytes = mostBytes;
        this.bytes = new byte[firstCapacity()];
    }

    /** @param mostBytes what is unpacked at most */
    static RequestBytes unpacked(byte[] packed, int mostBytes) throws ProblemException {
        var inflater = new Inflater(true);
        try {
            return new GzipMembers(packed, mostBytes).unpacked(inflater);
        } catch (DataFormatException malformed) {
            throw noGzip();
        } finally {
            inflater.end();
        }
    }

    private RequestBytes unpacked(Inflater inflater) throws ProblemException, DataFormatException {
        for (int member = 0; member == 0 || at < packed.length; member++) {
            if (member == MOST_MEMBERS) {
                throw new ProblemException(
                        Problem.badRequest("Body: gzip of 1 to 1,024 members is expected; there are more."));
            }
            readHeader();
            int start = size;
            inflater.reset();
            inflater.setInput(packed, at, packed.length - at);
            if (!inflate(inflater)) {
                return new RequestBytes(bytes, false);
            }
            at = packed.length - inflater.getRemaining();
            checkTrailer(start);
        }
        return new RequestBytes(size == bytes.length ? bytes : Arrays.copyOf(bytes, size), true);
    }

    /** The last member says its size at the end; mostly it is the only one, and says the truth. */
    private int firstCapacity() {
        int said = packed.length < TRAILER_BYTES ? 0 : littleEndian(packed.length - 4);
        return said < 0 ? mostBytes : Math.clamp(said, FIRST_BYTES, mostBytes);
    }

    private void readHeader() throws ProblemException {
        if (next() != 0x1F || next() != 0x8B || next() != 8) {
            throw noGzip();
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw noGzip();
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECK) != 0) {
            skip(2);
        }
    }

    private int next() throws ProblemException {
        skip(1);
        return packed[at - 1] & 0xFF;
    }

    private void skip(int count) throws ProblemException {
        if (count > packed.length - at) {
            throw noGzip();
        }
        at += count;
    }

    private void skipText() throws ProblemException {
        int last;
        do {
            last = next();
        } while (last != 0);
    }

    /** @return whether it ends before the bound */
    private boolean inflate(Inflater inflater) throws ProblemException, DataFormatException {
        var oneMore = new byte[1];
        while (!inflater.finished()) {
            boolean isFull = size == bytes.length;
            int count = isFull ? inflater.inflate(oneMore) : inflater.inflate(bytes, size, bytes.length - size);
            if (count == 0 && !inflater.finished()) {
                throw noGzip();
            }
            if (isFull && count > 0) {
                if (size == mostBytes) {
                    return false;
                }
                bytes = Arrays.copyOf(bytes, Math.min(mostBytes, 2 * size));
                bytes[size] = oneMore[0];
            }
            size += count;
        }
        return true;
    }

    private void checkTrailer(int start) throws ProblemException {
        skip(TRAILER_BYTES);
        var check = new CRC32();
        check.update(bytes, start, size - start);
        if (littleEndian(at - 8) != (int) check.getValue() || littleEndian(at - 4) != size - start) {
            throw noGzip();
        }
    }

    private int littleEndian(int from) {
        return packed[from] & 0xFF
                | (packed[from + 1] & 0xFF) << 8
                | (packed[from + 2] & 0xFF) << 16
                | packed[from + 3] << 24;
    }

    private static ProblemException noGzip() {
        return new ProblemException(Problem.badRequest("Body: expected gzip, as 'Content-Encoding' says."));
    }
}
