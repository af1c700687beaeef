package dev.tollgate.core.redact;

import dev.tollgate.core.redact.Redacted.Located;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.FindingType;
import dev.tollgate.core.scan.Findings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Replaces values that were found in a text. */
final class ValueRedaction {
    private final AnswerRules rules;
    private final Transformer transformer;
    private final Tally tally;
    private final boolean isExplained;

    ValueRedaction(AnswerRules rules, Transformer transformer, Tally tally, boolean isExplained) {
        this.rules = rules;
        this.transformer = transformer;
        this.tally = tally;
        this.isExplained = isExplained;
    }

    /** A finding, and where it is in what was written. */
    private record Place(Finding finding, String action, int from, int to) {}

    /**
     * @param pointer of the text, asked for only when it is to be told
     * @param shift how many characters will stand before it
     */
    byte[] redacted(
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
        byte[] redacted = redacted(
                name,
                0,
                name.length,
                Field.NONE,
                findings,
                (type, confidence) -> ofName(rules.of(type, confidence)),
                pointer,
                0);
        return new String(redacted, StandardCharsets.UTF_8);
    }

    private static Transform ofName(Transform transform) {
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

    private byte[] redacted(
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
        for (Finding finding : findings.values()) {
            Transform transform = rule.of(finding.type(), finding.confidence());
            if (finding.confidence() < Profile.USUAL_CONFIDENCE && transform.equals(Transform.KEEP)) {
                continue;
            }
            String value = new String(text, finding.from(), finding.to() - finding.from(), StandardCharsets.UTF_8);
            String made = transformer.text(transform, finding.type(), value, field);
            edits.replace(finding.from(), finding.to(), made);
            Transform done = made.equals(value) ? Transform.KEEP : transform;
            tally.found(finding.type(), done, finding.confidence());
            if (isExplained) {
                places.add(new Place(finding, done.word(), edits.startOf(finding.from()), edits.endOf(finding.to())));
            }
        }
        byte[] written = edits.written(to);
        if (isExplained) {
            for (Finding indicator : findings.indicators()) {
                if (rules.isActedOn(indicator)) {
                    places.add(new Place(
                            indicator,
                            rules.injection().word(),
                            edits.startOf(indicator.from()),
                            edits.endOf(indicator.to())));
                }
            }
            tell(places, written, pointer, shift);
        }
        return written;
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
