package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.SecretKind;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.secret.NamedSecret.Strength;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** Tells whether a value behind the name of a secret is one, or a placeholder, a word, or code that gets it from elsewhere. */
final class SecretValues {
    static final SecretKind PASSWORD = new SecretKind("PASSWORD");
    static final SecretKind GENERIC = new SecretKind("GENERIC_SECRET");
    static final SecretKind BASIC = new SecretKind("BASIC_AUTH_CREDENTIALS");
    static final SecretKind BEARER = new SecretKind("BEARER_TOKEN");
    static final List<SecretKind> KINDS = List.of(PASSWORD, GENERIC, BASIC, BEARER);

    static final int SHORTEST_PASSWORD = 4;
    private static final int SHORTEST_NAMELIKE = 6;
    private static final int LONGEST_PASSWORD = 128;
    private static final int SHORTEST_TOKEN = 8;
    private static final int LONGEST_TOKEN = 4_096;
    private static final int SHORTEST_UNNAMED = 16;
    private static final int LONGEST_UNNAMED = 200;
    private static final List<String> SCHEMES = List.of(
            "bearer ", "basic ", "token ", "apikey ", "api-key ", "ssws ", "bot ", "geniekey ", "splunk ", "key ");
    private static final List<String> NAMES_OF_SECRETS =
            List.of("pass", "secret", "token", "credential", "apikey", "api_key", "pwd", "kennwort", "wort", "senha");

    private final Placeholders placeholders;

    SecretValues(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /** Where a value stands: the less this says, the more the value must. */
    enum Place {
        /** The whole of a field. */
        FIELD,
        QUOTED,
        /** A line such as {@code DB_PASSWORD=...} or {@code password: ...}. */
        LINE,
        /** Somewhere between other text. */
        BARE,
        /** Behind words: "the password is". */
        SENTENCE
    }

    Placeholders placeholders() {
        return placeholders;
    }

    /** Whether a look at the name in front of it is worth its while: all that is not a password looks random. */
    static boolean mayBeToken(byte[] text, int from, int to) {
        if (to - from < SHORTEST_TOKEN) {
            return false;
        }
        var shape = ValueShape.of(text, from, Math.min(to, from + LONGEST_UNNAMED));
        return shape.random() > 0 || shape.signs() > 1 && shape.digits() > 1;
    }

    static boolean hasOnlyLetters(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isAsciiLetter(text[i])) {
                return false;
            }
        }
        return true;
    }

    void look(NamedSecret named, byte[] text, int from, int to, Place place, Sink sink) {
        int start = from;
        int end = to;
        while (start < end && text[start] <= ' ' && text[start] >= 0) {
            start++;
        }
        while (end > start && text[end - 1] <= ' ' && text[end - 1] >= 0) {
            end--;
        }
        String scheme = scheme(text, start, end);
        if (scheme.equals("basic ")) {
            lookBasic(text, start + scheme.length(), end, sink);
            return;
        }
        start += scheme.length();
        for (SecretRule rule : named.rules()) {
            long match = rule.form().match(text, start, end, start, start);
            int secretFrom = (int) (match >>> 32);
            int secretTo = (int) match;
            if (match != SecretForm.NO_MATCH
                    && secretTo == end
                    && rule.holds(text, secretFrom, secretFrom, secretTo, placeholders)) {
                sink.found(rule.kind(), secretFrom, secretTo, rule.confidence());
            }
        }
        lookAt(named, text, start, end, scheme.isEmpty() ? place : Place.FIELD, sink);
    }

    private void lookAt(NamedSecret named, byte[] text, int start, int end, Place place, Sink sink) {
        if (end - start < SHORTEST_PASSWORD || placeholders.isOne(text, start, end)) {
            return;
        }
        if (named.strength() == Strength.PERHAPS && lookBasic(text, start, end, sink)) {
            return;
        }
        var shape = ValueShape.of(text, start, end);
        int confidence = switch (named.strength()) {
            case PASSWORD -> password(shape, text, start, end, place);
            case SECRET, AUTHORIZATION -> secret(named, shape, text, start, end, place);
            case PERHAPS -> perhaps(shape, text, start, end);
        };
        if (confidence > 0) {
            sink.found(named.strength() == Strength.PASSWORD ? PASSWORD : GENERIC, start, end, confidence);
        }
    }

    /** Base 64 of {@code user:password} (RFC 7617, section 2). */
    boolean lookBasic(byte[] text, int from, int to, Sink sink) {
        if (to - from < 8 || to - from > LONGEST_UNNAMED || placeholders.isOne(text, from, to)) {
            return false;
        }
        byte[] pair = Base64Text.decoded(text, from, to);
        int colon = -1;
        for (int i = 0; i < pair.length; i++) {
            if (pair[i] < ' ' && pair[i] >= 0 || pair[i] == 0x7F) {
                return false;
            }
            colon = colon < 0 && pair[i] == ':' ? i : colon;
        }
        boolean isText = pair.length * 4 / 3 >= to - from - 3;
        if (isText && colon >= 0 && pair.length > 4 && isAscii(pair)) {
            sink.found(BASIC, from, to, 92);
            return true;
        }
        return false;
    }

    private static boolean isAscii(byte[] pair) {
        for (byte b : pair) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    void lookBearer(byte[] text, int from, int to, Sink sink) {
        if (to - from < SHORTEST_UNNAMED || to - from > LONGEST_TOKEN || placeholders.isOne(text, from, to)) {
            return;
        }
        var shape = ValueShape.of(text, from, to);
        if (shape.random() >= SHORTEST_TOKEN && Entropy.bits(text, from, to) >= 2.7) {
            sink.found(BEARER, from, to, 85);
        }
    }

    private int password(ValueShape shape, byte[] text, int from, int to, Place place) {
        boolean isOdd = shape.digits() > 0 || shape.signs() > 0;
        if (shape.length() > LONGEST_PASSWORD || shape.spaces() > 0 && !isPassphrase(shape, place)) {
            return 0;
        }
        if (isCode(text, from, to, place) || isUrl(text, from, to)) {
            return 0;
        }
        if (isOdd) {
            boolean isName = shape.signs() == 0
                    && shape.joints() > 0
                    && (place == Place.BARE && shape.random() == 0 || namesSecret(text, from, to));
            return isName
                    ? 0
                    : switch (place) {
                        case FIELD, QUOTED, LINE -> 85;
                        case BARE -> isIdentifier(shape) && shape.length() < SHORTEST_NAMELIKE ? 0 : 75;
                        case SENTENCE ->
                            shape.length() < 6 || shape.lowers() + shape.uppers() == 0 && shape.signs() == 0 ? 0 : 75;
                    };
        }
        if (shape.foreign() > 0 || namesSecret(text, from, to)) {
            return 0;
        }
        boolean isMixed = shape.uppers() > 1 && shape.lowers() > 1 && shape.random() > 0;
        return switch (place) {
            case FIELD, QUOTED, LINE -> isMixed ? 80 : shape.length() >= 5 ? 60 : 0;
            case BARE, SENTENCE -> isMixed ? 60 : 0;
        };
    }

    private static boolean isPassphrase(ValueShape shape, Place place) {
        boolean isWhole = place == Place.FIELD || place == Place.QUOTED;
        return isWhole && shape.spaces() <= 2 && shape.digits() > 0 && shape.signs() > 0;
    }

    private static boolean isIdentifier(ValueShape shape) {
        return shape.signs() == 0;
    }

    private int secret(NamedSecret named, ValueShape shape, byte[] text, int from, int to, Place place) {
        if (shape.length() < SHORTEST_TOKEN || shape.length() > LONGEST_TOKEN || shape.spaces() > 0) {
            return 0;
        }
        if (shape.foreign() > 0 || isCode(text, from, to, place) || isUrl(text, from, to)) {
            return 0;
        }
        if (ValueShape.isUuid(text, from, to)) {
            return named.mayBeUuid() ? 70 : 0;
        }
        if (shape.digits() == shape.length()) {
            return 0;
        }
        double entropy = Entropy.bits(text, from, to);
        double floor = shape.length() >= SHORTEST_UNNAMED ? 2.8 : 2.4;
        boolean isRandom = shape.random() >= SHORTEST_TOKEN || shape.random() * 2 > shape.length();
        boolean isStrong = shape.digits() > 1 && shape.signs() > 1 && shape.uppers() + shape.lowers() > 1;
        if (entropy < floor || !isRandom && !isStrong) {
            return 0;
        }
        boolean isWhole = place == Place.FIELD || place == Place.QUOTED || place == Place.LINE;
        return isWhole ? 82 : shape.length() >= 10 ? 75 : 0;
    }

    private static int perhaps(ValueShape shape, byte[] text, int from, int to) {
        if (shape.length() < SHORTEST_UNNAMED || shape.length() > LONGEST_UNNAMED) {
            return 0;
        }
        boolean isOther = shape.spaces() > 0 || shape.foreign() > 0 || shape.digits() < 2;
        if (isOther || ValueShape.isUuid(text, from, to) || ValueShape.isHexOnly(text, from, to)) {
            return 0;
        }
        for (int i = from; i < to; i++) {
            byte b = text[i];
            boolean isBase64 =
                    isAsciiLetter(b) || isDigit(b) || b == '+' || b == '/' || b == '=' || b == '_' || b == '-';
            if (!isBase64) {
                return 0;
            }
        }
        boolean isPublic = text[from] == 'M' && text[from + 1] == 'I' && text[from + 2] == 'I'
                || text[from] == 'A' && text[from + 1] == 'A' && text[from + 2] == 'A' && text[from + 3] == 'A';
        double floor = shape.uppers() > 0 && shape.lowers() > 0 ? 3.7 : 3.3;
        boolean isRandom = shape.random() * 10 > shape.length() * 7;
        return !isPublic && isRandom && Entropy.bits(text, from, to) >= floor ? 58 : 0;
    }

    /** A call, an index, or names with dots between them. */
    private static boolean isCode(byte[] text, int from, int to, Place place) {
        boolean isBare = place == Place.LINE || place == Place.BARE;
        if (isBare && (text[from] == '(' || text[from] == ':')) {
            return true;
        }
        boolean isPath = isAsciiLetter(text[from]) || text[from] == '_';
        boolean hasDot = false;
        boolean isStart = true;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (isBare && (b == '(' || b == '[' || b == '{' && i == from || b == '|' && i == from)) {
                if (i == from || isWordByte(text[i - 1])) {
                    return true;
                }
            }
            if (isBare && i > from && (b == '>' && text[i - 1] == '-' || b == ':' && text[i - 1] == ':')) {
                return true;
            }
            boolean isDot = b == '.';
            hasDot |= isDot && i + 1 < to;
            isPath &= isDot && !isStart || isWordByte(b) && !(isStart && isDigit(b)) || b == '?' && place == Place.BARE;
            isStart = isDot;
        }
        return isPath && hasDot && (isBare || !isToken(text, from, to));
    }

    /** Parts with dots between them that are too odd for names: those of a JWT. */
    private static boolean isToken(byte[] text, int from, int to) {
        return ValueShape.of(text, from, to).random() * 2 > to - from;
    }

    private static boolean isWordByte(byte b) {
        return isAsciiLetter(b) || isDigit(b) || b == '_';
    }

    private static boolean isUrl(byte[] text, int from, int to) {
        for (int i = from; i + 2 < to; i++) {
            if (text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/') {
                return true;
            }
        }
        return text[from] == '/' && isPath(text, from, to)
                || to - from > 3 && text[from] == '.' && (text[from + 1] == '/' || text[from + 1] == '.')
                || text[from] == '~' && text[from + 1] == '/';
    }

    /** {@code /run/secrets/db}: words behind slashes. */
    private static boolean isPath(byte[] text, int from, int to) {
        int slashes = 0;
        for (int i = from; i < to; i++) {
            slashes += text[i] == '/' ? 1 : 0;
            if (!isWordByte(text[i]) && text[i] != '/' && text[i] != '.' && text[i] != '-') {
                return false;
            }
        }
        return slashes > 1 && ValueShape.of(text, from, to).random() < SHORTEST_TOKEN;
    }

    private static boolean namesSecret(byte[] text, int from, int to) {
        for (String name : NAMES_OF_SECRETS) {
            if (contains(text, from, to, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] text, int from, int to, String word) {
        for (int i = from; i + word.length() <= to; i++) {
            if (startsWith(text, i, to, word)) {
                return true;
            }
        }
        return false;
    }

    /** The scheme of RFC 9110, section 11.4, with the space behind it; empty when there is none. */
    static String scheme(byte[] text, int from, int to) {
        for (String scheme : SCHEMES) {
            if (startsWith(text, from, to, scheme)) {
                return scheme;
            }
        }
        return "";
    }

    private static boolean startsWith(byte[] text, int from, int to, String word) {
        if (to - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (ByteClass.lower(text[from + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static String utf8(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
}
