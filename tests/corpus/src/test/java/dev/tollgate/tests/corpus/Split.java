package dev.tollgate.tests.corpus;

import java.util.Locale;

/** Which templates a text was made from. The scanner may be changed after looking at the tuned ones only. */
enum Split {
    TUNED,
    HELDOUT;

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
