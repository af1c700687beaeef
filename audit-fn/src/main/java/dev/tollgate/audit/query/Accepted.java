package dev.tollgate.audit.query;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which media types somebody takes, and how gladly: in thousandths.
 *
 * @param ranges types, {@code type/*} or {@code *}{@code /*}, in lower case
 */
record Accepted(Map<String, Integer> ranges) {
    private static final int MOST_RANGES = 32;
    private static final int FULL = 1_000;
    private static final int LONGEST_QUALITY = "0.123".length();

    /** What cannot be read is left out; of types only the name counts, and of parameters only {@code q}. */
    static Accepted of(String header) {
        var ranges = new TreeMap<String, Integer>();
        for (String range : header.split(",", MOST_RANGES)) {
            String[] parts = range.split(";");
            int quality = FULL;
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
                if (parameter.startsWith("q=")) {
                    quality = thousandths(parameter.substring(2));
                }
            }
            ranges.merge(parts.length == 0 ? "" : parts[0].strip().toLowerCase(Locale.ROOT), quality, Math::max);
        }
        return new Accepted(ranges);
    }

    /** 0 when it is not taken. The most exact range counts. */
    int quality(String type) {
        String group = type.substring(0, type.indexOf('/')) + "/*";
        return ranges.getOrDefault(type, ranges.getOrDefault(group, ranges.getOrDefault("*/*", 0)));
    }

    private static int thousandths(String text) {
        try {
            double quality = text.length() <= LONGEST_QUALITY ? Double.parseDouble(text) : 0;
            return quality >= 0 && quality <= 1 ? (int) Math.round(quality * FULL) : 0;
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }
}
