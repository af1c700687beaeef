package dev.tollgate.tests.fuzz;

import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Findings;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.core.scan.TextScanner;
import dev.tollgate.core.scan.TokenForm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A scanner of which each answer is checked. A redaction goes on when a text fails, so the first failure is kept. */
final class WatchedScanner implements TextScanner {
    private static final int SHIFT = 7;

    private final Scanner scanner;
    private Optional<Violation> failure = Optional.empty();

    WatchedScanner(Scanner scanner) {
        this.scanner = scanner;
    }

    /** Says what failed since it was asked last. */
    void check() {
        Optional<Violation> failed = failure;
        failure = Optional.empty();
        failed.ifPresent(violation -> {
            throw violation;
        });
    }

    @Override
    public Findings scan(byte[] text, int from, int to, Field field) {
        byte[] input = Arrays.copyOfRange(text, from, to);
        try {
            Findings findings = scanner.scan(text, from, to, field);
            checkRanges(findings.values(), from, to, input, true);
            checkRanges(findings.indicators(), from, to, input, false);
            return findings;
        } catch (RuntimeException | StackOverflowError failed) {
            keep(new Violation("scan fails", frame(failed) + " in field " + field, input, failed));
            throw failed;
        }
    }

    /** The same is found in the same text, wherever in an array it stands and whatever stands around it. */
    void checkIsSteady(byte[] text, Field field) {
        Findings there = scanner.scan(text, 0, text.length, field);
        var larger = new byte[text.length + 2 * SHIFT];
        Arrays.fill(larger, (byte) '5');
        System.arraycopy(text, 0, larger, SHIFT, text.length);
        Findings shifted = scanner.scan(larger, SHIFT, SHIFT + text.length, field);
        if (!shifted(there.values(), SHIFT).equals(shifted.values())
                || !shifted(there.indicators(), SHIFT).equals(shifted.indicators())) {
            throw new Violation("scan depends on the place", there + " and " + shifted, text);
        }
        Findings again = scanner.scan(text.clone(), 0, text.length, field);
        if (!again.equals(there)) {
            throw new Violation("scan of a copy differs", there + " and " + again, text);
        }
    }

    private static List<Finding> shifted(List<Finding> findings, int shift) {
        return findings.stream()
                .map(finding ->
                        new Finding(finding.type(), finding.from() + shift, finding.to() + shift, finding.confidence()))
                .toList();
    }

    private void checkRanges(List<Finding> findings, int from, int to, byte[] input, boolean overlapsAreWrong) {
        int last = from;
        for (Finding finding : findings) {
            boolean isOrdered = finding.from() >= last;
            boolean isInside = finding.from() >= from && finding.to() <= to;
            boolean areWhole = isInside
                    && isBetweenCharacters(input, finding.from() - from)
                    && isBetweenCharacters(input, finding.to() - from);
            if (isInside && !areWhole) {
                keep(new Violation("a finding cuts a character", finding.toString(), input));
            }
            if (!isOrdered || !isInside) {
                keep(new Violation("scan's ranges", findings + " in " + from + " to " + to, input));
            }
            last = overlapsAreWrong ? finding.to() : finding.from();
        }
    }

    private static boolean isBetweenCharacters(byte[] text, int at) {
        return at == text.length || (text[at] & 0xC0) != 0x80;
    }

    private void keep(Violation violation) {
        if (failure.isEmpty()) {
            failure = Optional.of(violation);
        }
    }

    static String frame(Throwable failed) {
        StackTraceElement[] frames = failed.getStackTrace();
        String first = Arrays.stream(frames)
                .filter(frame -> frame.getClassName().startsWith("dev.tollgate."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("nowhere");
        return failed.getClass().getSimpleName() + " at " + first;
    }

    @Override
    public TokenForm tokens() {
        return scanner.tokens();
    }

    @Override
    public Field field(String name) {
        return scanner.field(name);
    }
}
