package dev.tollgate.cli.compile;

import dev.tollgate.cli.testing.TestCase;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleCodec;
import dev.tollgate.core.policy.BundleException;
import java.util.List;

/**
 * A bundle and the one text that it is published as.
 *
 * @param bundle as that text has it
 * @param canonical equal bundles have equal bytes; numbers stay as they were written, since RFC 8785 would round large
 *     ones
 * @param digest {@code sha256:} and 64 hex digits, of those bytes
 * @param tests of its Test documents, which are no part of what is published; in the order of files and lines
 * @param warnings what looks wrong, but need not be; in the order of files and lines
 */
public record CompiledBundle(
        Bundle bundle, byte[] canonical, String digest, List<TestCase> tests, List<Problem> warnings) {
    private static final int MOST_LEVELS = 512;

    public CompiledBundle {
        tests = List.copyOf(tests);
        warnings = List.copyOf(warnings);
    }

    static CompiledBundle of(Bundle bundle, List<TestCase> tests, List<Problem> warnings) {
        byte[] canonical = CanonicalJson.NUMBERS_AS_WRITTEN.bytes(BundleCodec.encode(bundle));
        return new CompiledBundle(published(canonical), canonical, "sha256:" + Sha256.hex(canonical), tests, warnings);
    }

    /** Read back, so that what is decided here has members in the same order as what functions decide by. */
    private static Bundle published(byte[] canonical) {
        try {
            return BundleCodec.decode(new JsonText(MOST_LEVELS).parse(canonical));
        } catch (JsonException | BundleException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
