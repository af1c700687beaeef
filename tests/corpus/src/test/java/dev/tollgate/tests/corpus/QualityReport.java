package dev.tollgate.tests.corpus;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.tests.corpus.Score.Count;
import dev.tollgate.tests.corpus.Score.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The figures as tables in Markdown. */
final class QualityReport {
    private static final int MOST_PAIRS = 60;

    private final Measurement measurement;
    private final StringBuilder text = new StringBuilder();

    QualityReport(Measurement measurement) {
        this.measurement = measurement;
    }

    String markdown() {
        corpus();
        groups();
        types();
        secrets();
        injections();
        confusions();
        falseFindings();
        return text.toString().stripTrailing();
    }

    private QualityReport line(String format, Object... parts) {
        text.append(String.format(Locale.ROOT, format, parts)).append('\n');
        return this;
    }

    private void table(String... heads) {
        line("").line("| %s |", String.join(" | ", heads));
        line("|%s", " --- |".repeat(heads.length));
    }

    private Score tuned() {
        return measurement.tuned();
    }

    private Score heldout() {
        return measurement.heldout();
    }

    private void corpus() {
        line(
                "`make quality SEED=%d N=%d` wrote these tables. \"Held out\" are texts from templates that nobody tuned on.",
                measurement.seed(), measurement.size());
        table("corpus", "texts", "kB", "labels", "hard negatives", "texts with an injection", "ordinary texts");
        for (Split split : Split.values()) {
            Score score = measurement.of(split);
            line(
                    "| %s | %,d | %,d | %,d | %,d | %,d | %,d |",
                    name(split),
                    score.texts(),
                    score.bytes() / 1000,
                    score.labels(),
                    score.negativeCount(),
                    score.injected(),
                    score.ordinary());
        }
        line("").line(
                        "Texts by language: %s.",
                        counts(sum(tuned().languages(), heldout().languages())));
        line("").line(
                        "Texts by form: %s.",
                        counts(sum(tuned().forms(), heldout().forms())));
    }

    private static String name(Split split) {
        return split == Split.TUNED ? "tuned" : "held out";
    }

    private static Map<String, Integer> sum(Map<String, Integer> one, Map<String, Integer> other) {
        var sum = new TreeMap<>(one);
        other.forEach((name, count) -> sum.merge(name, count, Integer::sum));
        return sum;
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private void groups() {
        List<String> all = Arrays.stream(PersonalType.values()).map(Enum::name).toList();
        List<String> others = all.stream()
                .filter(type -> !Measurement.CHECKSUMMED.contains(type))
                .toList();
        line("").line("### By group");
        table("group", "aim", "tuned: precision", "recall", "F1", "held out: precision", "recall", "F1");
        group("types with check digits", "F1 0.98", Measurement.CHECKSUMMED);
        group("other personal data", "", others);
        group("secrets", "recall 0.95 at precision 0.95", List.of(Score.SECRET));
        table("injections", "aim", "tuned", "held out");
        line(
                "| recall | 0.80 | %.3f | %.3f |",
                tuned().injectionRecall(), heldout().injectionRecall());
        line(
                "| ordinary texts flagged | at most 0.010 | %.4f | %.4f |",
                tuned().injectionFalseRate(), heldout().injectionFalseRate());
    }

    private void group(String name, String aim, List<String> types) {
        Count one = tuned().together(types);
        Count other = heldout().together(types);
        line(
                "| %s | %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |",
                name, aim, one.precision(), one.recall(), one.f1(), other.precision(), other.recall(), other.f1());
    }

    private void types() {
        line("").line("### By type");
        line("").line("\"Exact\" is the share of what was found whose first and last byte are right.");
        table(
                "type",
                "tuned: labels",
                "precision",
                "recall",
                "F1",
                "exact",
                "held out: labels",
                "precision",
                "recall",
                "F1",
                "exact");
        for (PersonalType type : PersonalType.values()) {
            type(type.name());
        }
        type(Score.SECRET);
    }

    private void type(String name) {
        Count one = tuned().type(name);
        Count other = heldout().type(name);
        line("| %s | %s | %s |", name, figures(one), figures(other));
    }

    private static String figures(Count count) {
        return String.format(
                Locale.ROOT,
                "%d | %.3f | %.3f | %.3f | %.2f",
                count.labels,
                count.precision(),
                count.recall(),
                count.f1(),
                count.exactRate());
    }

    private void secrets() {
        line("").line("### Secrets by kind");
        line("").line("\"Mostly as\" is the name that the scanner gave most of them.");
        table("kind", "tuned: labels", "recall", "held out: labels", "recall", "mostly as");
        var names = new TreeSet<>(tuned().kinds().keySet());
        names.addAll(heldout().kinds().keySet());
        for (String kind : names) {
            Count one = tuned().kinds().getOrDefault(kind, new Count());
            Count other = heldout().kinds().getOrDefault(kind, new Count());
            line(
                    "| %s | %d | %.3f | %d | %.3f | %s |",
                    kind, one.labels, one.recall(), other.labels, other.recall(), mostly(kind));
        }
    }

    private String mostly(String kind) {
        return tuned().kindsFound().entrySet().stream()
                .filter(entry -> entry.getKey().one().equals(kind))
                .max(Map.Entry.comparingByValue())
                .map(entry -> entry.getKey().other())
                .orElse("");
    }

    private void injections() {
        line("").line("### Injections by language of the document");
        table("language", "tuned: texts", "recall", "held out: texts", "recall");
        var languages = new TreeSet<>(tuned().injectionsBy().keySet());
        languages.addAll(heldout().injectionsBy().keySet());
        for (String language : languages) {
            Count one = tuned().injectionsBy().getOrDefault(language, new Count());
            Count other = heldout().injectionsBy().getOrDefault(language, new Count());
            line("| %s | %d | %.3f | %d | %.3f |", language, one.labels, one.recall(), other.labels, other.recall());
        }
        Map<String, Integer> flagged = sum(tuned().falseIndicators(), heldout().falseIndicators());
        line("").line("Ordinary texts that were flagged: %s.", flagged.isEmpty() ? "none" : counts(flagged));
    }

    private void confusions() {
        line("").line("### What was missed, and as what it was found");
        table("labelled", "found as", "tuned", "held out");
        pairs(tuned().confusions(), heldout().confusions());
    }

    private void falseFindings() {
        line("").line("### What was found and is something else");
        table("found", "is", "tuned", "held out");
        pairs(tuned().falseFindings(), heldout().falseFindings());
        line("").line(
                        "Hard negatives: %s.",
                        counts(sum(tuned().negatives(), heldout().negatives())));
    }

    /** The most frequent. */
    private void pairs(Map<Pair, Integer> one, Map<Pair, Integer> other) {
        var all = new TreeMap<>(one);
        other.forEach((pair, count) -> all.merge(pair, count, Integer::sum));
        var sorted = new ArrayList<>(all.entrySet());
        sorted.sort(Map.Entry.<Pair, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        sorted.stream()
                .limit(MOST_PAIRS)
                .forEach(entry -> line(
                        "| %s | %s | %d | %d |",
                        entry.getKey().one(),
                        entry.getKey().other(),
                        one.getOrDefault(entry.getKey(), 0),
                        other.getOrDefault(entry.getKey(), 0)));
        int rest =
                sorted.stream().skip(MOST_PAIRS).mapToInt(Map.Entry::getValue).sum();
        if (rest > 0) {
            line("| (%d rarer pairs) | | | %d together |", sorted.size() - MOST_PAIRS, rest);
        }
    }
}
