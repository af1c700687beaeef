package dev.tollgate.tests.corpus;

import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.FindingType;
import dev.tollgate.core.scan.Findings;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.tests.corpus.Mark.Sort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Compares what was found with what had to be found. A value is found when a finding of its type, sure enough to be acted
 * on, overlaps it; a finding is right when it overlaps a value of its type.
 */
final class Score {
    /** Findings below are not acted on. */
    static final int LEAST_CONFIDENCE = 50;

    static final String SECRET = "SECRET";
    static final String NOTHING = "(nothing)";
    static final String PLAIN_TEXT = "(text)";

    /** Types that may be found inside a value of another without being wrong. */
    private static final Map<String, List<String>> PARTS = Map.of(
            "POSTAL_ADDRESS", List.of("POSTAL_CODE"),
            "CARD_TRACK_DATA", List.of("CREDIT_CARD", "PERSON_NAME"));

    /** How one type did. */
    static final class Count {
        int labels;
        int found;
        int exact;
        int findings;
        int right;

        double precision() {
            return findings == 0 ? (labels == 0 ? 1 : 0) : (double) right / findings;
        }

        double recall() {
            return labels == 0 ? 1 : (double) found / labels;
        }

        double f1() {
            double sum = precision() + recall();
            return sum == 0 ? 0 : 2 * precision() * recall() / sum;
        }

        double exactRate() {
            return found == 0 ? 0 : (double) exact / found;
        }

        void add(Count other) {
            labels += other.labels;
            found += other.found;
            exact += other.exact;
            findings += other.findings;
            right += other.right;
        }
    }

    /** A pair of words: what was labelled and what was found, or what was found and where. */
    record Pair(String one, String other) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair pair) {
            int order = one.compareTo(pair.one);
            return order != 0 ? order : other.compareTo(pair.other);
        }
    }

    /** Something that was missed, or the place of a finding that is wrong. */
    record Error(String what, CorpusText text, int from, int to) {}

    private final AnswerScan scan;
    private final Consumer<Error> errors;
    private final Map<String, Count> types = new TreeMap<>();
    private final Map<String, Count> kinds = new TreeMap<>();
    private final Map<Pair, Integer> kindsFound = new TreeMap<>();
    private final Map<Pair, Integer> confusions = new TreeMap<>();
    private final Map<Pair, Integer> falseFindings = new TreeMap<>();
    private final Map<String, Integer> negatives = new TreeMap<>();
    private final Map<String, Integer> forms = new TreeMap<>();
    private final Map<String, Integer> languages = new TreeMap<>();
    private final Map<String, Count> injectionsBy = new TreeMap<>();
    private final Map<String, Integer> falseIndicators = new TreeMap<>();
    private int texts;
    private int bytes;
    private int injected;
    private int injectedFound;
    private int ordinary;
    private int ordinaryFlagged;

    Score(Scanner scanner, Consumer<Error> errors) {
        this.scan = new AnswerScan(scanner);
        this.errors = errors;
    }

    void add(CorpusText text) {
        byte[] utf8 = text.bytes();
        Findings all = scan.scanned(utf8);
        List<Finding> sure = all.values().stream()
                .filter(finding -> finding.confidence() >= LEAST_CONFIDENCE)
                .toList();
        texts++;
        bytes += utf8.length;
        forms.merge(text.form(), 1, Integer::sum);
        languages.merge(text.language(), 1, Integer::sum);
        text.marks().forEach(mark -> mark(mark, sure, text));
        sure.forEach(finding -> finding(finding, text));
        List<Finding> indicators = all.indicators().stream()
                .filter(finding -> finding.confidence() >= LEAST_CONFIDENCE)
                .toList();
        injection(text, indicators);
    }

    private void mark(Mark mark, List<Finding> findings, CorpusText text) {
        if (mark.sort() == Sort.NEGATIVE) {
            negatives.merge(mark.name(), 1, Integer::sum);
        }
        if (!mark.sort().mustBeFound()) {
            return;
        }
        String type = typeOf(mark);
        List<Finding> over = findings.stream()
                .filter(finding -> mark.overlaps(finding.from(), finding.to()))
                .toList();
        Optional<Finding> hit = over.stream()
                .filter(finding -> isSame(type, typeOf(finding.type())))
                .findFirst();
        boolean isExact = over.stream()
                .anyMatch(finding -> isSame(type, typeOf(finding.type()))
                        && finding.from() == mark.from()
                        && finding.to() == mark.to());
        label(types, type, hit.isPresent(), isExact);
        if (mark.sort() == Sort.SECRET) {
            label(kinds, mark.name(), hit.isPresent(), isExact);
            hit.ifPresent(finding ->
                    kindsFound.merge(new Pair(mark.name(), finding.type().name()), 1, Integer::sum));
        }
        if (hit.isPresent() && !isExact) {
            errors.accept(new Error(
                    "inexact " + type, text, hit.get().from(), hit.get().to()));
        }
        if (hit.isEmpty()) {
            String found = over.stream()
                    .map(finding -> typeOf(finding.type()))
                    .findFirst()
                    .orElse(NOTHING);
            confusions.merge(new Pair(type, found), 1, Integer::sum);
            errors.accept(new Error(
                    "missed " + mark.name() + (over.isEmpty() ? "" : ", found as " + found),
                    text,
                    mark.from(),
                    mark.to()));
        }
    }

    private static void label(Map<String, Count> counts, String name, boolean isFound, boolean isExact) {
        Count count = counts.computeIfAbsent(name, key -> new Count());
        count.labels++;
        count.found += isFound ? 1 : 0;
        count.exact += isExact ? 1 : 0;
    }

    private static String typeOf(Mark mark) {
        return mark.sort() == Sort.SECRET ? SECRET : mark.name();
    }

    private static String typeOf(FindingType type) {
        return type.group() == FindingType.Group.SECRET ? SECRET : type.name();
    }

    /** Nine digits in a field "passport" do not say of which country. */
    private static boolean isSame(String one, String other) {
        return one.equals(other) || one.endsWith("_PASSPORT") && other.endsWith("_PASSPORT");
    }

    private void finding(Finding finding, CorpusText text) {
        String type = typeOf(finding.type());
        List<Mark> over = text.marks().stream()
                .filter(mark -> mark.overlaps(finding.from(), finding.to()))
                .toList();
        boolean isRight = over.stream().anyMatch(mark -> mark.sort().mustBeFound() && isSame(typeOf(mark), type));
        boolean isAllowed = over.stream()
                .anyMatch(mark -> mark.sort() == Sort.EITHER && isSame(mark.name(), type)
                        || PARTS.getOrDefault(typeOf(mark), List.of()).contains(type));
        if (!isRight && isAllowed || text.hasInjection() && over.isEmpty()) {
            // The addresses within an instruction are not labelled.
            return;
        }
        Count count = types.computeIfAbsent(type, key -> new Count());
        count.findings++;
        if (isRight) {
            count.right++;
            return;
        }
        String at = over.stream()
                .map(mark -> mark.sort() == Sort.NEGATIVE ? mark.name() : typeOf(mark))
                .findFirst()
                .orElse(PLAIN_TEXT);
        falseFindings.merge(new Pair(type, at), 1, Integer::sum);
        errors.accept(new Error(
                "false " + finding.type().name() + " (" + finding.confidence() + ") at " + at,
                text,
                finding.from(),
                finding.to()));
    }

    private void injection(CorpusText text, List<Finding> indicators) {
        if (text.hasInjection()) {
            injected++;
            injectedFound += indicators.isEmpty() ? 0 : 1;
            label(injectionsBy, text.language(), !indicators.isEmpty(), false);
            if (indicators.isEmpty()) {
                errors.accept(new Error("missed injection", text, 0, text.bytes().length));
            }
        } else {
            ordinary++;
            ordinaryFlagged += indicators.isEmpty() ? 0 : 1;
            if (!indicators.isEmpty()) {
                Finding first = indicators.getFirst();
                falseIndicators.merge(first.type().name() + " in " + text.form(), 1, Integer::sum);
                errors.accept(new Error(
                        "false " + first.type().name() + " (" + first.confidence() + ")",
                        text,
                        first.from(),
                        first.to()));
            }
        }
    }

    Map<String, Count> types() {
        return types;
    }

    Count type(String name) {
        return types.getOrDefault(name, new Count());
    }

    /** All of them together. */
    Count together(List<String> names) {
        var sum = new Count();
        names.forEach(name -> sum.add(type(name)));
        return sum;
    }

    Map<String, Count> kinds() {
        return kinds;
    }

    Map<Pair, Integer> kindsFound() {
        return kindsFound;
    }

    Map<Pair, Integer> confusions() {
        return confusions;
    }

    Map<Pair, Integer> falseFindings() {
        return falseFindings;
    }

    Map<String, Integer> negatives() {
        return negatives;
    }

    Map<String, Integer> forms() {
        return forms;
    }

    Map<String, Integer> languages() {
        return languages;
    }

    Map<String, Count> injectionsBy() {
        return injectionsBy;
    }

    Map<String, Integer> falseIndicators() {
        return falseIndicators;
    }

    int texts() {
        return texts;
    }

    int bytes() {
        return bytes;
    }

    int labels() {
        return types.values().stream().mapToInt(count -> count.labels).sum();
    }

    int negativeCount() {
        return negatives.values().stream().mapToInt(Integer::intValue).sum();
    }

    int injected() {
        return injected;
    }

    int ordinary() {
        return ordinary;
    }

    double injectionRecall() {
        return injected == 0 ? 1 : (double) injectedFound / injected;
    }

    double injectionFalseRate() {
        return ordinary == 0 ? 0 : (double) ordinaryFlagged / ordinary;
    }
}
