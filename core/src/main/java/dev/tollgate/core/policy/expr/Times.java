package dev.tollgate.core.policy.expr;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Timestamps and durations, in the ranges of CEL: the years 1 to 9999, and about 10,000 years. */
final class Times {
    private static final long FIRST_SECOND = -62_135_596_800L;
    private static final long LAST_SECOND = 253_402_300_799L;
    private static final Duration LONGEST = Duration.ofDays(3_652_500);
    private static final int LONGEST_TEXT = 100;
    private static final long READING = 10;

    /** Bounded by the length of the text; possessive, so that nothing is tried twice. */
    private static final Pattern AMOUNT = Pattern.compile("(\\d*+)(\\.(\\d*+))?(ns|us|µs|μs|ms|s|m|h)");

    private static final Pattern OFFSET = Pattern.compile("([+-]?)(\\d{1,2}):(\\d{1,2})");

    private Times() {}

    static Object timestamp(Evaluation run, Object value) {
        return switch (value) {
            case Instant time -> time;
            case Long seconds ->
                seconds < FIRST_SECOND || seconds > LAST_SECOND ? Numbers.overflow() : Instant.ofEpochSecond(seconds);
            case String text -> run.over(READING) ? Node.OVER_BUDGET : parseTimestamp(text);
            default -> Functions.mismatch(Function.TIMESTAMP, value);
        };
    }

    private static Object parseTimestamp(String text) {
        if (text.length() <= LONGEST_TEXT) {
            try {
                return inRange(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException malformed) {
                // Said below.
            }
        }
        return Node.failed("the text is no timestamp");
    }

    static Object duration(Evaluation run, Object value) {
        return switch (value) {
            case Duration duration -> duration;
            case String text -> run.over(READING) ? Node.OVER_BUDGET : parseDuration(text);
            default -> Functions.mismatch(Function.DURATION, value);
        };
    }

    /** As Go writes them: {@code 1h30m}, {@code -1.5s}, {@code 0}. */
    private static Object parseDuration(String text) {
        boolean negative = text.startsWith("-");
        String amounts = negative || text.startsWith("+") ? text.substring(1) : text;
        if (amounts.equals("0")) {
            return Duration.ZERO;
        }
        if (amounts.isEmpty() || amounts.length() > LONGEST_TEXT) {
            return noDuration();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher amount = AMOUNT.matcher(amounts);
        for (int at = 0; at < amounts.length(); at = amount.end()) {
            amount.region(at, amounts.length());
            if (!amount.lookingAt() || amount.start(4) == at || isPointOnly(amount)) {
                return noDuration();
            }
            String number = "0" + amount.group(1) + "." + (amount.group(3) == null ? "" : amount.group(3)) + "0";
            nanos = nanos.add(new BigDecimal(number).multiply(BigDecimal.valueOf(nanosOf(amount.group(4)))));
        }
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        if (parts[0].compareTo(BigDecimal.valueOf(LONGEST.getSeconds())) > 0) {
            return Numbers.overflow();
        }
        Duration duration = Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
        return inRange(negative ? duration.negated() : duration);
    }

    private static boolean isPointOnly(Matcher amount) {
        return amount.group(1).isEmpty()
                && (amount.group(3) == null || amount.group(3).isEmpty());
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000L;
        };
    }

    private static Outcome.Failed noDuration() {
        return Node.failed("the text is no duration");
    }

    static Object plus(Object left, Object right) {
        if (left instanceof Instant time && right instanceof Duration duration) {
            return inRange(time.plus(duration));
        }
        if (left instanceof Duration duration && right instanceof Instant time) {
            return inRange(time.plus(duration));
        }
        return left instanceof Duration a && right instanceof Duration b
                ? inRange(a.plus(b))
                : Functions.mismatch(Function.ADD, left, right);
    }

    static Object minus(Object left, Object right) {
        if (left instanceof Instant time && right instanceof Duration duration) {
            return inRange(time.minus(duration));
        }
        if (left instanceof Instant time && right instanceof Instant from) {
            Duration between = Duration.between(from, time);
            // As the specification's tests have it, this fits 64 bits of nanoseconds.
            return between.abs().getSeconds() > Long.MAX_VALUE / 1_000_000_000 - 1 ? Numbers.overflow() : between;
        }
        return left instanceof Duration a && right instanceof Duration b
                ? inRange(a.minus(b))
                : Functions.mismatch(Function.SUBTRACT, left, right);
    }

    private static Object inRange(Instant time) {
        long second = time.getEpochSecond();
        return second < FIRST_SECOND || second > LAST_SECOND ? Numbers.overflow() : time;
    }

    private static Object inRange(Duration duration) {
        return duration.abs().compareTo(LONGEST) > 0 ? Numbers.overflow() : duration;
    }

    /** Seconds, with as many digits after the point as it takes, in threes. */
    static String text(Duration duration) {
        Duration positive = duration.abs();
        var text = new StringBuilder(duration.isNegative() ? "-" : "").append(positive.getSeconds());
        int nanos = positive.getNano();
        if (nanos != 0) {
            String digits = Integer.toString(1_000_000_000 + nanos);
            int end = nanos % 1_000_000 == 0 ? 4 : nanos % 1_000 == 0 ? 7 : 10;
            text.append('.').append(digits, 1, end);
        }
        return text.append('s').toString();
    }

    /** A part of a timestamp in a time zone, UTC when none is given, or of a duration. */
    static Object part(Evaluation run, Function function, Object... operands) {
        if (operands[0] instanceof Duration duration && operands.length == 1) {
            return ofDuration(function, duration);
        }
        if (!(operands[0] instanceof Instant time) || operands.length == 2 && !(operands[1] instanceof String)) {
            return Functions.mismatch(function, operands);
        }
        if (operands.length == 1) {
            return ofTime(function, time.atZone(ZoneOffset.UTC));
        }
        if (run.over(READING)) {
            return Node.OVER_BUDGET;
        }
        Optional<ZoneId> zone = zone((String) operands[1]);
        return zone.isPresent() ? ofTime(function, time.atZone(zone.get())) : Node.failed("there is no such time zone");
    }

    private static Object ofTime(Function function, ZonedDateTime time) {
        return switch (function) {
            case GET_FULL_YEAR -> (long) time.getYear();
            case GET_MONTH -> time.getMonthValue() - 1L;
            case GET_DATE -> (long) time.getDayOfMonth();
            case GET_DAY_OF_MONTH -> time.getDayOfMonth() - 1L;
            case GET_DAY_OF_WEEK -> time.getDayOfWeek().getValue() % 7L;
            case GET_DAY_OF_YEAR -> time.getDayOfYear() - 1L;
            case GET_HOURS -> (long) time.getHour();
            case GET_MINUTES -> (long) time.getMinute();
            case GET_SECONDS -> (long) time.getSecond();
            default -> time.getNano() / 1_000_000L;
        };
    }

    private static Object ofDuration(Function function, Duration duration) {
        return switch (function) {
            case GET_HOURS -> duration.toHours();
            case GET_MINUTES -> duration.toMinutes();
            case GET_SECONDS -> duration.toSeconds();
            case GET_MILLISECONDS -> duration.toMillis() % 1_000;
            default -> Functions.mismatch(function, duration);
        };
    }

    /** A name of the time zone database, or an offset; {@code 9:30} is {@code +09:30}. */
    private static Optional<ZoneId> zone(String name) {
        try {
            Matcher offset = OFFSET.matcher(name.length() > LONGEST_TEXT ? "" : name);
            if (offset.matches()) {
                int sign = offset.group(1).equals("-") ? -1 : 1;
                return Optional.of(ZoneOffset.ofHoursMinutes(
                        sign * Integer.parseInt(offset.group(2)), sign * Integer.parseInt(offset.group(3))));
            }
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
