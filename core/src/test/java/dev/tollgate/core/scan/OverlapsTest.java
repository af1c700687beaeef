package dev.tollgate.core.scan;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OverlapsTest {
    private static final FindingType A = PersonalType.IBAN;

    @Test
    void theSurerIsLeft() {
        var sure = new Finding(A, 5, 9, 90);
        assertEquals(List.of(sure), Overlaps.resolved(List.of(new Finding(A, 0, 20, 60), sure)));
    }

    @Test
    void ofEquallySureTheLonger() {
        var longer = new Finding(A, 3, 9, 90);
        assertEquals(List.of(longer), Overlaps.resolved(List.of(new Finding(A, 0, 4, 90), longer)));
    }

    @Property(seed = "4")
    void whatIsLeftStandsInOrderAndApart(@ForAll("findings") List<Finding> findings) {
        List<Finding> left = Overlaps.resolved(findings);
        for (int i = 1; i < left.size(); i++) {
            assertTrue(left.get(i - 1).to() <= left.get(i).from());
        }
    }

    @Property(seed = "4")
    void whatIsGoneMetSomethingAtLeastAsSure(@ForAll("findings") List<Finding> findings) {
        List<Finding> left = Overlaps.resolved(findings);
        for (Finding finding : findings) {
            assertTrue(left.stream()
                    .anyMatch(other -> other.from() < finding.to()
                            && finding.from() < other.to()
                            && other.confidence() >= finding.confidence()));
        }
    }

    @Property(seed = "4")
    void theOrderInWhichTheyWereFoundDoesNotMatter(@ForAll("findings") List<Finding> findings) {
        assertEquals(Overlaps.resolved(findings), Overlaps.resolved(findings.reversed()));
    }

    @Provide
    Arbitrary<List<Finding>> findings() {
        return Combinators.combine(
                        Arbitraries.of(PersonalType.IBAN, PersonalType.BIC, PersonalType.AGE),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(1, 100))
                .as((type, from, length, confidence) -> new Finding(type, from, from + length, confidence))
                .list()
                .ofMaxSize(20);
    }
}
