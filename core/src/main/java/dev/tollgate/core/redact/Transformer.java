package dev.tollgate.core.redact;

import dev.tollgate.core.redact.Transform.Mask;
import dev.tollgate.core.redact.Transform.Pseudonym;
import dev.tollgate.core.redact.Transform.Truncate;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.FindingType;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.TextScanner;
import dev.tollgate.core.scan.TokenForm;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/** Makes of a value what its transform says. What it makes is never found again. */
final class Transformer {
    private static final int MOST_ATTEMPTS = 16;
    private static final String CUT = "…";

    /** What shows the form of a value and tells nothing of it. */
    private static final String SEPARATORS = "-./:@,()+_";

    private final Tokens tokens;
    private final TextScanner scanner;
    private final KnownTokens known = new KnownTokens();
    private final KnownTokens.Maker maker;

    Transformer(Tokens tokens, TextScanner scanner) {
        this.tokens = tokens;
        this.scanner = scanner;
        this.maker = (type, value) -> tokens.pseudonym(type.name(), canonical(type, value));
    }

    /** @param field where the value stands */
    String text(Transform transform, FindingType type, String value, Field field) {
        return switch (transform) {
            case Transform.Keep keep -> value;
            case Transform.Generalise generalise -> generalised(type, value);
            case Truncate(int length) -> truncated(value, length);
            case Mask mask -> masked(mask, value, type == PersonalType.CREDIT_CARD, separators(type));
            case Pseudonym(boolean keepFormat) -> keepFormat ? formatted(type, value, field) : token(type, value);
            case Transform.Replace replace -> Tokens.replacement(type.name());
            case Transform.Drop drop -> "";
        };
    }

    /** A number stays a number. */
    String number(Transform transform, FindingType type, String literal, Field field) {
        return switch (transform) {
            case Transform.Keep keep -> literal;
            case Transform.Generalise generalise -> generalisedNumber(type, literal);
            case Pseudonym(boolean keepFormat) when keepFormat -> digits(type, literal, field);
            case Pseudonym pseudonym -> "0";
            case Truncate truncate -> "0";
            case Mask mask -> "0";
            case Transform.Replace replace -> "0";
            case Transform.Drop drop -> "0";
        };
    }

    /** The text of a field, by a rule on its name or place. */
    String field(Transform transform, String value) {
        return switch (transform) {
            case Transform.Keep keep -> value;
            case Transform.Generalise generalise ->
                Generalisation.year(value).orElse(Tokens.replacement(TokenForm.FIELD));
            case Truncate(int length) -> truncated(value, length);
            case Mask mask -> masked(mask, value, false, SEPARATORS);
            case Pseudonym pseudonym -> tokens.pseudonym(TokenForm.FIELD, value);
            case Transform.Replace replace -> Tokens.replacement(TokenForm.FIELD);
            case Transform.Drop drop -> "";
        };
    }

    private static String generalised(FindingType type, String value) {
        return type instanceof PersonalType personal
                ? Generalisation.of(personal, value).orElse(Tokens.replacement(type.name()))
                : Tokens.replacement(type.name());
    }

    private static String generalisedNumber(FindingType type, String literal) {
        if (type == PersonalType.GEO_COORDINATES) {
            return Generalisation.tenths(literal);
        }
        if (type == PersonalType.AGE) {
            return literal.length() > 2 || literal.compareTo("89") > 0 && literal.length() == 2 ? "90" : literal;
        }
        if (type == PersonalType.DATE_OF_BIRTH) {
            return Generalisation.year(literal).orElse("0");
        }
        return "0";
    }

    private static String truncated(String value, int length) {
        return value.codePointCount(0, value.length()) <= length
                ? value
                : value.substring(0, value.offsetByCodePoints(0, length)) + CUT;
    }

    /** In a secret they may be part of it. */
    private static String separators(FindingType type) {
        return type.group() == FindingType.Group.SECRET ? "" : SEPARATORS;
    }

    /** Of less than eight characters nothing is left, of others at most half; of a card what is asked for. */
    private static String masked(Mask mask, String value, boolean isCard, String separators) {
        int count = masked(value, separators);
        int most = isCard ? count : count < 8 ? 0 : count / 2;
        int last = Math.min(mask.keepLast(), most);
        int first = Math.min(mask.keepFirst(), most - last);
        var masked = new StringBuilder(value.length());
        int seen = 0;
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            boolean isMasked = isMasked(c, separators);
            boolean isHidden = isMasked && seen >= first && seen < count - last;
            seen += isMasked ? 1 : 0;
            masked.appendCodePoint(isHidden ? '*' : c);
            i += Character.charCount(c);
        }
        return masked.toString();
    }

    private static int masked(String value, String separators) {
        int count = 0;
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            count += isMasked(value.codePointAt(i), separators) ? 1 : 0;
        }
        return count;
    }

    private static boolean isMasked(int c, String separators) {
        return !Character.isWhitespace(c) && !Character.isSpaceChar(c) && separators.indexOf(c) < 0;
    }

    private String token(FindingType type, String value) {
        return known.of(type, value, maker);
    }

    /** Equal values that are written in another way have the same token. */
    private static String canonical(FindingType type, String value) {
        if (type.group() == FindingType.Group.SECRET) {
            return value;
        }
        String lower = value.toLowerCase(Locale.ROOT).strip();
        if (type == PersonalType.EMAIL_ADDRESS) {
            return lower;
        }
        var canonical = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); ) {
            int c = lower.codePointAt(i);
            if (Character.isLetterOrDigit(c)) {
                canonical.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return canonical.toString();
    }

    private String formatted(FindingType type, String value, Field field) {
        if (type.group() == FindingType.Group.SECRET) {
            return token(type, value);
        }
        String canonical = canonical(type, value);
        if (type == PersonalType.EMAIL_ADDRESS) {
            return "user_" + tokens.letters(type.name(), canonical, 0) + "@redacted.example";
        }
        return unfound(field, attempt -> redigited(type, value, canonical, attempt))
                .orElse(token(type, value));
    }

    private String digits(FindingType type, String literal, Field field) {
        return unfound(field, attempt -> redigited(type, literal, literal, attempt))
                .orElse("0");
    }

    /** The first that the scanner does not find: a made-up card must not be one. */
    private Optional<String> unfound(Field field, IntFunction<String> made) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String candidate = made.apply(attempt);
            byte[] bytes = candidate.getBytes(StandardCharsets.UTF_8);
            if (scanner.scan(bytes, 0, bytes.length, field).isEmpty()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Other digits and letters in the same places; a country code stays, and so do the last four digits of a card. */
    private String redigited(FindingType type, String value, String canonical, int attempt) {
        byte[] code = tokens.code(type.name(), canonical, attempt);
        int kept = type == PersonalType.IBAN ? 2 : type == PersonalType.PHONE_NUMBER && value.startsWith("+") ? 3 : 0;
        int lastKept = type == PersonalType.CREDIT_CARD ? lastDigits(value, 4) : value.length();
        var made = new StringBuilder(value.length());
        boolean isFirst = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int random = code[i % code.length] & 0xFF;
            if (i < kept || i >= lastKept) {
                made.append(c);
            } else if (c >= '0' && c <= '9') {
                // A number of JSON does not begin with 0.
                made.append((char) (isFirst ? '1' + random % 9 : '0' + random % 10));
                isFirst = false;
            } else if (c >= 'a' && c <= 'z' || c >= 0x80 && !Character.isSpaceChar(c)) {
                made.append((char) ('a' + random % 26));
            } else if (c >= 'A' && c <= 'Z') {
                made.append((char) ('A' + random % 26));
            } else {
                made.append(c);
            }
        }
        return made.toString();
    }

    /** Where the last few digits begin. */
    private static int lastDigits(String value, int digits) {
        int left = digits;
        int at = value.length();
        while (at > 0 && left > 0) {
            at--;
            left -= Character.isDigit(value.charAt(at)) ? 1 : 0;
        }
        return at;
    }
}
