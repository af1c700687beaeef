package dev.tollgate.core.policy.expr;

import java.util.ArrayList;
import java.util.List;

/** Functions on strings. Places and lengths count code points. */
final class Texts {
    private Texts() {}

    /** The order of code points. */
    static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Of UTF-16, surrogates stand for the code points behind all others.
                boolean behind = Character.isSurrogate(a);
                return behind == Character.isSurrogate(b) ? Character.compare(a, b) : behind ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    static Object contains(Evaluation run, Object text, Object sought) {
        if (!(text instanceof String in) || !(sought instanceof String what)) {
            return Functions.mismatch(Function.CONTAINS, text, sought);
        }
        return run.overSearch(in.length(), what.length()) ? Node.OVER_BUDGET : (Object) in.contains(what);
    }

    static Object startsWith(Evaluation run, Object text, Object prefix) {
        if (!(text instanceof String in) || !(prefix instanceof String what)) {
            return Functions.mismatch(Function.STARTS_WITH, text, prefix);
        }
        return run.overText(what.length()) ? Node.OVER_BUDGET : (Object) in.startsWith(what);
    }

    static Object endsWith(Evaluation run, Object text, Object suffix) {
        if (!(text instanceof String in) || !(suffix instanceof String what)) {
            return Functions.mismatch(Function.ENDS_WITH, text, suffix);
        }
        return run.overText(what.length()) ? Node.OVER_BUDGET : (Object) in.endsWith(what);
    }

    static Object size(Evaluation run, Object value) {
        return switch (value) {
            case String text -> run.overText(text.length()) ? Node.OVER_BUDGET : (Object) (long) length(text);
            case ListValue list -> (long) list.size();
            case MapValue map -> (long) map.size();
            case Bytes bytes -> (long) bytes.size();
            default -> Functions.mismatch(Function.SIZE, value);
        };
    }

    static Object charAt(Evaluation run, Object text, Object place) {
        if (!(text instanceof String in) || !(place instanceof Long at)) {
            return Functions.mismatch(Function.CHAR_AT, text, place);
        }
        if (run.overText(in.length())) {
            return Node.OVER_BUDGET;
        }
        long length = length(in);
        if (at < 0 || at > length) {
            return outside(Function.CHAR_AT);
        }
        return at == length ? "" : between(in, at.intValue(), at.intValue() + 1);
    }

    static Object substring(Evaluation run, Object... operands) {
        if (!(operands[0] instanceof String text)
                || !(operands[1] instanceof Long from)
                || operands.length == 3 && !(operands[2] instanceof Long)) {
            return Functions.mismatch(Function.SUBSTRING, operands);
        }
        if (run.overText(text.length())) {
            return Node.OVER_BUDGET;
        }
        long length = length(text);
        long to = operands.length == 3 ? (Long) operands[2] : length;
        return from < 0 || from > to || to > length
                ? outside(Function.SUBSTRING)
                : between(text, from.intValue(), (int) to);
    }

    static Object indexOf(Evaluation run, Object... operands) {
        if (!(operands[0] instanceof String text)
                || !(operands[1] instanceof String sought)
                || operands.length == 3 && !(operands[2] instanceof Long)) {
            return Functions.mismatch(Function.INDEX_OF, operands);
        }
        if (run.overSearch(text.length(), sought.length())) {
            return Node.OVER_BUDGET;
        }
        long from = operands.length == 3 ? (Long) operands[2] : 0;
        if (sought.isEmpty()) {
            return isPlace(from) ? (Object) from : outside(Function.INDEX_OF);
        }
        if (from < 0 || from >= length(text)) {
            return outside(Function.INDEX_OF);
        }
        int found = text.indexOf(sought, text.offsetByCodePoints(0, (int) from));
        return found < 0 ? -1L : (long) text.codePointCount(0, found);
    }

    static Object lastIndexOf(Evaluation run, Object... operands) {
        if (!(operands[0] instanceof String text)
                || !(operands[1] instanceof String sought)
                || operands.length == 3 && !(operands[2] instanceof Long)) {
            return Functions.mismatch(Function.LAST_INDEX_OF, operands);
        }
        if (run.overSearch(text.length(), sought.length())) {
            return Node.OVER_BUDGET;
        }
        int length = length(text);
        if (operands.length == 2) {
            return sought.isEmpty() ? (Object) (long) length : foundAt(text, text.lastIndexOf(sought));
        }
        long from = (Long) operands[2];
        if (sought.isEmpty()) {
            return from;
        }
        return from < 0 || from >= length
                ? outside(Function.LAST_INDEX_OF)
                : foundAt(text, text.lastIndexOf(sought, text.offsetByCodePoints(0, (int) from)));
    }

    private static Object foundAt(String text, int found) {
        return found < 0 ? -1L : (long) text.codePointCount(0, found);
    }

    static Object join(Evaluation run, Object... operands) {
        String separator = operands.length == 1 ? "" : operands[1] instanceof String given ? given : null;
        if (!(operands[0] instanceof ListValue list) || separator == null) {
            return Functions.mismatch(Function.JOIN, operands);
        }
        var joined = new StringBuilder();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String part)) {
                return Functions.mismatch(Function.JOIN, list.get(i));
            }
            if (i > 0) {
                joined.append(separator);
            }
            joined.append(part);
            if (run.over(1L + ((part.length() + separator.length()) >> 4))) {
                return Node.OVER_BUDGET;
            }
        }
        return joined.toString();
    }

    static Object replace(Evaluation run, Object... operands) {
        if (!(operands[0] instanceof String text)
                || !(operands[1] instanceof String sought)
                || !(operands[2] instanceof String instead)
                || operands.length == 4 && !(operands[3] instanceof Long)) {
            return Functions.mismatch(Function.REPLACE, operands);
        }
        long limit = operands.length == 4 ? (Long) operands[3] : -1;
        if (!isPlace(Math.abs(limit))) {
            return outside(Function.REPLACE);
        }
        if (run.overSearch(text.length(), sought.length())) {
            return Node.OVER_BUDGET;
        }
        var replaced = new StringBuilder();
        int from = 0;
        for (int at = 0; limit != 0; limit--) {
            int found = text.indexOf(sought, at);
            if (found < 0) {
                break;
            }
            replaced.append(text, from, found).append(instead);
            if (run.over(1L + (instead.length() >> 4))) {
                return Node.OVER_BUDGET;
            }
            from = found + sought.length();
            at = from;
            if (sought.isEmpty()) {
                if (found == text.length()) {
                    break;
                }
                at = text.offsetByCodePoints(found, 1);
            }
        }
        return replaced.append(text, from, text.length()).toString();
    }

    static Object split(Evaluation run, Object... operands) {
        if (!(operands[0] instanceof String text)
                || !(operands[1] instanceof String separator)
                || operands.length == 3 && !(operands[2] instanceof Long)) {
            return Functions.mismatch(Function.SPLIT, operands);
        }
        long limit = operands.length == 3 ? (Long) operands[2] : -1;
        if (!isPlace(Math.abs(limit))) {
            return outside(Function.SPLIT);
        }
        if (run.overSearch(text.length(), separator.length())) {
            return Node.OVER_BUDGET;
        }
        List<Object> parts = new ArrayList<>();
        int from = 0;
        while (limit < 0 || parts.size() < limit - 1) {
            int end = partEnd(text, separator, from);
            if (end < 0) {
                break;
            }
            parts.add(text.substring(from, end));
            from = end + separator.length();
            if (run.over(1)) {
                return Node.OVER_BUDGET;
            }
        }
        if (limit != 0 && !(separator.isEmpty() && text.isEmpty())) {
            parts.add(text.substring(from));
        }
        return ListValue.ofValues(parts);
    }

    /** Where the next part ends; negative when the rest is the last part. */
    private static int partEnd(String text, String separator, int from) {
        if (!separator.isEmpty()) {
            return text.indexOf(separator, from);
        }
        int end = from < text.length() ? text.offsetByCodePoints(from, 1) : text.length();
        return end < text.length() ? end : -1;
    }

    static Object lowerAscii(Evaluation run, Object value) {
        return value instanceof String text
                ? mapped(run, text, 'A', 'Z', 32)
                : Functions.mismatch(Function.LOWER_ASCII, value);
    }

    static Object upperAscii(Evaluation run, Object value) {
        return value instanceof String text
                ? mapped(run, text, 'a', 'z', -32)
                : Functions.mismatch(Function.UPPER_ASCII, value);
    }

    private static Object mapped(Evaluation run, String text, char from, char to, int by) {
        if (run.overText(text.length())) {
            return Node.OVER_BUDGET;
        }
        char[] mapped = text.toCharArray();
        for (int i = 0; i < mapped.length; i++) {
            if (mapped[i] >= from && mapped[i] <= to) {
                mapped[i] += (char) by;
            }
        }
        return new String(mapped);
    }

    static Object reverse(Evaluation run, Object value) {
        if (!(value instanceof String text)) {
            return Functions.mismatch(Function.REVERSE, value);
        }
        return run.overText(text.length())
                ? Node.OVER_BUDGET
                : new StringBuilder(text).reverse().toString();
    }

    static Object trim(Evaluation run, Object value) {
        if (!(value instanceof String text)) {
            return Functions.mismatch(Function.TRIM, value);
        }
        if (run.overText(text.length())) {
            return Node.OVER_BUDGET;
        }
        int from = 0;
        int to = text.length();
        while (from < to && isWhiteSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isWhiteSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Unicode's White_Space, which Java has no method for. */
    private static boolean isWhiteSpace(char c) {
        return c >= 0x09 && c <= 0x0D
                || c == 0x20
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200A
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    static Object quote(Evaluation run, Object value) {
        if (!(value instanceof String text)) {
            return Functions.mismatch(Function.QUOTE, value);
        }
        if (run.overText(text.length())) {
            return Node.OVER_BUDGET;
        }
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case 0x07 -> quoted.append("\\a");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case 0x0B -> quoted.append("\\v");
                case '\\' -> quoted.append("\\\\");
                case '"' -> quoted.append("\\\"");
                default -> quoted.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
            }
        });
        return quoted.append('"').toString();
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String between(String text, int from, int to) {
        int start = text.offsetByCodePoints(0, from);
        return text.substring(start, text.offsetByCodePoints(start, to - from));
    }

    private static boolean isPlace(long number) {
        return number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE;
    }

    private static Outcome.Failed outside(Function function) {
        return Node.failed("'" + function.sign() + "' was asked for a place outside of the text");
    }
}
