package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.SecretKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of secrets that have a form of their own, as {@code secret/kinds.txt} lists them. */
public final class SecretRules {
    private static final double USUAL_ENTROPY = 2.5;
    private static final int USUAL = 92;
    private static final int WITH_CHECKSUM = 97;
    private static final int LABELLED = 82;
    private static final Set<SecretCheck> CHECKSUMS =
            Set.of(SecretCheck.CRC62, SecretCheck.GRAFANA, SecretCheck.BECH32);
    private static final String[] SEPARATORS = {"_", "-", " ", ""};

    private SecretRules() {}

    public static List<SecretRule> ofResource() {
        var rules = new ArrayList<SecretRule>();
        String group = "";
        for (String line : DataLines.of("kinds.txt")) {
            if (line.startsWith("## ")) {
                group = line.substring(3).strip();
            } else {
                rules.add(rule(
                        group,
                        Stream.of(line.split(" "))
                                .filter(part -> !part.isEmpty())
                                .toArray(String[]::new)));
            }
        }
        return List.copyOf(rules);
    }

    private static SecretRule rule(String group, String[] parts) {
        List<String> near = List.of();
        SecretCheck check = SecretCheck.NONE;
        double entropy = USUAL_ENTROPY;
        int sure = 0;
        for (int i = 2; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String value = parts[i].substring(equals + 1);
            switch (parts[i].substring(0, equals)) {
                case "near" -> near = List.of(value.split(","));
                case "check" ->
                    check = SecretCheck.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
                case "entropy" -> entropy = Double.parseDouble(value);
                case "sure" -> sure = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("no option of a kind: " + parts[i]);
            }
        }
        int usual = !near.isEmpty() ? LABELLED : CHECKSUMS.contains(check) ? WITH_CHECKSUM : USUAL;
        return new SecretRule(
                new SecretKind(parts[0]),
                group,
                SecretForm.of(parts[1]),
                near,
                check,
                entropy,
                sure > 0 ? sure : usual);
    }

    /** How a phrase of {@code near=} may be written. */
    static List<String> spellings(String near) {
        if (near.indexOf('_') < 0) {
            return List.of(near);
        }
        var spellings = new ArrayList<String>();
        for (String separator : SEPARATORS) {
            spellings.add(near.replace("_", separator));
        }
        return spellings;
    }
}
