package dev.tollgate.core.scan;

/** A name as words: {@code customerSsn}, {@code CUSTOMER_SSN} and {@code customer.ssn} read "customer ssn". */
public final class SpokenName {
    private SpokenName() {}

    public static String of(String name) {
        var spoken = new StringBuilder(name.length() + 8);
        boolean wasLower = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isUpper = Character.isUpperCase(c);
            boolean isLast = i + 1 < name.length()
                    && isUpper
                    && i > 0
                    && Character.isUpperCase(name.charAt(i - 1))
                    && Character.isLowerCase(name.charAt(i + 1));
            if (!Character.isLetterOrDigit(c)) {
                space(spoken);
            } else {
                if (isUpper && wasLower || isLast) {
                    space(spoken);
                }
                spoken.append(Character.toLowerCase(c));
            }
            wasLower = Character.isLowerCase(c) || Character.isDigit(c);
        }
        return spoken.toString().strip();
    }

    private static void space(StringBuilder spoken) {
        if (!spoken.isEmpty() && spoken.charAt(spoken.length() - 1) != ' ') {
            spoken.append(' ');
        }
    }
}
