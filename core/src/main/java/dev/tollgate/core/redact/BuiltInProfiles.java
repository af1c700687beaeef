package dev.tollgate.core.redact;

import dev.tollgate.core.redact.Transform.Mask;
import java.util.Map;
import java.util.TreeMap;

/** Profiles that need no document. A document of the same name takes the place of one. */
public final class BuiltInProfiles {
    /** By name. */
    public static final Map<String, Profile> ALL =
            Map.of("gdpr", gdpr(), "hipaa", hipaa(), "pci", pci(), "secrets", secrets());

    private BuiltInProfiles() {}

    /**
     * Personal data of Regulation (EU) 2016/679, article 4(1). Who works with it can still tell one person from another
     * (pseudonymisation, article 4(5)), but not who it is; what identifies for life is replaced.
     */
    private static Profile gdpr() {
        return Profile.ofFindings(
                "gdpr",
                Map.ofEntries(
                        Map.entry("PERSONAL", Transform.REPLACE),
                        Map.entry("SECRET", Transform.REPLACE),
                        Map.entry("EMAIL_ADDRESS", Transform.TOKEN),
                        Map.entry("PERSON_NAME", Transform.TOKEN),
                        Map.entry("PHONE_NUMBER", Transform.TOKEN),
                        Map.entry("IP_ADDRESS", Transform.GENERALISE),
                        Map.entry("GEO_COORDINATES", Transform.GENERALISE),
                        Map.entry("DATE_OF_BIRTH", Transform.GENERALISE),
                        Map.entry("AGE", Transform.KEEP),
                        Map.entry("POSTAL_CODE", Transform.GENERALISE),
                        Map.entry("IBAN", new Mask(0, 4)),
                        Map.entry("CREDIT_CARD", new Mask(0, 4)),
                        Map.entry("BIC", Transform.KEEP)));
    }

    /**
     * The identifiers that a text can carry of 45 CFR 164.514(b)(2)(i), (A) to (R): dates to their year and ages over 89 to
     * 90 or more (C), ZIP codes to three digits, 000 where fewer than 20,001 people live (B), the others removed.
     */
    private static Profile hipaa() {
        return Profile.ofFindings(
                "hipaa",
                Map.of(
                        "PERSONAL", Transform.REPLACE,
                        "SECRET", Transform.REPLACE,
                        "DATE_OF_BIRTH", Transform.GENERALISE,
                        "AGE", Transform.GENERALISE,
                        "POSTAL_CODE", Transform.GENERALISE));
    }

    /**
     * PCI DSS v4.0.1, requirement 3.4.1: at most the BIN and the last four digits are shown; here the last four. What must
     * not be stored after authorisation (3.3.1: track data, security codes) goes.
     */
    private static Profile pci() {
        return Profile.ofFindings(
                "pci",
                Map.of(
                        "CREDIT_CARD", new Mask(0, 4),
                        "CARD_TRACK_DATA", Transform.DROP,
                        "CARD_SECURITY_CODE", Transform.DROP));
    }

    private static Profile secrets() {
        return Profile.ofFindings("secrets", Map.of("SECRET", Transform.REPLACE));
    }

    /** The bundle's own profiles and those that it does not replace. */
    public static Map<String, Profile> with(Map<String, Profile> own) {
        var all = new TreeMap<>(ALL);
        all.putAll(own);
        return Map.copyOf(all);
    }
}
