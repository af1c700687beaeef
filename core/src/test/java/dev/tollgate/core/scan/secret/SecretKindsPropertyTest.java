package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.core.scan.secret.SecretSamples.Sample;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SecretKindsPropertyTest {
    private static final Scanner SCANNER = new Scanner();
    private static final List<SecretRule> RULES = SecretRules.ofResource();

    @Test
    void thereAreManyKinds() {
        assertTrue(RULES.stream().map(SecretRule::kind).distinct().count() > 150);
    }

    @Property(seed = "4", tries = 3_000)
    void whatHasTheFormOfAKindIsFound(@ForAll("rules") SecretRule rule, @ForAll long seed) {
        Sample sample = new SecretSamples(seed).of(rule);
        String label = label(rule);
        String text = label + sample.text() + "\n";
        int from = label.length() + sample.from();
        int to = label.length() + sample.to();

        List<Finding> found = found(text);

        assertTrue(
                found.stream()
                        .anyMatch(finding -> finding.from() <= from
                                && finding.to() >= to
                                && finding.confidence() >= Math.min(rule.confidence(), 50)),
                () -> rule.kind().name() + " in " + text + " but " + found);
    }

    @Property(seed = "4")
    void aTokenWithAWrongChecksumIsNotFound(@ForAll("checked") SecretRule rule, @ForAll long seed) {
        Sample sample = new SecretSamples(seed).of(rule);
        char last = sample.text().charAt(sample.text().length() - 1);
        String wrong = sample.text().substring(0, sample.text().length() - 1) + (last == '2' ? '3' : '2');

        assertEquals(List.of(), found("see " + wrong + " there"));
    }

    @Property(seed = "4")
    void aKindIsNotFoundInsideOfSomethingLonger(@ForAll("rules") SecretRule rule, @ForAll long seed) {
        if (rule.near().isEmpty()
                && Character.isLetterOrDigit(
                        new SecretSamples(seed).of(rule).text().charAt(0))) {
            String text = "zZ9" + new SecretSamples(seed).of(rule).text();
            assertTrue(found(text).stream()
                    .noneMatch(finding -> finding.from() == 3 && finding.type().equals(rule.kind())));
        }
    }

    static String label(SecretRule rule) {
        return rule.near().isEmpty() ? "see " : rule.near().getFirst().replace('_', '-') + ": ";
    }

    private static List<Finding> found(String text) {
        byte[] bytes = SecretSamples.bytes(text);
        return SCANNER.scan(bytes, 0, bytes.length, Field.NONE).values().stream()
                .filter(finding -> finding.type().group() == dev.tollgate.core.scan.FindingType.Group.SECRET)
                .filter(finding -> finding.confidence() >= 50)
                .toList();
    }

    @Provide
    Arbitrary<SecretRule> rules() {
        return Arbitraries.of(RULES);
    }

    @Provide
    Arbitrary<SecretRule> checked() {
        return Arbitraries.of(RULES.stream()
                .filter(rule -> rule.check() == SecretCheck.CRC62
                        || rule.check() == SecretCheck.GRAFANA
                        || rule.check() == SecretCheck.BECH32)
                .toList());
    }
}
