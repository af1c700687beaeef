package dev.tollgate.core.argument.location;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A host's name as DNS is asked for it, or the IPv4 address that clients take it for. */
final class HostName {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private HostName() {}

    static String of(String written) throws RefusedException {
        if (written.indexOf('%') >= 0) {
            throw new RefusedException("a host without percent-encoding");
        }
        String host = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        if (host.isEmpty() || host.length() > LONGEST) {
            throw new RefusedException("a host of 1 to " + LONGEST + " characters");
        }
        List<String> labels = new ArrayList<>();
        for (String label : host.split("\\.", -1)) {
            labels.add(label(label));
        }
        String name = String.join(".", labels);
        if (isNumber(labels.getLast())) {
            return IpAddress.v4(name);
        }
        if (name.length() > LONGEST) {
            throw new RefusedException("a host of 1 to " + LONGEST + " characters");
        }
        return name;
    }

    private static String label(String written) throws RefusedException {
        if (written.isEmpty()) {
            throw new RefusedException("a host without two dots side by side");
        }
        boolean ascii = written.chars().allMatch(c -> c < 0x80);
        String label = ascii ? written.toLowerCase(Locale.ROOT) : InternationalLabel.toAscii(written);
        if (label.length() > LONGEST_LABEL) {
            throw new RefusedException("a host whose parts have at most " + LONGEST_LABEL + " characters");
        }
        if (!label.chars().allMatch(HostName::isAllowed) || label.startsWith("-") || label.endsWith("-")) {
            throw new RefusedException("a host of letters, digits, - and _");
        }
        if (label.startsWith("xn--")) {
            InternationalLabel.check(label);
        }
        return label;
    }

    private static boolean isAllowed(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    /** What browsers take for the last number of an IPv4 address. */
    private static boolean isNumber(String label) {
        boolean decimal = label.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean hex = label.startsWith("0x") && label.substring(2).chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return decimal || hex;
    }
}
