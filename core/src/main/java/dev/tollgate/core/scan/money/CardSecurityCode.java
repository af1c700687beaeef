package dev.tollgate.core.scan.money;

import dev.tollgate.core.scan.BehindLabel;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isEnd;
import static dev.tollgate.core.scan.ByteClass.isStart;

/**
 * The three or four digits that are printed on a card and never kept (PCI DSS v4.0.1, requirement 3.3.1.2). They follow
 * no rule, so that they are found behind a label only; {@code CID}, which means many things, only near a card.
 */
public final class CardSecurityCode implements WordDetector {
    private static final List<String> AMBIGUOUS = List.of("cid");

    @Override
    public List<String> words() {
        return AMBIGUOUS;
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int start = end - AMBIGUOUS.get(word).length();
        if (isStart(text, from, start) && isEnd(text, to, end) && sink.isLabelled(PersonalType.CREDIT_CARD, start)) {
            behindLabel(text, to, end, sink);
        }
    }

    /** @param end the byte after a label, or the first of a field with such a name */
    public void behindLabel(byte[] text, int to, int end, Sink sink) {
        int start = BehindLabel.start(text, to, end);
        if (start < 0) {
            return;
        }
        int last = BehindLabel.tokenEnd(text, start, to, 4);
        if (last - start >= 3 && BehindLabel.digits(text, start, last) == last - start) {
            sink.found(PersonalType.CARD_SECURITY_CODE, start, last, 65);
        }
    }
}
