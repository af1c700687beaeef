package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isEnd;
import static dev.tollgate.core.scan.ByteClass.isStart;

/**
 * Names behind phrases ({@code my name is}, {@code signed by}) and below the end of a letter ({@code Best regards}), and in
 * front of Japanese words of respect. See {@link PersonNames} for what their confidence says.
 */
public final class SignedNames implements WordDetector {
    private static final int CLOSING_GAP = 8;

    private static final NameRun NOTHING = new NameRun(0, 0, 0, 0, 0, 0, 0, false, false);

    private enum Kind {
        CLOSING,
        INTRODUCTION,
        ACTOR,
        HONORIFIC,
        JAPANESE
    }

    private final NameWords names;
    private final JapaneseNames japanese;
    private final List<String> words = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();

    public SignedNames(NameWords names) {
        this.names = names;
        this.japanese = new JapaneseNames(names);
        ResourceLines.of(SignedNames.class, "signals.txt").forEach(this::read);
    }

    private void read(String line) {
        int colon = line.indexOf(':');
        Kind kind = Kind.valueOf(line.substring(0, colon).toUpperCase(java.util.Locale.ROOT));
        for (String phrase : line.substring(colon + 1).split(",")) {
            words.add(phrase.strip());
            kinds.add(kind);
            lengths.add(phrase.strip().getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Override
    public List<String> words() {
        return List.copyOf(words);
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int start = end - lengths.get(word);
        Kind kind = kinds.get(word);
        if (kind == Kind.HONORIFIC) {
            japanese.lookBefore(text, from, to, start, end, sink);
            return;
        }
        if (kind == Kind.JAPANESE) {
            japanese.lookBehind(text, to, end, sink);
            return;
        }
        if (!isStart(text, from, start) || !isEnd(text, to, end) || end == to) {
            return;
        }
        switch (kind) {
            case CLOSING -> closed(text, to, end, sink);
            case INTRODUCTION -> introduced(text, from, to, end, sink);
            case ACTOR -> acted(text, from, to, end, sink);
            case HONORIFIC, JAPANESE -> {}
        }
    }

    /** Only on a line of its own, or an escaped one. */
    private void closed(byte[] text, int to, int end, Sink sink) {
        int next = end;
        boolean isBelow = false;
        while (next < to && next - end < CLOSING_GAP && isGap(text[next])) {
            isBelow |= text[next] == '\n';
            next++;
        }
        if (!isBelow || !NameText.isCapital(text, to, next)) {
            return;
        }
        NameRun run = NameRun.read(names, text, next, to);
        if (run.isEmpty() || !isLineEnd(text, to, run.end()) || run.isThing() || run.ordinary() > 0) {
            return;
        }
        sink.found(PersonalType.PERSON_NAME, next, run.end(), confidence(run));
    }

    private static int confidence(NameRun run) {
        if (run.known() > 0) {
            return run.count() > 1 ? PersonNames.LABELLED : PersonNames.SIGNED_UNKNOWN;
        }
        return run.count() > 1 ? PersonNames.SURE_ENOUGH : PersonNames.MAYBE;
    }

    private static boolean isGap(byte b) {
        return b == ',' || b == '.' || b == '!' || b == ' ' || b == '\n' || b == '\r' || b == '-';
    }

    private static boolean isLineEnd(byte[] text, int to, int end) {
        return end == to
                || text[end] == '\n'
                || text[end] == '\r'
                || text[end] == ','
                || text[end] == '<'
                || text[end] == '|';
    }

    private void introduced(byte[] text, int from, int to, int end, Sink sink) {
        NameRun run = read(text, from, to, end + 1);
        if (run.isEmpty() || text[end] != ' ' && text[end] != ':') {
            return;
        }
        boolean isLikely = run.known() > 0 || run.weak() > 0 && run.count() > 1;
        int unknown = run.count() > 1 ? PersonNames.SURE_ENOUGH : PersonNames.MAYBE;
        sink.found(PersonalType.PERSON_NAME, end + 1, run.end(), isLikely ? PersonNames.LABELLED : unknown);
    }

    private void acted(byte[] text, int from, int to, int end, Sink sink) {
        int start = NameText.skipSpaces(text, text[end] == ':' ? end + 1 : end, to, 1);
        NameRun run = read(text, from, to, start);
        if (start == end || run.isEmpty() || run.known() == 0) {
            return;
        }
        int confidence = run.count() > 1 ? PersonNames.SIGNED_UNKNOWN : PersonNames.MAYBE;
        sink.found(PersonalType.PERSON_NAME, start, run.end(), confidence);
    }

    private NameRun read(byte[] text, int from, int to, int at) {
        boolean isTitle = (names.kinds(text, at, NameText.lettersEnd(text, at, to)) & NameWords.TITLE) != 0;
        if (isTitle) {
            return NOTHING;
        }
        NameRun run = NameRun.read(names, text, at, to);
        return run.isThing() || run.ordinary() > 0 || NameContext.isCode(text, from, to, at, run.end()) ? NOTHING : run;
    }
}
