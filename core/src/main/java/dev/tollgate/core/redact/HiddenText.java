package dev.tollgate.core.redact;

import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Findings;
import dev.tollgate.core.scan.Indicator;
import dev.tollgate.core.scan.TextScanner;
import dev.tollgate.core.scan.TokenForm;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Cuts out of a text what its readers would not see. */
final class HiddenText {
    /** What was split by something hidden comes together when that is cut, and may be hidden in its turn. */
    private static final int MOST_CUTS = 4;

    private static final byte[] NOTHING_LEFT =
            Tokens.replacement(TokenForm.HIDDEN_TEXT).getBytes(StandardCharsets.US_ASCII);

    private final TextScanner scanner;
    private final AnswerRules rules;

    HiddenText(TextScanner scanner, AnswerRules rules) {
        this.scanner = scanner;
        this.rules = rules;
    }

    /** Whether the profiles want something cut that was found. */
    boolean isCut(Findings findings) {
        return rules.injection() != InjectionAction.ANNOTATE
                && !hidden(findings).isEmpty();
    }

    private List<Finding> hidden(Findings findings) {
        return findings.indicators().stream()
                .filter(indicator -> indicator.type() instanceof Indicator sign && sign.isHidden())
                .filter(rules::isActedOn)
                .toList();
    }

    byte[] cutFrom(byte[] text, int from, int to, Field field) {
        byte[] left = text;
        int start = from;
        int end = to;
        for (int cuts = 0; cuts < MOST_CUTS; cuts++) {
            List<Finding> hidden = hidden(scanner.scan(left, start, end, field));
            if (hidden.isEmpty()) {
                return left;
            }
            left = without(hidden, left, start, end);
            start = 0;
            end = left.length;
        }
        return hidden(scanner.scan(left, start, end, field)).isEmpty() ? left : NOTHING_LEFT;
    }

    private static byte[] without(List<Finding> hidden, byte[] text, int from, int to) {
        var left = new Output(to - from);
        int copied = from;
        for (Finding part : hidden) {
            if (part.from() > copied) {
                left.write(text, copied, part.from());
            }
            copied = Math.max(copied, part.to());
        }
        return left.write(text, copied, to).toBytes();
    }
}
