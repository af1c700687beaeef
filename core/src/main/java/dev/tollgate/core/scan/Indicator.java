package dev.tollgate.core.scan;

/** A sign that a text wants to instruct the model that reads it. */
public enum Indicator implements FindingType {
    /** Tells the model to leave its instructions. */
    OVERRIDE_INSTRUCTION,
    /** Pretends to be another turn, role or system message, or part of a chat template. */
    FAKE_ROLE,
    /** Wants a tool called. */
    TOOL_BAIT,
    /** Sends data out through an image, a link or a form. */
    EXFILTRATION,
    /** Characters that people do not see: tags, zero width, bidirectional overrides. */
    INVISIBLE_TEXT,
    /** HTML, CSS or comments that hide a text from people. */
    HIDDEN_MARKUP,
    /** An instruction inside base 64, hexadecimal, percent or entity encoding. */
    ENCODED_INSTRUCTION;

    /** Whether it is a part of the text that people do not see. */
    public boolean isHidden() {
        return this == INVISIBLE_TEXT || this == HIDDEN_MARKUP;
    }

    @Override
    public Group group() {
        return Group.INJECTION;
    }
}
