package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Keywords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/**
 * The signs of one text. It is told of words, long groups of letters and digits, and odd characters, in the order in which
 * they stand. What is written in another way is read by a scan of its own, three deep at most.
 */
public final class InjectionScan {
    /** Of letters and digits that may be an encoded text, in bytes. */
    public static final int SHORTEST_GROUP = 20;

    private static final int DEEPEST = 3;
    private static final int LONGEST_ENCODED = 88 * 1024;
    private static final int LONGEST_LINE = 2048;
    private static final int LOOK_BACK = 512;
    /** An encoded instruction was encoded for a reason, but percent and entity encoding have other reasons. */
    private static final int MORE_WHEN_ENCODED = 30;

    private static final int MORE_WHEN_ESCAPED = 15;
    private static final int MORE_WHEN_DISGUISED = 15;
    private static final int LEAST_DECODED = 25;

    private final InjectionDetector detector;
    private final byte[] text;
    private final int from;
    private final int to;
    private final DecodingBudget budget;
    private final int depth;
    private final PhraseSearch phrases;
    private final List<Sign> signs = new ArrayList<>();
    private int encodedRead;
    private int escapesRead;
    private int rotatedRead;
    private int invisibleRead;
    private int disguisedFrom = Integer.MAX_VALUE;
    private int disguisedTo;

    InjectionScan(InjectionDetector detector, byte[] text, int from, int to, DecodingBudget budget, int depth) {
        this.detector = detector;
        this.text = text;
        this.from = from;
        this.to = to;
        this.budget = budget;
        this.depth = depth;
        this.phrases = new PhraseSearch(detector.book(), from);
        this.encodedRead = from;
        this.escapesRead = from;
        this.rotatedRead = from;
        this.invisibleRead = from;
    }

    /**
     * @param word its place in {@link InjectionDetector#words}
     * @param end the byte after it
     */
    public void word(int word, int end) {
        int start = end - detector.length(word);
        switch (detector.cue(word)) {
            case Cue.Phrase ignored -> {
                if (isWord(start, end)) {
                    phrases.around(text, from, to, start, signs::add);
                }
            }
            case Cue.Marker marker -> marker(marker, start, end);
            case Cue.Disguise(Cue.Trick trick) -> disguise(trick, start, end);
        }
    }

    private boolean isWord(int start, int end) {
        boolean isInside = start > from && isLatin(Utf8.before(text, from, start)) && isLatin(start)
                || end < to && isLatin(end) && isLatin(Utf8.before(text, from, end));
        return !isInside;
    }

    private boolean isLatin(int at) {
        byte b = text[at];
        return b >= 0 ? isAlphanumeric(b) : (b & 0xFF) >= 0xC3 && (b & 0xFF) <= 0xC9;
    }

    private void marker(Cue.Marker marker, int start, int end) {
        int at = start;
        while (at > from && (text[at - 1] == ' ' || text[at - 1] == '*')) {
            at--;
        }
        boolean isLineStart = at == from || text[at - 1] == '\n';
        boolean isSpoken =
                start > from && (text[start - 1] == '`' || text[start - 1] == '"' || text[start - 1] == '\'');
        if (isLineStart || !marker.beginsLine()) {
            int weight = isSpoken ? marker.weight() / 2 : marker.weight();
            signs.add(new Sign(marker.kind(), start, end, weight));
        }
    }

    private void disguise(Cue.Trick trick, int start, int end) {
        switch (trick) {
            case IMAGE -> ImageLink.look(text, end, to, start).ifPresent(signs::add);
            case ENTITY -> entities(start);
            case ESCAPE -> escapes(start);
            case ROT13 -> rotated(start);
            case SPELLING -> isDisguised(start, end);
        }
    }

    private void isDisguised(int start, int end) {
        disguisedFrom = Math.min(disguisedFrom, start);
        disguisedTo = Math.max(disguisedTo, end);
    }

    private void entities(int start) {
        if (start < escapesRead || depth == DEEPEST || !Decoding.isLetterEntity(text, start, to)) {
            return;
        }
        int end = Math.min(to, start + LONGEST_LINE);
        int begin = Math.max(escapesRead, start - 64);
        escapesRead = end;
        decoded(Decoding.entities(text, begin, end, budget.most()), begin, end, MORE_WHEN_ESCAPED);
    }

    private void escapes(int start) {
        if (start < escapesRead || depth == DEEPEST) {
            return;
        }
        int begin = start;
        int earliest = Math.max(escapesRead, start - LOOK_BACK);
        while (begin > earliest && isOfUrl(text[begin - 1]) && text[begin - 1] != '=' && text[begin - 1] != '?') {
            begin--;
        }
        int end = start;
        int latest = Math.min(to, start + LONGEST_ENCODED);
        while (end < latest && isOfUrl(text[end])) {
            end++;
        }
        escapesRead = end;
        decoded(Decoding.escapes(text, begin, end, budget.most()), begin, end, MORE_WHEN_ESCAPED);
    }

    private static boolean isOfUrl(byte b) {
        return b > ' ' && b != '"' && b != '<' && b != '>' && b != '\'' || b < 0;
    }

    private void rotated(int start) {
        if (start < rotatedRead || depth == DEEPEST) {
            return;
        }
        int begin = Math.max(rotatedRead, start - LOOK_BACK);
        int end = Math.min(to, start + LONGEST_LINE);
        rotatedRead = end;
        if (budget.most() >= end - begin) {
            decoded(Decoding.rot13(text, begin, end), begin, end, MORE_WHEN_ENCODED);
        }
    }

    /** A group of letters and digits of {@link #SHORTEST_GROUP} bytes or more, which may be part of something encoded. */
    public void group(int start, int end) {
        if (start < encodedRead || depth == DEEPEST) {
            return;
        }
        int hexStart = text[start] == '0' && (text[start + 1] | 0x20) == 'x' ? start + 2 : start;
        int hexEnd = hexStart;
        while (hexEnd < end && ByteClass.isHex(text[hexEnd])) {
            hexEnd++;
        }
        if (hexEnd == end) {
            encodedRead = end;
            decoded(Decoding.hex(text, hexStart, end, budget.most()), start, end, MORE_WHEN_ENCODED);
            return;
        }
        int begin = start;
        int earliest = Math.max(encodedRead, start - LOOK_BACK);
        while (begin > earliest && Decoding.sextet(text[begin - 1]) >= 0) {
            begin--;
        }
        for (int i = begin; i < begin + 4; i++) {
            if (Decoding.base64(text, i, Math.min(to, i + 24), 18).length > 0) {
                base64(i);
                return;
            }
        }
    }

    private void base64(int start) {
        int end = start;
        int latest = Math.min(to, start + LONGEST_ENCODED);
        while (end < latest && (Decoding.sextet(text[end]) >= 0 || text[end] == '=' || isLineBreak(end, latest))) {
            end++;
        }
        while (text[end - 1] <= ' ') {
            end--;
        }
        encodedRead = end;
        decoded(Decoding.base64(text, start, end, budget.most()), start, end, MORE_WHEN_ENCODED);
    }

    /** Between two lines of one payload. */
    private boolean isLineBreak(int at, int latest) {
        return text[at] == '\r' && at + 1 < latest && text[at + 1] == '\n'
                || text[at] == '\n' && at + 1 < latest && Decoding.sextet(text[at + 1]) >= 0;
    }

    private void decoded(byte[] payload, int start, int end, int more) {
        if (payload.length < SHORTEST_GROUP / 2) {
            return;
        }
        budget.spend(payload.length);
        int score = new InjectionScan(detector, payload, 0, payload.length, budget, depth + 1).readAll();
        if (score >= LEAST_DECODED) {
            signs.add(new Sign(SignKind.ENCODED, start, end, Math.min(95, score + more)));
        }
    }

    /** A character that {@link InjectionDetector#isOfInterest}. */
    public void oddCharacter(int at) {
        if (at < invisibleRead) {
            return;
        }
        InvisibleRun run = InvisibleRun.beginningAt(text, from, to, at);
        invisibleRead = run.end();
        if (run.hidesLetters()) {
            isDisguised(at, run.end());
        }
        if (run.weight() > 0) {
            signs.add(new Sign(SignKind.INVISIBLE, at, run.end(), run.weight()));
        }
        if (depth < DEEPEST && run.mayCarry()) {
            for (byte[] payload : run.payloads(text, at, budget.most())) {
                if (Decoding.isText(payload)) {
                    signs.add(new Sign(SignKind.INVISIBLE, at, run.end(), InvisibleRun.READABLE));
                    decoded(payload, at, run.end(), MORE_WHEN_ENCODED);
                }
            }
        }
    }

    /** Of a text that no scanner reads. */
    private int readAll() {
        Keywords words = detector.ownWords();
        int state = Keywords.START;
        int groupsRead = from;
        for (int at = from; at < to; at++) {
            byte b = text[at];
            state = words.next(state, b);
            if (words.isEnd(state)) {
                for (int word : words.endingAt(state)) {
                    word(word, at + 1);
                }
            }
            if (b < 0) {
                if (InjectionDetector.isOfInterest(text, from, to, at)) {
                    oddCharacter(at);
                }
            } else if (isDigit(b) && at >= groupsRead) {
                groupsRead = groupAround(at, groupsRead);
            }
        }
        return assess().score();
    }

    private int groupAround(int at, int earliest) {
        int start = at;
        while (start > earliest && isAlphanumeric(text[start - 1])) {
            start--;
        }
        int end = at + 1;
        while (end < to && isAlphanumeric(text[end])) {
            end++;
        }
        if (end - start >= SHORTEST_GROUP) {
            group(start, end);
        }
        return end;
    }

    /** In the order in which they stand, each as sure as all of them make it. */
    public List<Finding> findings() {
        return assess().findings();
    }

    private Assessment assess() {
        if (disguisedTo > 0) {
            readPlainly();
        }
        if (signs.isEmpty()) {
            return Assessment.NOTHING;
        }
        signs.sort(Comparator.comparingInt(Sign::from).thenComparingInt(Sign::to));
        return Assessment.of(new Surroundings(detector.surroundings(), text, from, to).weigh(signs));
    }

    /** What stands around disguised letters, as a reader sees it. */
    private void readPlainly() {
        int start = Math.max(from, disguisedFrom - LOOK_BACK);
        int end = Math.min(to, disguisedTo + LOOK_BACK);
        while (start < end) {
            PlainView view =
                    PlainView.of(text, from, start, end, detector.book().vocabulary());
            var scan =
                    new InjectionScan(detector, view.bytes(), 0, view.length(), budget, Math.max(depth, DEEPEST - 1));
            scan.readPlain();
            for (Sign sign : scan.signs) {
                int first = view.origin(sign.from());
                int last = view.origin(sign.to() - 1) + 1;
                if (last - first != sign.to() - sign.from() || view.isChanged(sign.from(), sign.to())) {
                    signs.add(new Sign(
                            sign.kind(),
                            first,
                            Math.max(last, first + 1),
                            Math.min(95, sign.weight() + MORE_WHEN_DISGUISED),
                            sign.cause()));
                }
            }
            start = view.next();
        }
    }

    private void readPlain() {
        Keywords words = detector.ownWords();
        int state = Keywords.START;
        for (int at = from; at < to; at++) {
            state = words.next(state, text[at]);
            if (words.isEnd(state)) {
                for (int word : words.endingAt(state)) {
                    if (!(detector.cue(word) instanceof Cue.Disguise)) {
                        word(word, at + 1);
                    }
                }
            }
        }
    }
}
