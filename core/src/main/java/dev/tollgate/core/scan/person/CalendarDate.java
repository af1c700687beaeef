package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.WordKinds;
import java.nio.charset.StandardCharsets;

import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isEnd;

/**
 * Reads dates with a day, a month and a year: {@code 1980-02-29} (ISO 8601), {@code 29.2.1980}, {@code 02/29/80}, {@code
 * 19800229}, {@code 29 February 1980}, {@code Feb 29th, 1980}, {@code 29 de febrero de 1980}, {@code 29-FEB-1980}, {@code
 * 1980年2月29日}, {@code 昭和55年2月29日}. Years are 1900 to 2099, or two digits.
 */
final class CalendarDate {
    private static final int LONGEST_MONTH = 24;
    private static final int MOST_NAMES = 256;
    private static final byte[][] ERAS = {bytes("明治"), bytes("大正"), bytes("昭和"), bytes("平成"), bytes("令和")};
    private static final byte[][] YEAR = {bytes("年"), bytes("년")};
    private static final byte[][] MONTH = {bytes("月"), bytes("월")};
    private static final byte[][] DAY = {bytes("日"), bytes("일"), bytes("号")};
    /** In bytes, of each of them. */
    private static final int SIGN = 3;

    private static final byte[][] AFTER_DAY = {
        bytes("st"), bytes("nd"), bytes("rd"), bytes("th"), bytes("er"), bytes("."), bytes("º"), bytes("ª"), bytes("°")
    };
    private static final byte[][] BETWEEN = {bytes("de "), bytes("of "), bytes("del "), bytes("do ")};

    private final WordKinds months = new WordKinds(MOST_NAMES);

    private CalendarDate() {}

    static CalendarDate ofResource() {
        var date = new CalendarDate();
        for (String line : ResourceLines.of(CalendarDate.class, "months.txt")) {
            String[] names = line.split(" ");
            for (int i = 1; i < names.length; i++) {
                date.months.add(bytes(names[i]), Integer.parseInt(names[0]));
            }
        }
        return date;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The byte after the date that begins here; {@code at} when none does. */
    int end(byte[] text, int at, int to) {
        if (at == to) {
            return at;
        }
        int end = isDigit(text[at]) ? endFromDigit(text, at, to) : endFromWord(text, at, to);
        return end > at && isEnd(text, to, end) || isJapanese(text, end) || isTime(text, end, to) ? end : at;
    }

    private static boolean isJapanese(byte[] text, int end) {
        return end >= SIGN && isAny(text, end - SIGN, end, DAY);
    }

    /** {@code 1980-02-29T00:00:00Z} */
    private static boolean isTime(byte[] text, int end, int to) {
        return end > 0 && end + 1 < to && text[end] == 'T' && isDigit(text[end + 1]);
    }

    private int endFromDigit(byte[] text, int at, int to) {
        int first = digitsEnd(text, at, to);
        int value = value(text, at, first);
        return switch (first - at) {
            case 8 -> isDate(value / 10_000, value / 100 % 100, value % 100) ? first : at;
            case 4 -> fromYear(text, at, first, value, to);
            case 1, 2 -> fromDay(text, at, first, value, to);
            default -> at;
        };
    }

    private int fromYear(byte[] text, int at, int first, int year, int to) {
        if (isAny(text, first, to, YEAR)) {
            return japanese(text, at, first + SIGN, year, to);
        }
        if (first == to || !isSeparator(text[first])) {
            return at;
        }
        int second = digitsEnd(text, first + 1, to);
        if (second == first + 1 || second >= to || text[second] != text[first]) {
            return at;
        }
        int third = digitsEnd(text, second + 1, to);
        boolean isWhole = third - second - 1 >= 1 && third - second - 1 <= 2 && second - first <= 3;
        return isWhole && isDate(year, value(text, first + 1, second), value(text, second + 1, third)) ? third : at;
    }

    /** Korean has spaces between the parts. */
    private static int japanese(byte[] text, int at, int yearEnd, int year, int to) {
        int monthStart = NameText.skipSpaces(text, yearEnd, to, 1);
        int month = digitsEnd(text, monthStart, to);
        if (month == monthStart || month - monthStart > 2 || !isAny(text, month, to, MONTH)) {
            return at;
        }
        int dayStart = NameText.skipSpaces(text, month + SIGN, to, 1);
        int day = digitsEnd(text, dayStart, to);
        boolean isWhole = day > dayStart && day - dayStart <= 2 && isAny(text, day, to, DAY);
        return isWhole && isDate(year, value(text, monthStart, month), value(text, dayStart, day)) ? day + SIGN : at;
    }

    private static boolean isAny(byte[] text, int at, int to, byte[][] signs) {
        for (byte[] sign : signs) {
            if (NameText.isAt(text, at, to, sign)) {
                return true;
            }
        }
        return false;
    }

    private int fromDay(byte[] text, int at, int first, int value, int to) {
        if (first < to && isSeparator(text[first]) && first + 1 < to && isDigit(text[first + 1])) {
            int second = digitsEnd(text, first + 1, to);
            if (second - first > 3 || second >= to || text[second] != text[first]) {
                return at;
            }
            int third = digitsEnd(text, second + 1, to);
            int month = value(text, first + 1, second);
            int year = year(text, second + 1, third);
            return isDate(year, month, value) || isDate(year, value, month) ? third : at;
        }
        int next = afterDay(text, first, to);
        int monthEnd = NameText.lettersEnd(text, next, Math.min(to, next + LONGEST_MONTH));
        int month = month(text, next, monthEnd);
        if (month == 0) {
            return at;
        }
        next = afterMonth(text, monthEnd, to);
        int yearEnd = digitsEnd(text, next, to);
        return next > monthEnd && isDate(year(text, next, yearEnd), month, value) ? yearEnd : at;
    }

    private static int afterDay(byte[] text, int at, int to) {
        int next = at;
        for (byte[] ending : AFTER_DAY) {
            if (NameText.isAt(text, next, to, ending)) {
                next += ending.length;
                break;
            }
        }
        return between(text, next, to);
    }

    private static int afterMonth(byte[] text, int at, int to) {
        int next = at < to && (text[at] == '.' || text[at] == ',') ? at + 1 : at;
        return between(text, next, to);
    }

    private static int between(byte[] text, int at, int to) {
        int next = at;
        if (next < to && (text[next] == ' ' || text[next] == '-' || text[next] == '/')) {
            next++;
        }
        for (byte[] word : BETWEEN) {
            if (NameText.isAt(text, next, to, word)) {
                return next + word.length;
            }
        }
        return next;
    }

    /** {@code February 29, 1980}; {@code 昭和55年2月29日}. */
    private int endFromWord(byte[] text, int at, int to) {
        for (byte[] era : ERAS) {
            if (NameText.isAt(text, at, to, era)) {
                int year = digitsEnd(text, at + era.length, to);
                boolean isYear = year > at + era.length && year - at - era.length <= 2 && isAny(text, year, to, YEAR);
                return isYear ? japanese(text, at, year + SIGN, 2000, to) : at;
            }
        }
        int monthEnd = NameText.lettersEnd(text, at, Math.min(to, at + LONGEST_MONTH));
        int month = month(text, at, monthEnd);
        if (month == 0) {
            return at;
        }
        int dayStart = afterMonth(text, monthEnd, to);
        int day = digitsEnd(text, dayStart, to);
        if (day == dayStart || day - dayStart > 2) {
            return at;
        }
        int yearStart = afterMonth(text, afterOrdinal(text, day, to), to);
        int yearEnd = digitsEnd(text, yearStart, to);
        return isDate(year(text, yearStart, yearEnd), month, value(text, dayStart, day)) ? yearEnd : at;
    }

    private static int afterOrdinal(byte[] text, int at, int to) {
        for (byte[] ending : AFTER_DAY) {
            if (NameText.isAt(text, at, to, ending)) {
                return at + ending.length;
            }
        }
        return at;
    }

    private int month(byte[] text, int from, int to) {
        if (to - from < 3) {
            return 0;
        }
        return months.of(text, from, to);
    }

    private static boolean isSeparator(byte b) {
        return b == '-' || b == '.' || b == '/';
    }

    private static int digitsEnd(byte[] text, int at, int to) {
        int end = at;
        while (end < to && end - at < 9 && ByteClass.isDigit(text[end])) {
            end++;
        }
        return end;
    }

    private static int value(byte[] text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text[i] - '0';
        }
        return value;
    }

    /** Two digits are of this century or the last; anything but two or four is no year. */
    private static int year(byte[] text, int from, int to) {
        return switch (to - from) {
            case 2 -> 2000 + value(text, from, to);
            case 4 -> value(text, from, to);
            default -> 0;
        };
    }

    private static boolean isDate(int year, int month, int day) {
        return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
}
