package dev.tollgate.core.scan.health;

import dev.tollgate.core.scan.BehindLabel;
import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.Keywords;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isEnd;
import static dev.tollgate.core.scan.ByteClass.isStart;

/**
 * Numbers of members of health plans, behind a label only. A member id may be that of a club, and a policy that of a car:
 * behind such words a number is found only when health care is spoken of near it.
 */
public final class HealthPlanNumber implements WordDetector {
    private static final int LONGEST = 24;
    private static final int LEAST_DIGITS = 5;
    private static final int BEFORE = 120;
    private static final int BEHIND = 60;
    private static final int GERMAN = 65;
    private static final int FOUND = 50;
    private static final int IN_CONTEXT = 70;
    private static final String MEMBER = "member";

    private final List<String> ambiguous = ResourceLines.of(HealthPlanNumber.class, "ambiguous-labels.txt");
    private final Keywords context = Keywords.of(ResourceLines.of(HealthPlanNumber.class, "context.txt"));

    @Override
    public List<String> words() {
        return ambiguous;
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int label = end - ambiguous.get(word).getBytes(StandardCharsets.UTF_8).length;
        if (!isStart(text, from, label) || !isEnd(text, to, end)) {
            return;
        }
        int start = BehindLabel.start(text, to, end);
        int last = start < 0 ? start : number(text, start, to);
        if (last > start
                && (isAsInsurersHave(text, start, last) && ambiguous.get(word).startsWith(MEMBER)
                        || isOfHealth(
                                text, Math.max(from, label - BEFORE), label, last, Math.min(to, last + BEHIND)))) {
            sink.found(PersonalType.HEALTH_PLAN_NUMBER, start, last, IN_CONTEXT);
        }
    }

    /** @param end the byte after a label, or the first of a field with such a name */
    public void behindLabel(byte[] text, int to, int end, Sink sink) {
        int start = BehindLabel.start(text, to, end);
        int last = start < 0 ? start : number(text, start, to);
        if (last > start) {
            boolean isGerman = HealthNumber.isGerman(text, start, last);
            sink.found(PersonalType.HEALTH_PLAN_NUMBER, start, last, isGerman ? GERMAN : FOUND);
        }
    }

    /** The whole value is a number as insurers have it; clubs have members as well. */
    public void lookLikelyField(byte[] text, int from, int to, Sink sink) {
        if (isAsInsurersHave(text, from, to) && to - from <= LONGEST) {
            sink.found(PersonalType.HEALTH_PLAN_NUMBER, from, to, IN_CONTEXT);
        }
    }

    private static int number(byte[] text, int start, int to) {
        int end = BehindLabel.tokenEnd(text, start, to, LONGEST);
        return HealthNumber.is(text, start, end, LEAST_DIGITS) ? end : start;
    }

    /** Of members: a letter or three, as a prefix, and eight digits or more ({@code XYZ123456789}). */
    private static boolean isAsInsurersHave(byte[] text, int start, int end) {
        int at = start;
        while (at < end && ByteClass.isAsciiLetter(text[at])) {
            at++;
        }
        int digits = BehindLabel.digits(text, at, end);
        return at > start && at - start <= 3 && digits == end - at && digits >= 8;
    }

    private boolean isOfHealth(byte[] text, int before, int label, int number, int behind) {
        return hasWord(text, before, label) || hasWord(text, number, behind);
    }

    private boolean hasWord(byte[] text, int from, int to) {
        int state = Keywords.START;
        for (int i = from; i < to; i++) {
            state = context.next(state, text[i]);
            if (context.isEnd(state) && isStart(text, from, i + 1 - context.length(context.endingAt(state)[0]))) {
                return true;
            }
        }
        return false;
    }
}
