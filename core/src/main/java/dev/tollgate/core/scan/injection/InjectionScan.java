package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Keywords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/**
 * The signs of one text. It is told of words, long groups of letters and digits, and odd characters, in the order in which
 * they stand. What is written in another way is read by a scan of its own, three deep at most.
 */
public final class InjectionScan {
    /** Of an encoded text, in bytes. */
    private static final int SHORTEST_GROUP = 20;

    private static final int SHORTEST_PART = 8;

    /** Bytes of the text. */
    private record Stretch(int from, int to) {}

    private static final int DEEPEST = 3;
    private static final int LONGEST_ENCODED = 88 * 1024;
    private static final int LONGEST_LINE = 2048;
    private static final int LOOK_BACK = 512;
    /** An encoded instruction was encoded for a reason, but percent and entity encoding have other reasons. */
    private static final int MORE_WHEN_ENCODED = 30;

    private static final int MORE_WHEN_ESCAPED = 15;
    private static final int MORE_WHEN_DISGUISED = 15;
    private static final int LEAST_DECODED = 25;
    private static final int HEAVY = 25;
    private static final int ACT = 50;
    /** Markup that begins further ahead of a sign than this, in bytes, is not seen. */
    private static final int FARTHEST_MARKUP = 8 * 1024;

    private static final int FARTHEST_TALK = 2048;

    private final InjectionDetector detector;
    private final byte[] text;
    private final int from;
    private final int to;
    private final DecodingBudget budget;
    private final int depth;
    private Optional<PhraseSearch> phrases = Optional.empty();
    private final List<Sign> signs = new ArrayList<>();
    private int encodedRead;
    private int escapesRead;
    private int rotatedRead;
    private int invisibleRead;
    private final List<Stretch> disguised = new ArrayList<>();

    InjectionScan(InjectionDetector detector, byte[] text, int from, int to, DecodingBudget budget, int depth) {
        this.detector = detector;
        this.text = text;
        this.from = from;
        this.to = to;
        this.budget = budget;
        this.depth = depth;
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
            case Cue.Phrase(boolean isStem) -> {
                if (beginsWord(start) && (isStem || endsWord(end))) {
                    phrases().around(text, from, to, start, signs::add);
                }
            }
            case Cue.Marker marker -> marker(marker, start, end);
            case Cue.Disguise(Cue.Trick trick) -> disguise(trick, start, end);
        }
    }

    private PhraseSearch phrases() {
        if (phrases.isEmpty()) {
            phrases = Optional.of(new PhraseSearch(detector.book(), from));
        }
        return phrases.get();
    }

    private boolean beginsWord(int start) {
        return start == from || !isLatin(Utf8.before(text, from, start)) || !isLatin(start);
    }

    private boolean endsWord(int end) {
        return end == to || !isLatin(end) || !isLatin(Utf8.before(text, from, end));
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
        int begin = Math.max(from, start - LOOK_BACK);
        int stop = Math.min(to, end + LOOK_BACK);
        if (!disguised.isEmpty() && begin <= disguised.getLast().to()) {
            begin = Math.min(begin, disguised.getLast().from());
            stop = Math.max(stop, disguised.removeLast().to());
        }
        disguised.add(new Stretch(begin, stop));
    }

    private void entities(int start) {
        if (start < escapesRead || depth == DEEPEST || !Decoding.isNeedlessEntity(text, start, to)) {
            return;
        }
        int end = Decoding.entitiesEnd(text, start, Math.min(to, start + LONGEST_ENCODED));
        int begin = Decoding.entitiesStart(text, Math.max(escapesRead, start - LOOK_BACK), start);
        escapesRead = end;
        decoded(Decoding.entities(text, begin, end, budget.most()), begin, end, MORE_WHEN_ESCAPED);
    }

    private void escapes(int start) {
        if (start < escapesRead || depth == DEEPEST) {
            return;
        }
        int begin = start;
        int earliest = Math.max(escapesRead, start - LONGEST_ENCODED);
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

    /**
     * Whether a group of letters and digits begins as an encoded text would. In base 64 it may be a part between signs, and
     * so be shorter than the whole.
     */
    public static boolean mayBeEncoded(byte[] text, int to, int start, int end) {
        if (end - start < SHORTEST_PART) {
            return false;
        }
        return isHex(text, start, end)
                ? end - start >= SHORTEST_GROUP && Decoding.beginsHexText(text, hexStart(text, start), end)
                : base64Start(text, start, start, to) >= 0;
    }

    private static int hexStart(byte[] text, int start) {
        return text[start] == '0' && (text[start + 1] | 0x20) == 'x' ? start + 2 : start;
    }

    private static boolean isHex(byte[] text, int start, int end) {
        for (int i = hexStart(text, start); i < end; i++) {
            if (!ByteClass.isHex(text[i])) {
                return false;
            }
        }
        return true;
    }

    /** Where text comes out of a run of base 64; a sign in front of it may belong to the run or not. */
    private static int base64Start(byte[] text, int earliest, int start, int to) {
        int begin = start;
        while (begin > earliest && ByteClass.sextet(text[begin - 1]) >= 0) {
            begin--;
        }
        for (int i = begin; i < begin + 4; i++) {
            if (Decoding.beginsBase64Text(text, i, to)) {
                return i;
            }
        }
        return -1;
    }

    /** A group of letters and digits that {@link #mayBeEncoded}. */
    public void group(int start, int end) {
        if (start < encodedRead || depth == DEEPEST) {
            return;
        }
        if (isHex(text, start, end)) {
            encodedRead = end;
            decoded(Decoding.hex(text, hexStart(text, start), end, budget.most()), start, end, MORE_WHEN_ENCODED);
            return;
        }
        int begin = base64Start(text, Math.max(encodedRead, start - LOOK_BACK), start, to);
        if (begin >= 0) {
            base64(begin);
        }
    }

    private void base64(int start) {
        int end = start;
        int latest = Math.min(to, start + LONGEST_ENCODED);
        while (end < latest && (ByteClass.sextet(text[end]) >= 0 || text[end] == '=' || isLineBreak(end, latest))) {
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
                || text[at] == '\n' && at + 1 < latest && ByteClass.sextet(text[at + 1]) >= 0;
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
        if (mayBeEncoded(text, to, start, end)) {
            group(start, end);
        }
        return end;
    }

    /** In the order in which they stand, each as sure as all of them make it. */
    public List<Finding> findings() {
        return assess().findings();
    }

    private Assessment assess() {
        disguised.forEach(this::readPlainly);
        if (signs.isEmpty()) {
            return Assessment.NOTHING;
        }
        signs.sort(Comparator.comparingInt(Sign::from).thenComparingInt(Sign::to));
        return Assessment.of(weighed());
    }

    /** Signs far from each other are looked at in turn, so that little is read around each. */
    private List<Sign> weighed() {
        var weighed = new ArrayList<Sign>(signs.size());
        int first = 0;
        for (int next = 1; next <= signs.size(); next++) {
            if (next == signs.size()
                    || signs.get(next).from() - signs.get(next - 1).to() > FARTHEST_MARKUP) {
                weighed.addAll(weighed(signs.subList(first, next)));
                first = next;
            }
        }
        return weighed;
    }

    /** Light signs alone come to nothing anywhere, so that what is around them need not be read. */
    private List<Sign> weighed(List<Sign> near) {
        boolean isHeavy = false;
        int last = from;
        for (Sign sign : near) {
            isHeavy |= sign.weight() >= HEAVY;
            last = Math.max(last, sign.to());
        }
        if (!isHeavy && Assessment.of(near).score() < ACT) {
            return near;
        }
        int begin = Math.max(from, near.getFirst().from() - FARTHEST_MARKUP);
        int end = Math.min(to, last + FARTHEST_TALK);
        return new Surroundings(detector.surroundings(), text, begin, end).weigh(near);
    }

    /** What stands around disguised letters, as a reader sees it. */
    private void readPlainly(Stretch stretch) {
        int start = stretch.from();
        int end = stretch.to();
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
