package dev.tollgate.cli.cost;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people give them. Each error names the option and what was expected. */
public final class Given {
    /** Fixed lengths: nothing to go back for, and no number that a double cannot hold. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");

    private static final Pattern RATE = Pattern.compile("([0-9.]{1,25})(/s|/day|/month)?");

    private Given() {}

    /** How many a month of 30 days: {@code 5/s}, {@code 400000/day}, {@code 12000000/month} or {@code 12000000}. */
    public static double monthly(String option, String text, double most) {
        String expected = "expected such as 5/s, 400000/day or 12000000, more than 0 and at most " + Amount.text(most)
                + " a month";
        Matcher rate = RATE.matcher(text);
        if (!rate.matches() || !NUMBER.matcher(rate.group(1)).matches()) {
            throw wrong(option, expected, text);
        }
        String period = rate.group(2) == null ? "/month" : rate.group(2);
        double times = switch (period) {
            case "/s" -> Workload.SECONDS;
            case "/day" -> 30;
            default -> 1;
        };
        double monthly = Double.parseDouble(rate.group(1)) * times;
        if (monthly <= 0 || monthly > most) {
            throw wrong(option, expected, text);
        }
        return monthly;
    }

    /** A part of all: {@code 5%} or {@code 0.05}. */
    public static double share(String option, String text) {
        boolean isPercent = text.endsWith("%");
        String number = isPercent ? text.substring(0, text.length() - 1) : text;
        double share = NUMBER.matcher(number).matches() ? Double.parseDouble(number) / (isPercent ? 100 : 1) : 2;
        if (share > 1) {
            throw wrong(option, "expected a share such as 5% or 0.05", text);
        }
        return share;
    }

    public static double number(String option, String text, double most) {
        double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : most + 1;
        if (number > most) {
            throw wrong(option, "expected a number from 0 to " + Amount.text(most), text);
        }
        return number;
    }

    public static int count(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw wrong(option, "expected an integer from 1 to " + Amount.text(most), Integer.toString(value));
        }
        return value;
    }

    private static IllegalArgumentException wrong(String option, String expected, String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return new IllegalArgumentException(option + ": " + expected + ", not '" + shown + "'");
    }
}
