package dev.tollgate.core.store;

import java.util.Locale;

/** What an item of the registry is about. */
public enum RegistryKind {
    AGENTS("agents"),
    KEYS("keys"),
    HOOKS("hooks"),
    BUNDLES("bundles"),
    POSTURES("postures"),
    TENANT_KEY("tenant's key"),
    REDACTION_KEYS("redaction keys"),
    PEOPLE("keys of people");

    private final String words;

    RegistryKind(String words) {
        this.words = words;
    }

    /** As programs call them. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As people call them. */
    public String words() {
        return words;
    }
}
