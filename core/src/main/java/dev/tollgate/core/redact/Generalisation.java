package dev.tollgate.core.redact;

import dev.tollgate.core.scan.PersonalType;
import java.util.Optional;
import java.util.Set;

/** Values made coarser: what is left is true, but of many. Doing it twice changes nothing. */
final class Generalisation {
    /**
     * The first three digits of ZIP codes where 20,000 people or fewer live, by the census of 2000, as the guidance of the
     * Department of Health and Human Services on 45 CFR 164.514(b)(2)(i)(B) lists them.
     */
    private static final Set<String> SPARSE = Set.of(
            "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884",
            "890", "893");

    private static final int OLDEST_TOLD = 89;
    private static final int ZIP_DIGITS = 5;
    private static final int ZIP_PLUS_FOUR = 9;

    private Generalisation() {}

    /** Empty for types that have no coarser form. */
    static Optional<String> of(PersonalType type, String value) {
        return switch (type) {
            case DATE_OF_BIRTH -> year(value);
            case AGE -> Optional.of(age(value));
            case POSTAL_CODE -> Optional.of(postalCode(value));
            case IP_ADDRESS -> Optional.of(network(value));
            case GEO_COORDINATES -> Optional.of(tenths(value));
            default -> Optional.empty();
        };
    }

    /** The only run of four digits. */
    static Optional<String> year(String date) {
        String found = "";
        int run = 0;
        for (int i = 0; i <= date.length(); i++) {
            if (i < date.length() && isDigit(date.charAt(i))) {
                run++;
                continue;
            }
            if (run == 4 || run == 8 && i == date.length()) {
                found = date.substring(i - run, i - run + 4);
                break;
            }
            run = 0;
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** With what stands around the number: {@code 93 years}. */
    private static String age(String value) {
        int start = 0;
        while (start < value.length() && !isDigit(value.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < value.length() && isDigit(value.charAt(end))) {
            end++;
        }
        boolean isOld = end - start > 2 || end - start == 2 && Integer.parseInt(value, start, end, 10) > OLDEST_TOLD;
        if (!isOld || value.startsWith("+", end)) {
            return value;
        }
        return value.substring(0, start) + "90+" + value.substring(end);
    }

    private static String postalCode(String value) {
        String digits = value.replace("-", "").replace(" ", "");
        boolean isZip = (digits.length() == ZIP_DIGITS || digits.length() == ZIP_PLUS_FOUR)
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isZip) {
            String area = digits.substring(0, 3);
            return (SPARSE.contains(area) ? "000" : area) + "**";
        }
        var coarse = new StringBuilder();
        int kept = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isCounted = Character.isLetterOrDigit(c);
            coarse.append(isCounted && kept++ >= 2 ? '*' : c);
        }
        return coarse.toString();
    }

    /** The first 24 bits of version 4, the first 48 of version 6. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address.substring(0, address.lastIndexOf('.') + 1) + "0";
        }
        var network = new StringBuilder();
        int groups = 0;
        for (String group : address.split(":", -1)) {
            if (group.isEmpty() || groups == 3) {
                break;
            }
            network.append(group).append(':');
            groups++;
        }
        return network.append(groups == 0 ? "::" : ":").toString();
    }

    /** Degrees with one decimal: about eleven kilometres. */
    static String tenths(String coordinates) {
        var coarse = new StringBuilder();
        int decimals = -1;
        for (int i = 0; i < coordinates.length(); i++) {
            char c = coordinates.charAt(i);
            decimals = c == '.' ? 0 : isDigit(c) && decimals >= 0 ? decimals + 1 : -1;
            if (decimals < 2) {
                coarse.append(c);
            }
        }
        return coarse.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
