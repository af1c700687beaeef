package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.SpokenName;
import dev.tollgate.core.scan.WordDetector;
import dev.tollgate.core.scan.secret.Assigned.How;
import dev.tollgate.core.scan.secret.Assigned.Operator;
import dev.tollgate.core.scan.secret.SecretValues.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;

/**
 * Passwords and tokens behind their names: {@code password=...}, {@code "apiKey": "..."}, {@code --token ...}, "the password
 * is ...".
 */
public final class Assignments implements WordDetector {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_REST = 40;
    private static final int MOST_WORDS_BEFORE = 3;
    private static final int LOGIN_REACH = 100;
    private static final byte[][] IS = Stream.of(
                    "is", "was", "to", "ist", "lautet", "war", "est", "es", "è", "é", "jest", "är", "on", "er",
                    "becomes")
            .map(word -> word.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    private static final int LONGEST_IS = 7;

    private final SecretNames names;
    private final SecretValues values;
    private final List<String> words;
    private final int[] lengths;
    private final boolean[] isPassword;

    Assignments(SecretNames names, SecretValues values) {
        this.names = names;
        this.values = values;
        this.words = names.words();
        this.lengths = words.stream()
                .mapToInt(word -> word.getBytes(StandardCharsets.UTF_8).length)
                .toArray();
        this.isPassword = new boolean[words.size()];
        for (int word = 0; word < words.size(); word++) {
            isPassword[word] = names.isPassword(words.get(word));
        }
    }

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        if (end == to || isLower(text[end])) {
            return;
        }
        int start = end - lengths[word];
        if (start < sink.valuesRead()) {
            return;
        }
        int nameEnd = nameEnd(text, to, end);
        if (nameEnd < 0 || nameEnd >= to) {
            return;
        }
        long sign = Assigned.signBehind(text, to, nameEnd);
        if (sign >= 0) {
            assigned(text, from, to, start, nameEnd, isPassword[word], Assigned.operator(sign), sink);
        } else if (text[nameEnd] == ' ' || text[nameEnd] == '\n' || text[nameEnd] == '"' || text[nameEnd] == '\'') {
            behindSpace(text, from, to, start, nameEnd, isPassword[word], sink);
        }
    }

    private static boolean isLower(byte b) {
        return b >= 'a' && b <= 'z';
    }

    /** The end of the name in which a word was found; -1 when it is too long for one. */
    private static int nameEnd(byte[] text, int to, int end) {
        int at = end;
        int latest = Math.min(to, end + LONGEST_REST);
        while (at < latest) {
            byte b = text[at];
            boolean isJoint = (b == '-' || b == '.') && at + 1 < to && isAlphanumeric(text[at + 1]) && text[at + 1] > 0;
            if (!(b > 0 && isAlphanumeric(b)) && b != '_' && !isJoint) {
                return at;
            }
            at++;
        }
        return at == to ? at : -1;
    }

    private static int nameStart(byte[] text, int from, int start) {
        int earliest = Math.max(from, start - LONGEST_NAME);
        int at = start;
        int wordsBefore = 0;
        while (at > earliest) {
            byte b = text[at - 1];
            if (b == ' ' && wordsBefore < MOST_WORDS_BEFORE && at - 1 > from && isAlphanumeric(text[at - 2])) {
                wordsBefore++;
            } else if (!isAlphanumeric(b) && b != '_' && b != '-' && b != '.') {
                return at;
            }
            at--;
        }
        return at;
    }

    private Optional<NamedSecret> named(byte[] text, int start, int end) {
        return names.named(SpokenName.of(SecretValues.utf8(text, start, end)));
    }

    private void assigned(
            byte[] text, int from, int to, int start, int nameEnd, boolean isPassword, Operator operator, Sink sink) {
        int nameStart = nameStart(text, from, start);
        if (operator.how() == How.TAG && (nameStart == from || text[nameStart - 1] != '<')) {
            return;
        }
        if (operator.how() == How.CALL && (operator.at() >= to || !isQuote(text[operator.at()]))) {
            return;
        }
        AssignedValue value = AssignedValue.read(text, from, to, nameStart, operator);
        sink.valueRead(value.readTo());
        if (value.to() - value.from() < SecretValues.SHORTEST_PASSWORD
                || !isPassword && !SecretValues.mayBeToken(text, value.from(), value.to())) {
            return;
        }
        String spoken = SpokenName.of(SecretValues.utf8(text, nameStart, nameEnd));
        if (operator.how() == How.CALL && !isSetter(text, nameStart, nameEnd)) {
            return;
        }
        names.named(spoken).ifPresent(named -> values.look(named, text, value.from(), value.to(), value.place(), sink));
    }

    private boolean isSetter(byte[] text, int nameStart, int nameEnd) {
        int own = nameEnd;
        while (own > nameStart && text[own - 1] != '.' && text[own - 1] != ' ') {
            own--;
        }
        return names.isSetter(SpokenName.of(SecretValues.utf8(text, own, nameEnd)));
    }

    private static boolean isQuote(byte b) {
        return b == '"' || b == '\'' || b == '`';
    }

    /** {@code --password x}, {@code PASSWORD 'x'}, {@code login a password x}, "password is x". */
    private void behindSpace(byte[] text, int from, int to, int start, int nameEnd, boolean isPassword, Sink sink) {
        int at = nameEnd;
        while (at < to && at < nameEnd + 2 && (text[at] == '"' || text[at] == '\'')) {
            at++;
        }
        if (at + 1 >= to || text[at] != ' ' && text[at] != '\n') {
            return;
        }
        int value = at + 1;
        boolean isPass = nameEnd - start == 4 && (text[nameEnd - 1] | 0x20) == 's';
        int behindIs = isPass ? value : behindIs(text, to, value);
        if (behindIs > value) {
            inSentence(text, from, to, start, nameEnd, behindIs, sink);
            return;
        }
        int own = ownStart(text, from, start);
        boolean isFlag = own + 1 < start && text[own] == '-' && text[own + 1] == '-';
        boolean isQuoted = text[value] == '\'' && text[at] == ' ';
        boolean isLogin = isPassword && text[at] == ' ' && isBehindLogin(text, from, own);
        if (!isFlag && !isQuoted && !isLogin) {
            return;
        }
        Operator operator = new Operator(How.EQUALS, value, false);
        AssignedValue read = AssignedValue.read(text, from, to, own, operator);
        sink.valueRead(read.readTo());
        if (read.from() >= read.to() || text[read.from()] == '-') {
            return;
        }
        Place place = isQuoted && read.place() == Place.QUOTED ? Place.SENTENCE : Place.BARE;
        named(text, own, nameEnd)
                .ifPresent(
                        named -> values.look(named, text, read.from(), read.to(), isLogin ? Place.LINE : place, sink));
    }

    /** Where the name itself begins, without words in front of it. */
    private static int ownStart(byte[] text, int from, int start) {
        int own = start;
        int earliest = Math.max(from, start - LONGEST_REST);
        while (own > earliest
                && (text[own - 1] == '-'
                        || text[own - 1] == '_'
                        || text[own - 1] > 0 && isAlphanumeric(text[own - 1]))) {
            own--;
        }
        return own;
    }

    /** {@code machine h login a password x}, as .netrc has it. */
    private static boolean isBehindLogin(byte[] text, int from, int own) {
        int earliest = Math.max(from, own - LOGIN_REACH);
        for (int i = own - 6; i >= earliest; i--) {
            if (text[i] == 'l'
                    && text[i + 1] == 'o'
                    && text[i + 2] == 'g'
                    && text[i + 3] == 'i'
                    && text[i + 4] == 'n') {
                return text[i + 5] == ' ';
            }
        }
        return false;
    }

    /** Behind "is" and its like, perhaps with a colon; {@code at} when none stands there. */
    private static int behindIs(byte[] text, int to, int at) {
        int end = at;
        while (end < to && end - at <= LONGEST_IS && (text[end] < 0 || isAsciiLetter(text[end]))) {
            end++;
        }
        if (end == at || end + 1 >= to || !isIs(text, at, end)) {
            return at;
        }
        int value = end;
        while (value < to && value - end < 4 && (text[value] == ' ' || text[value] == ':' || text[value] == '\n')) {
            value++;
        }
        return value > end ? value : at;
    }

    private static boolean isIs(byte[] text, int from, int to) {
        for (byte[] is : IS) {
            if (is.length == to - from && is[0] == text[from] && Arrays.equals(is, 0, is.length, text, from, to)) {
                return true;
            }
        }
        return false;
    }

    private void inSentence(byte[] text, int from, int to, int start, int nameEnd, int at, Sink sink) {
        int nameStart = nameStart(text, from, start);
        AssignedValue value = AssignedValue.read(text, from, to, nameStart, new Operator(How.EQUALS, at, false));
        sink.valueRead(value.readTo());
        if (value.from() >= value.to() || SecretValues.hasOnlyLetters(text, value.from(), value.to())) {
            return;
        }
        Place place = value.place() == Place.QUOTED ? Place.BARE : Place.SENTENCE;
        named(text, nameStart, nameEnd)
                .ifPresent(named -> values.look(named, text, value.from(), value.to(), place, sink));
    }
}
