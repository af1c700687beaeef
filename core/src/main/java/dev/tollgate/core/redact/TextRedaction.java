package dev.tollgate.core.redact;

import dev.tollgate.core.redact.ValueRedaction.Left;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Findings;
import dev.tollgate.core.scan.TextScanner;
import dev.tollgate.core.scan.TokenForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Redacts single texts and numbers of one answer. A text that cannot be looked at, since something in here failed, is left
 * out of the result; the others are not.
 */
final class TextRedaction {
    private static final int MOST_CUTS = 4;
    private static final byte[] UNCHANGED = {};
    /** What stands for a number of which nothing may be left. */
    private static final byte[] NO_NUMBER = {'0'};

    private static final byte[] UNSCANNED =
            Tokens.replacement(TokenForm.UNSCANNED).getBytes(StandardCharsets.US_ASCII);

    private final TextScanner scanner;
    private final AnswerRules rules;
    private final ValueRedaction values;
    private final HiddenText hidden;
    private final Quarantine quarantine;
    private final Tally tally;

    TextRedaction(
            TextScanner scanner,
            AnswerRules rules,
            Tokens tokens,
            Quarantine quarantine,
            Tally tally,
            boolean isExplained) {
        this.scanner = scanner;
        this.rules = rules;
        this.values = new ValueRedaction(scanner, rules, new Transformer(tokens, scanner), tally, isExplained);
        this.hidden = new HiddenText(scanner, rules);
        this.quarantine = quarantine;
        this.tally = tally;
    }

    /** What is looked for: a rule can keep a field's values, but not what is hidden among them. */
    private enum Scope {
        ALL,
        INDICATORS
    }

    /** What {@link #text} gives for a text that stays as it is; compared by identity. */
    static boolean isUnchanged(byte[] redacted) {
        return redacted == UNCHANGED;
    }

    static byte[] unchanged() {
        return UNCHANGED;
    }

    /** @param pointer of the text, asked for only when something is found; empty when it is too long to be told */
    byte[] text(byte[] text, int from, int to, Field field, Supplier<Optional<String>> pointer) {
        return unlessItFails(text, from, to, field, Scope.ALL, pointer);
    }

    /**
     * Whether a text is to be looked at before a rule on its field applies: some of it is left then, of which another profile
     * may leave less.
     */
    boolean isLookedAtBefore(Transform transform) {
        return switch (transform) {
            case Transform.Truncate truncate -> true;
            case Transform.Mask mask -> rules.areSeveral();
            case Transform.Generalise generalise -> rules.areSeveral();
            case Transform.Keep keep -> false;
            case Transform.Pseudonym pseudonym -> false;
            case Transform.Replace replace -> false;
            case Transform.Drop drop -> false;
        };
    }

    /** The text of a field that a rule is about, whatever it holds. */
    byte[] field(byte[] text, int from, int to, Field field, Transform transform, Supplier<Optional<String>> pointer) {
        return switch (transform) {
            case Transform.Keep keep -> unlessItFails(text, from, to, field, Scope.INDICATORS, pointer);
            case Transform.Truncate truncate -> shortened(text, from, to, field, truncate, pointer);
            default -> ruled(text, from, to, transform);
        };
    }

    /** What was cut may be read in another way, so it is looked at again until nothing changes. */
    private byte[] shortened(
            byte[] text,
            int from,
            int to,
            Field field,
            Transform.Truncate truncate,
            Supplier<Optional<String>> pointer) {
        byte[] left = Arrays.copyOfRange(text, from, to);
        for (int round = 0; round < MOST_CUTS; round++) {
            byte[] redacted = orElse(text(left, 0, left.length, field, pointer), left);
            byte[] cut = orElse(truncated(redacted, 0, redacted.length, truncate), redacted);
            if (Arrays.equals(cut, left)) {
                return round == 0 ? UNCHANGED : left;
            }
            left = cut;
        }
        return ruled(left, 0, left.length, Transform.REPLACE);
    }

    private static byte[] orElse(byte[] redacted, byte[] before) {
        return isUnchanged(redacted) ? before : redacted;
    }

    /** What is in quarantine is cut inside of its marks. */
    private byte[] truncated(byte[] text, int from, int to, Transform.Truncate truncate) {
        Optional<byte[]> inside = quarantine.inside(text, from, to);
        if (inside.isEmpty()) {
            return ruled(text, from, to, truncate);
        }
        byte[] cut = ruled(inside.get(), 0, inside.get().length, truncate);
        return isUnchanged(cut) ? UNCHANGED : quarantine.around(cut);
    }

    private byte[] ruled(byte[] text, int from, int to, Transform transform) {
        int end = ShortenedText.mark(text, from, to);
        boolean isDone = end == from && end < to || scanner.tokens().is(text, from, end);
        if (isDone) {
            return UNCHANGED;
        }
        String value = new String(text, from, end - from, StandardCharsets.UTF_8);
        String made = values.field(transform, value);
        if (made.equals(value)) {
            return UNCHANGED;
        }
        tally.field(transform);
        return new Output(made.length() + to - end)
                .write(made)
                .write(text, end, to)
                .toBytes();
    }

    private byte[] unlessItFails(
            byte[] text, int from, int to, Field field, Scope scope, Supplier<Optional<String>> pointer) {
        try {
            Optional<byte[]> inside = quarantine.inside(text, from, to);
            byte[] redacted = inside.isPresent()
                    ? quarantined(inside.get(), 0, inside.get().length, field, scope, pointer)
                    : free(text, from, to, field, scope, pointer);
            boolean isSame = isUnchanged(redacted) || Arrays.equals(redacted, 0, redacted.length, text, from, to);
            return isSame ? UNCHANGED : redacted;
        } catch (Output.OutgrownException outgrown) {
            throw outgrown;
        } catch (RuntimeException failed) {
            tally.unscanned();
            return UNSCANNED;
        }
    }

    private byte[] free(byte[] text, int from, int to, Field field, Scope scope, Supplier<Optional<String>> pointer) {
        Findings findings = scanned(text, from, to, field, scope);
        if (findings.isEmpty()) {
            return UNCHANGED;
        }
        boolean isSuspect = rules.isSuspect(findings);
        if (rules.injection() == InjectionAction.QUARANTINE && isSuspect) {
            return quarantined(text, from, to, field, scope, pointer);
        }
        Left left = left(text, from, to, field, scope, findings, pointer, 0);
        // Where a value was, the text around it may come together.
        boolean hasBecome = rules.injection() != InjectionAction.ANNOTATE
                && !isSuspect
                && left.seen().filter(rules::isSuspect).isPresent();
        return hasBecome ? free(left.text(), 0, left.text().length, field, scope, pointer) : left.text();
    }

    /** What was put into quarantine once stays there, whatever is left of it. */
    private byte[] quarantined(
            byte[] text, int from, int to, Field field, Scope scope, Supplier<Optional<String>> pointer) {
        Findings findings = scanned(text, from, to, field, scope);
        Left left = left(text, from, to, field, scope, findings, pointer, quarantine.openingLength());
        return quarantine.around(left.text());
    }

    private Findings scanned(byte[] text, int from, int to, Field field, Scope scope) {
        Findings findings = scanner.scan(text, from, to, field);
        return scope == Scope.ALL ? findings : new Findings(List.of(), findings.indicators());
    }

    /** @param shift how many characters will stand before what is left */
    private Left left(
            byte[] text,
            int from,
            int to,
            Field field,
            Scope scope,
            Findings findings,
            Supplier<Optional<String>> pointer,
            int shift) {
        boolean isSuspect = rules.isSuspect(findings);
        if (isSuspect) {
            suspect(findings);
        }
        if (!isSuspect || !hidden.isCut(findings)) {
            return values.redacted(text, from, to, field, findings, pointer, shift);
        }
        byte[] visible = hidden.cutFrom(text, from, to, field);
        Findings left = scanned(visible, 0, visible.length, field, scope);
        return values.redacted(visible, 0, visible.length, field, left, pointer, shift);
    }

    private void suspect(Findings findings) {
        for (Finding indicator : findings.indicators()) {
            if (rules.isActedOn(indicator)) {
                tally.injection(indicator, rules.injection());
            }
        }
    }

    /**
     * The literal that stands for a number, or {@link #unchanged}. What is left is read again until nothing changes: the year
     * of a date is a postal code where either may stand.
     *
     * @param asWritten what the name that is left says, when another stood there
     */
    byte[] number(
            byte[] json, int from, int to, Field field, Optional<Field> asWritten, Supplier<Optional<String>> pointer) {
        byte[] left = Arrays.copyOfRange(json, from, to);
        boolean isChanged = false;
        for (int round = 0; round < MOST_CUTS; round++) {
            byte[] made = numberOnce(left, 0, left.length, field, pointer);
            if (isUnchanged(made) && asWritten.isPresent()) {
                made = numberOnce(left, 0, left.length, asWritten.get(), pointer);
            }
            if (isUnchanged(made)) {
                return isChanged ? left : UNCHANGED;
            }
            left = made;
            isChanged = true;
        }
        return NO_NUMBER;
    }

    private byte[] numberOnce(byte[] json, int from, int to, Field field, Supplier<Optional<String>> pointer) {
        try {
            byte[] plain = PlainNumber.of(json, from, to);
            boolean isPlain = plain.length == 0;
            Findings findings =
                    isPlain ? scanner.scan(json, from, to, field) : scanner.scan(plain, 0, plain.length, field);
            if (findings.values().isEmpty()) {
                return UNCHANGED;
            }
            String literal = isPlain
                    ? new String(json, from, to - from, StandardCharsets.US_ASCII)
                    : new String(plain, StandardCharsets.US_ASCII);
            String made = values.number(literal, findings.values(), field, pointer);
            return made.equals(literal) ? UNCHANGED : made.getBytes(StandardCharsets.US_ASCII);
        } catch (RuntimeException failed) {
            tally.unscanned();
            return NO_NUMBER;
        }
    }

    byte[] numberField(byte[] json, int from, int to, Transform transform) {
        if (transform.equals(Transform.KEEP) || to - from == 1 && json[from] == '0') {
            return UNCHANGED;
        }
        tally.field(transform);
        return NO_NUMBER;
    }

    /**
     * A name is replaced like a text; one that wants to instruct the model as a whole. What becomes of it has a token, so
     * that it is no other member's name.
     */
    String name(KnownNames.Name name, Supplier<Optional<String>> pointer) {
        if (name.findings().isEmpty()) {
            tally.unscanned();
            return Tokens.replacement(TokenForm.UNSCANNED);
        }
        Findings findings = name.findings().get();
        if (isToGo(findings)) {
            return Tokens.replacement(TokenForm.INJECTION);
        }
        String left = values.name(name.bytes(), findings, pointer);
        // Where a value was, the words around it may come together.
        byte[] written = left.getBytes(StandardCharsets.UTF_8);
        boolean isAsBefore = Arrays.equals(written, name.bytes()) || rules.isSuspect(findings);
        return !isAsBefore && isToGo(scanner.scan(written, 0, written.length, Field.NONE))
                ? Tokens.replacement(TokenForm.INJECTION)
                : left;
    }

    private boolean isToGo(Findings findings) {
        boolean isSuspect = rules.isSuspect(findings);
        if (isSuspect) {
            suspect(findings);
        }
        return isSuspect && rules.injection() != InjectionAction.ANNOTATE;
    }
}
