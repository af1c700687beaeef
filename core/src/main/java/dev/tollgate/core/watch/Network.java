package dev.tollgate.core.watch;

import java.util.ArrayList;
import java.util.List;

/** The network that an address is in, as far as anybody outside can tell: /24 of IPv4, /48 of IPv6. */
final class Network {
    private static final int GROUPS = 8;
    private static final int KEPT_GROUPS = 3;
    private static final int LONGEST_ADDRESS = 64;

    private Network() {}

    /** What is no address stands for itself. API Gateway writes addresses; nothing here is checked. */
    static String of(String address) {
        String text = address.length() <= LONGEST_ADDRESS ? address : address.substring(0, LONGEST_ADDRESS);
        int lastColon = text.lastIndexOf(':');
        if (lastColon < 0) {
            return v4(text);
        }
        String end = text.substring(lastColon + 1);
        // ::ffff:192.0.2.1 is an IPv4 address.
        return end.indexOf('.') >= 0 ? v4(end) : v6(text);
    }

    private static String v4(String text) {
        int lastDot = text.lastIndexOf('.');
        return lastDot < 0 ? text : text.substring(0, lastDot);
    }

    private static String v6(String text) {
        int gap = text.indexOf("::");
        List<String> groups = groups(gap < 0 ? text : text.substring(0, gap));
        if (gap >= 0) {
            List<String> after = groups(text.substring(gap + 2));
            for (int missing = GROUPS - groups.size() - after.size(); missing > 0; missing--) {
                groups.add("0");
            }
            groups.addAll(after);
        }
        return String.join(":", groups.subList(0, Math.min(KEPT_GROUPS, groups.size()))) + "::";
    }

    /** In lower case and without zeros before them. */
    private static List<String> groups(String text) {
        var groups = new ArrayList<String>();
        if (!text.isEmpty()) {
            for (String group : text.split(":", -1)) {
                groups.add(shortened(group.toLowerCase(java.util.Locale.ROOT)));
            }
        }
        return groups;
    }

    private static String shortened(String group) {
        int first = 0;
        while (first < group.length() - 1 && group.charAt(first) == '0') {
            first++;
        }
        return group.substring(first);
    }
}
