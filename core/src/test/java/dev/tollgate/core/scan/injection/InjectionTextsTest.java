package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is found in the texts of {@code scan/}, of which those named unseen were never used to tune anything. */
class InjectionTextsTest {
    private static final Scanner SCANNER = new Scanner();
    private static final int ACT = 50;

    @Test
    void findsNearlyAllHiddenInstructions() {
        assertMissesAtMost(2, "/scan/injections.txt");
    }

    @Test
    void findsNearlyAllHiddenInstructionsThatNobodyTunedOn() {
        assertMissesAtMost(4, "/scan/injections-unseen.txt");
    }

    @Test
    void findsInstructionsOfPublishedTechniques() {
        assertMissesAtMost(0, "/scan/injections-techniques.txt");
    }

    @Test
    void findsNearlyAllInstructionsInManyStyles() {
        assertMissesAtMost(3, "/scan/injections-styles.txt");
    }

    @Test
    void findsMostInstructionsInManyStylesThatNobodyTunedOn() {
        assertMissesAtMost(15, "/scan/injections-styles-unseen.txt");
    }

    @Test
    void letsTextsPassThatOnlySpeakOfInstructions() {
        assertFlagsAtMost(4, "/scan/harmless.txt");
        assertFlagsAtMost(3, "/scan/harmless-styles.txt");
        assertFlagsAtMost(0, "/scan/harmless-techniques.txt");
    }

    @Test
    void letsTextsPassThatNobodyTunedOn() {
        assertFlagsAtMost(5, "/scan/harmless-unseen.txt");
        assertFlagsAtMost(3, "/scan/harmless-styles-unseen.txt");
    }

    @Test
    void hasTheNumbersOfTextsThatItSays() {
        assertTrue(WrittenText.ofResource("/scan/injections.txt").size()
                        + WrittenText.ofResource("/scan/injections-unseen.txt").size()
                >= 150);
        assertTrue(WrittenText.ofResource("/scan/harmless.txt").size()
                        + WrittenText.ofResource("/scan/harmless-unseen.txt").size()
                >= 300);
    }

    private static void assertMissesAtMost(int most, String resource) {
        List<String> missed = WrittenText.ofResource(resource).stream()
                .filter(text -> score(text) < ACT)
                .toList();
        assertTrue(missed.size() <= most, () -> "missed " + String.join("\n", missed));
    }

    private static void assertFlagsAtMost(int most, String resource) {
        List<String> flagged = WrittenText.ofResource(resource).stream()
                .filter(text -> score(text) >= ACT)
                .toList();
        assertTrue(flagged.size() <= most, () -> "flagged " + String.join("\n", flagged));
    }

    static int score(String text) {
        return indicators(text).stream().mapToInt(Finding::confidence).max().orElse(0);
    }

    static List<Finding> indicators(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SCANNER.scan(bytes, 0, bytes.length, Field.NONE).indicators();
    }
}
