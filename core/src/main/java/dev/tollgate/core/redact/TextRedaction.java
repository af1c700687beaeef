package dev.tollgate.core.redact;

import dev.tollgate.core.redact.Redacted.Located;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Redacts single texts and numbers of one answer. */
final class TextRedaction {
    private static final byte[] UNCHANGED = {};

    private final Scanner scanner;
    private final AnswerRules rules;
    private final Transformer transformer;
    private final Tally tally;
    private final boolean isExplained;

    TextRedaction(Scanner scanner, AnswerRules rules, Transformer transformer, Tally tally, boolean isExplained) {
        this.scanner = scanner;
        this.rules = rules;
        this.transformer = transformer;
        this.tally = tally;
        this.isExplained = isExplained;
    }

    /** What {@link #text} gives for a text that stays as it is; compared by identity. */
    static boolean isUnchanged(byte[] redacted) {
        return redacted == UNCHANGED;
    }

    static byte[] unchanged() {
        return UNCHANGED;
    }

    /** @param pointer of the text, asked for only when something is found */
    byte[] text(byte[] text, int from, int to, Field field, Supplier<String> pointer) {
        return replaced(
                text, from, to, field, scanner.scan(text, from, to, field).values(), pointer);
    }

    private byte[] replaced(
            byte[] text, int from, int to, Field field, List<Finding> findings, Supplier<String> pointer) {
        if (findings.isEmpty()) {
            return UNCHANGED;
        }
        var edits = new ArrayList<Edit>();
        for (Finding finding : findings) {
            if (Tokens.cover(text, from, to, finding.from(), finding.to())) {
                continue;
            }
            Transform transform = rules.of(finding.type(), finding.confidence());
            if (finding.confidence() >= Profile.USUAL_CONFIDENCE || !transform.equals(Transform.KEEP)) {
                edits.add(new Edit(finding, transform));
            }
        }
        return edits.isEmpty() ? UNCHANGED : written(text, from, to, field, edits, pointer);
    }

    private record Edit(Finding finding, Transform transform) {}

    private byte[] written(byte[] text, int from, int to, Field field, List<Edit> edits, Supplier<String> pointer) {
        var out = new Output(to - from + 16);
        var place = new Output.Characters();
        int copied = from;
        boolean isChanged = false;
        for (Edit edit : edits) {
            Finding finding = edit.finding();
            out.write(text, copied, finding.from());
            int start = out.size();
            String value = new String(text, finding.from(), finding.to() - finding.from(), StandardCharsets.UTF_8);
            String made = transformer.text(edit.transform(), finding.type(), value, field);
            out.write(made);
            copied = finding.to();
            isChanged |= !made.equals(value);
            Transform done = made.equals(value) ? Transform.KEEP : edit.transform();
            tally.found(finding.type(), done, finding.confidence());
            if (isExplained) {
                locate(finding, done, out, start, place, pointer.get());
            }
        }
        out.write(text, copied, to);
        return isChanged ? out.toBytes() : UNCHANGED;
    }

    private void locate(
            Finding finding, Transform done, Output out, int start, Output.Characters place, String pointer) {
        int from = out.characters(place, start);
        int to = out.characters(place, out.size());
        tally.located(new Located(finding.type().name(), done.word(), pointer, from, to, finding.confidence()));
    }

    /** The literal that stands for a number; the same one when nothing was found. */
    String number(String literal, Field field, Supplier<String> pointer) {
        byte[] bytes = literal.getBytes(StandardCharsets.US_ASCII);
        for (Finding finding : scanner.scan(bytes, 0, bytes.length, field).values()) {
            Transform transform = rules.of(finding.type(), finding.confidence());
            if (finding.confidence() < Profile.USUAL_CONFIDENCE && transform.equals(Transform.KEEP)) {
                continue;
            }
            String made = transformer.number(transform, finding.type(), literal, field);
            Transform done = made.equals(literal) ? Transform.KEEP : transform;
            tally.found(finding.type(), done, finding.confidence());
            if (isExplained) {
                tally.located(new Located(
                        finding.type().name(), done.word(), pointer.get(), 0, made.length(), finding.confidence()));
            }
            return made;
        }
        return literal;
    }

    /** A field that a rule is about, whatever it holds. */
    byte[] field(byte[] text, int from, int to, Transform transform) {
        if (Tokens.is(text, from, to)) {
            return UNCHANGED;
        }
        String value = new String(text, from, to - from, StandardCharsets.UTF_8);
        String made = transformer.field(transform, value);
        if (made.equals(value)) {
            return UNCHANGED;
        }
        tally.field(transform);
        return made.getBytes(StandardCharsets.UTF_8);
    }

    String numberField(String literal, Transform transform) {
        String made = transform.equals(Transform.KEEP) ? literal : "0";
        if (!made.equals(literal)) {
            tally.field(transform);
        }
        return made;
    }

    /** A name is replaced like a text; what it would have been is in its findings already. */
    byte[] name(KnownNames.Name name, Supplier<String> pointer) {
        return replaced(name.bytes(), 0, name.bytes().length, Field.NONE, name.findings(), pointer);
    }
}
