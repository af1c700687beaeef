package dev.tollgate.core.redact;

import dev.tollgate.core.redact.Redacted.Located;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.FindingType;
import dev.tollgate.core.scan.Findings;
import dev.tollgate.core.scan.TextScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Replaces values that were found in a text. */
final class ValueRedaction {
    /** Then a text is cut where it does not settle: what was replaced there lets something new be seen behind it. */
    private static final int MOST_ROUNDS = 6;

    private static final int MOST_CUTS = 6;

    private final TextScanner scanner;
    private final AnswerRules rules;
    private final Transformer transformer;
    private final Tally tally;
    private final boolean isExplained;

    ValueRedaction(TextScanner scanner, AnswerRules rules, Transformer transformer, Tally tally, boolean isExplained) {
        this.scanner = scanner;
        this.rules = rules;
        this.transformer = transformer;
        this.tally = tally;
        this.isExplained = isExplained;
    }

    /** A finding, and where it is in what was written. */
    private record Place(Finding finding, String action, int from, int to) {
        Place in(Edits edits) {
            return new Place(finding, action, edits.startOf(from), edits.endOf(to));
        }
    }

    /** What is left of a text, and what was seen in that when it was looked at again, as it is when it changes. */
    record Left(byte[] text, Optional<Findings> seen) {}

    /**
     * @param pointer of the text, asked for only when it is to be told
     * @param shift how many characters will stand before it
     */
    Left redacted(
            byte[] text,
            int from,
            int to,
            Field field,
            Findings findings,
            Supplier<Optional<String>> pointer,
            int shift) {
        return redacted(text, from, to, field, findings, rules::of, pointer, shift);
    }

    /** The name of a member is not left out or made coarser, but replaced, since another member may have what is left. */
    String name(byte[] name, Findings findings, Supplier<Optional<String>> pointer) {
        Left left = redacted(
                name,
                0,
                name.length,
                Field.NONE,
                findings,
                (type, confidence) -> token(rules.of(type, confidence)),
                pointer,
                0);
        return new String(left.text(), StandardCharsets.UTF_8);
    }

    /** Of which nothing is found again. */
    private static Transform token(Transform transform) {
        return switch (transform) {
            case Transform.Keep keep -> keep;
            case Transform.Pseudonym(boolean keepFormat) -> new Transform.Pseudonym(false);
            case Transform.Generalise generalise -> Transform.REPLACE;
            case Transform.Truncate truncate -> Transform.REPLACE;
            case Transform.Mask mask -> Transform.REPLACE;
            case Transform.Replace replace -> replace;
            case Transform.Drop drop -> Transform.REPLACE;
        };
    }

    /** What becomes of a finding. */
    @FunctionalInterface
    private interface Rule {
        Transform of(FindingType type, int confidence);
    }

    private Left redacted(
            byte[] text,
            int from,
            int to,
            Field field,
            Findings findings,
            Rule rule,
            Supplier<Optional<String>> pointer,
            int shift) {
        var edits = new Edits(text, from, to);
        var places = new ArrayList<Place>();
        for (Finding finding : values(text, findings, rule)) {
            Transform transform = rule.of(finding.type(), finding.confidence());
            if (finding.confidence() < Profile.USUAL_CONFIDENCE && transform.equals(Transform.KEEP)) {
                continue;
            }
            String value = value(text, finding);
            String made = transformer.text(transform, finding.type(), value, field);
            edits.replace(finding.from(), finding.to(), made);
            Transform done = made.equals(value) ? Transform.KEEP : transform;
            tally.found(finding.type(), done, finding.confidence());
            if (isExplained) {
                add(finding, done.word(), edits, places);
            }
        }
        byte[] written = edits.written(to);
        if (isExplained) {
            for (Finding indicator : findings.indicators()) {
                if (rules.isActedOn(indicator)) {
                    add(indicator, rules.injection().word(), edits, places);
                }
            }
        }
        boolean isChanged = !scanner.tokens().is(written, 0, written.length)
                && !Arrays.equals(written, 0, written.length, text, from, to);
        Left left = isChanged ? settled(written, field, rule, places) : new Left(written, Optional.empty());
        if (isExplained) {
            tell(places, left.text(), pointer, shift);
        }
        return left;
    }

    /** The values, and what is in one that is kept in their place, where that is not: a token in the field of an address. */
    private List<Finding> values(byte[] text, Findings findings, Rule rule) {
        var values = new ArrayList<Finding>(findings.values().size());
        for (Finding finding : findings.values()) {
            List<Finding> inside = replacedInside(text, finding, rule);
            if (inside.isEmpty()) {
                values.add(finding);
            } else {
                values.addAll(inside);
            }
        }
        return values;
    }

    private List<Finding> replacedInside(byte[] text, Finding finding, Rule rule) {
        return finding.confidence() >= Profile.USUAL_CONFIDENCE && isKept(finding, rule)
                ? scanner.inside(text, finding).stream()
                        .filter(inner -> !isKept(inner, rule))
                        .toList()
                : List.of();
    }

    private static boolean isKept(Finding finding, Rule rule) {
        return rule.of(finding.type(), finding.confidence()).equals(Transform.KEEP);
    }

    /**
     * What was made can be found again: beside a label, a made-up number is one, and what is left may say something new
     * where something is gone. So that nothing changes when it is redacted once more, such a part is replaced here.
     */
    private Left settled(byte[] made, Field field, Rule rule, List<Place> places) {
        byte[] text = made;
        for (int round = 0; round < MOST_ROUNDS + MOST_CUTS; round++) {
            Findings again = scanner.scan(text, 0, text.length, field);
            var edits = new Edits(text, 0, text.length);
            var more = new ArrayList<Place>();
            for (Finding finding : values(text, again, rule)) {
                Transform transform = rule.of(finding.type(), finding.confidence());
                String value = value(text, finding);
                if (!transform.equals(Transform.KEEP)
                        && !transformer
                                .text(transform, finding.type(), value, field)
                                .equals(value)) {
                    Transform token = token(transform);
                    edits.replace(finding.from(), finding.to(), transformer.text(token, finding.type(), value, field));
                    tally.found(finding.type(), token, finding.confidence());
                    add(finding, token.word(), edits, more);
                }
            }
            if (more.isEmpty()) {
                return new Left(text, Optional.of(again));
            }
            if (round < MOST_ROUNDS) {
                text = edits.written(text.length);
                places.replaceAll(place -> place.in(edits));
                places.addAll(more);
                places.sort(Comparator.comparingInt(Place::from));
                places.subList(Math.min(places.size(), Redacted.MOST_LOCATED), places.size())
                        .clear();
            } else {
                int end = edits.firstChange();
                text = ShortenedText.cutAt(text, end);
                places.removeIf(place -> place.to() > end);
                tally.truncated();
            }
        }
        throw new IllegalStateException("a text does not settle");
    }

    /** No more than can be told: a long text can have hundreds of thousands. */
    private static void add(Finding finding, String action, Edits edits, List<Place> places) {
        if (places.size() < Redacted.MOST_LOCATED) {
            places.add(new Place(finding, action, edits.startOf(finding.from()), edits.endOf(finding.to())));
        }
    }

    private static String value(byte[] text, Finding finding) {
        return new String(text, finding.from(), finding.to() - finding.from(), StandardCharsets.UTF_8);
    }

    private void tell(List<Place> places, byte[] written, Supplier<Optional<String>> pointer, int shift) {
        if (places.isEmpty() || !tally.hasRoom()) {
            return;
        }
        Optional<String> here = pointer.get();
        if (here.isEmpty()) {
            return;
        }
        var characters = new Characters(written);
        for (Place place : places) {
            Finding finding = place.finding();
            tally.located(new Located(
                    finding.type().name(),
                    place.action(),
                    here.get(),
                    shift + characters.before(place.from()),
                    shift + characters.before(place.to()),
                    finding.confidence()));
        }
    }

    /** The literal that stands for a number. */
    String number(String literal, List<Finding> found, Field field, Supplier<Optional<String>> pointer) {
        for (Finding finding : found) {
            Transform transform = rules.of(finding.type(), finding.confidence());
            if (finding.confidence() < Profile.USUAL_CONFIDENCE && transform.equals(Transform.KEEP)) {
                continue;
            }
            String made = transformer.number(transform, finding.type(), literal, field);
            Transform done = made.equals(literal) ? Transform.KEEP : transform;
            tally.found(finding.type(), done, finding.confidence());
            if (isExplained && tally.hasRoom()) {
                pointer.get()
                        .ifPresent(here -> tally.located(new Located(
                                finding.type().name(), done.word(), here, 0, made.length(), finding.confidence())));
            }
            return made;
        }
        return literal;
    }

    /** What a rule on a field makes of its text. */
    String field(Transform transform, String text) {
        return transformer.field(transform, text);
    }
}
