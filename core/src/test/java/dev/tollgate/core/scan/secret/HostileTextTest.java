package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Scanner;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HostileTextTest {
    private static final Scanner SCANNER = new Scanner();
    private static final List<String> WORDS = new Secrets()
            .detectors().stream().flatMap(detector -> detector.words().stream()).toList();
    /** Two of it are a hash of LM and one of NT. */
    private static final String EMPTY_LM_HASH = "aad3b435b51404eeaad3b435b51404ee:";

    private static final List<String> BETWEEN = List.of(
            "", " ", "=", ": ", "\": \"", "\n", "\\n", "'", "/", ".", "-", "@", "a1B2c3d4", "eyJ", "é", "-----END");

    @Test
    void aWordRepeatedIsReadToTheEndAndIsNoSecret() {
        for (String word : WORDS) {
            if (word.equals(EMPTY_LM_HASH)) {
                continue;
            }
            byte[] text = SecretSamples.bytes(word.repeat(20_000 / word.length()));
            List<Finding> found = SCANNER.scan(text, 0, text.length, Field.NONE).values();

            assertEquals(
                    List.of(),
                    found.stream().filter(finding -> finding.confidence() >= 50).toList(),
                    word);
        }
    }

    /** A megabyte each; were a value read for each name in it, this would take minutes. */
    @Test
    void namesInAValueDoNotHaveItReadAgain() {
        for (String piece : List.of(
                "pwd=", "token=", "secret:", "key=a", "password=\"", "://a:b", "eyJhbGciOiJub25lIn0.", ":5432:")) {
            byte[] text = SecretSamples.bytes(piece.repeat((1 << 20) / piece.length()));

            assertTrue(SCANNER.scan(text, 0, text.length, Field.NONE).values().size() <= text.length);
        }
    }

    @Property(seed = "4")
    void whatWordsAndSignsMakeIsReadAndWhatIsFoundIsInside(@ForAll("mixtures") String mixture) {
        byte[] text = SecretSamples.bytes(mixture);
        for (Finding finding : SCANNER.scan(text, 0, text.length, Field.NONE).values()) {
            assertTrue(finding.from() >= 0 && finding.from() < finding.to() && finding.to() <= text.length);
        }
    }

    @Property(seed = "4")
    void anyBytesInAnyFieldAreRead(@ForAll byte[] text, @ForAll("names") String name) {
        for (Finding finding :
                SCANNER.scan(text, 0, text.length, SCANNER.field(name)).values()) {
            assertTrue(finding.to() <= text.length);
        }
    }

    @Provide
    Arbitrary<String> mixtures() {
        List<String> pieces = Stream.concat(WORDS.stream(), BETWEEN.stream()).toList();
        return Arbitraries.oneOf(Arbitraries.of(pieces), Arbitraries.of(BETWEEN))
                .list()
                .ofMaxSize(16)
                .map(chosen -> String.join("", chosen));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "password", "api_key", "authorization", "key", "datadog_api_key", "token", "", " ", "_", "2");
    }
}
