package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.Keywords;
import dev.tollgate.core.scan.injection.SurroundingWords.Meaning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What stands around signs makes them weigh more or less: more inside of markup that hides them, less in talk about attacks,
 * among examples and in blocks of code. The text is read once.
 */
final class Surroundings {
    /** The stretch in which words count as near, with one more on either side, in bytes. */
    private static final int BLOCK = 600;

    private static final int[] DISCUSSED = {100, 40, 30};
    private static final int[] ILLUSTRATED = {100, 85, 65, 50};
    private static final int FENCED = 60;

    private final SurroundingWords words;
    private final byte[] text;
    private final int from;
    private final int to;
    private final byte[] discusses;
    private final byte[] illustrates;
    private final List<Sign> hidden = new ArrayList<>();
    private final HiddenRegion region;
    private boolean isFenced;

    Surroundings(SurroundingWords words, byte[] text, int from, int to) {
        this.words = words;
        this.text = text;
        this.from = from;
        this.to = to;
        this.discusses = new byte[(to - from) / BLOCK + 3];
        this.illustrates = new byte[(to - from) / BLOCK + 3];
        this.region = new HiddenRegion(text, from, to, hidden::add);
    }

    /**
     * @param signs in the order in which they stand
     * @return the same with their weights here, and the hidden regions that have some, in this order
     */
    List<Sign> weigh(List<Sign> signs) {
        var fenced = new boolean[signs.size()];
        int sign = 0;
        Keywords automaton = words.words();
        int state = Keywords.START;
        for (int at = from; at < to; at++) {
            while (sign < signs.size() && signs.get(sign).from() <= at) {
                fenced[sign] = isFenced;
                if (!signs.get(sign).kind().supports()) {
                    region.sign(signs.get(sign));
                }
                sign++;
            }
            state = automaton.next(state, text[at]);
            if (automaton.isEnd(state)) {
                for (int word : automaton.endingAt(state)) {
                    word(words.meaning(word), at + 1 - automaton.length(word), at + 1);
                }
            }
        }
        region.end();
        var weighed = new ArrayList<Sign>(signs.size() + hidden.size());
        for (int i = 0; i < signs.size(); i++) {
            weighed.add(weighed(signs.get(i), fenced[i]));
        }
        weighed.addAll(hidden);
        weighed.sort(Comparator.comparingInt(Sign::from).thenComparingInt(Sign::to));
        return weighed;
    }

    private void word(Meaning meaning, int start, int end) {
        switch (meaning) {
            case DISCUSSES -> count(discusses, start, end);
            case ILLUSTRATES -> count(illustrates, start, end);
            case FENCE -> isFenced = !isFenced;
            case COMMENT, STYLE, MARKDOWN_COMMENT, LATEX -> region.open(meaning, start, end);
        }
    }

    private void count(byte[] blocks, int start, int end) {
        boolean isInWord =
                start > from && ByteClass.isAsciiLetter(text[start]) && ByteClass.isAsciiLetter(text[start - 1]);
        boolean isInName = end + 1 < to && text[end] == '.' && ByteClass.isAsciiLetter(text[end + 1]);
        int block = (end - from) / BLOCK + 1;
        if (!isInWord && !isInName && blocks[block] < 3) {
            blocks[block]++;
        }
    }

    private Sign weighed(Sign sign, boolean isFencedSign) {
        int percent = discussion(sign.from());
        if (isFencedSign) {
            percent = percent * FENCED / 100;
        }
        if (!sign.kind().isPhrase()) {
            percent = sign.kind() == SignKind.ENCODED ? Math.min(100, percent + 10) : 100;
        }
        return sign.weighing(sign.weight() * percent / 100);
    }

    private int discussion(int at) {
        int block = (Math.clamp(at, from, to) - from) / BLOCK + 1;
        int talk = discusses[block - 1] + discusses[block] + discusses[block + 1];
        int examples = illustrates[block - 1] + illustrates[block] + illustrates[block + 1];
        return DISCUSSED[Math.min(talk, DISCUSSED.length - 1)]
                * ILLUSTRATED[Math.min(examples, ILLUSTRATED.length - 1)]
                / 100;
    }
}
