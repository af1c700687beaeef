package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.Indicator;

/** What a sign is evidence of. Signs of different kinds strengthen each other; of one kind the strongest counts. */
enum SignKind {
    OVERRIDE(Indicator.OVERRIDE_INSTRUCTION),
    /** The text talks to a model. */
    ADDRESS(Indicator.OVERRIDE_INSTRUCTION),
    /** Asks for what only a model has or does, such as its system prompt. */
    COMMAND(Indicator.OVERRIDE_INSTRUCTION),
    /** Something is to be done when the text is processed. */
    CONDITION(Indicator.OVERRIDE_INSTRUCTION),
    /** Any task with data, a tool, an address or the answer. */
    DEMAND(Indicator.OVERRIDE_INSTRUCTION),
    ROLE(Indicator.FAKE_ROLE),
    /** Whoever speaks claims to be in charge, or that whoever is has agreed. */
    AUTHORITY(Indicator.FAKE_ROLE),
    TOOL(Indicator.TOOL_BAIT),
    /** Something is to be kept from the user. */
    SECRECY(Indicator.TOOL_BAIT),
    EXFILTRATION(Indicator.EXFILTRATION),
    INVISIBLE(Indicator.INVISIBLE_TEXT),
    HIDDEN(Indicator.HIDDEN_MARKUP),
    ENCODED(Indicator.ENCODED_INSTRUCTION);

    private final Indicator indicator;

    SignKind(Indicator indicator) {
        this.indicator = indicator;
    }

    Indicator indicator() {
        return indicator;
    }

    /** Whether it says something only beside signs of other kinds. */
    boolean supports() {
        return this == DEMAND;
    }

    /** Whether it is words that people can read, and so may be a quotation. */
    boolean isPhrase() {
        return switch (this) {
            case OVERRIDE, ADDRESS, COMMAND, CONDITION, DEMAND, AUTHORITY, ROLE, TOOL, SECRECY, EXFILTRATION -> true;
            case INVISIBLE, HIDDEN, ENCODED -> false;
        };
    }
}
