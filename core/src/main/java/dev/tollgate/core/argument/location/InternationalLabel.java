package dev.tollgate.core.argument.location;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One part of an international name. The standards for them (IDNA 2003, IDNA 2008, UTS 46) agree on plain letters of one
 * script; whatever they map or treat differently is refused.
 */
final class InternationalLabel {
    /** Kept by IDNA 2008, changed or dropped by IDNA 2003. */
    private static final String READ_DIFFERENTLY = "ßςẞΣ\u200C\u200Dİ";

    /** Scripts that one language writes together. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL));

    private InternationalLabel() {}

    static String toAscii(String written) throws RefusedException {
        if (written.chars().anyMatch(c -> READ_DIFFERENTLY.indexOf(c) >= 0)) {
            throw new RefusedException("an international host without letters that the standards read differently");
        }
        String label = Normalizer.normalize(written.toLowerCase(Locale.ROOT), Form.NFC);
        if (!Normalizer.normalize(label, Form.NFKC).equals(label) || label.startsWith("xn--")) {
            throw new RefusedException("an international host in its normal form");
        }
        refuseUnlessPlain(label);
        return "xn--" + Punycode.encoded(label);
    }

    /** Whether an encoded label stands for what an international one may be. */
    static void check(String ascii) throws RefusedException {
        String label = Punycode.decoded(ascii.substring(4));
        boolean international = label.chars().anyMatch(c -> c >= 0x80);
        if (!international || !ascii.equals("xn--" + Punycode.encoded(label))) {
            throw new RefusedException("an international host that is encoded well");
        }
        refuseUnlessPlain(label);
    }

    private static void refuseUnlessPlain(String label) throws RefusedException {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        int first = label.codePointAt(0);
        boolean plain = !isMark(first) && Normalizer.isNormalized(label, Form.NFC);
        for (int i = 0; i < label.length(); ) {
            int c = label.codePointAt(i);
            plain &= isPlain(c);
            scripts.add(UnicodeScript.of(c));
            i += Character.charCount(c);
        }
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        boolean oneLanguage =
                scripts.size() <= 1 || TOGETHER.stream().anyMatch(together -> together.containsAll(scripts));
        if (!plain || !oneLanguage || scripts.contains(UnicodeScript.CHEROKEE)) {
            throw new RefusedException("an international host of plain letters of one script");
        }
    }

    private static boolean isPlain(int c) {
        boolean letter = Character.isLetter(c) && !Character.isUpperCase(c) && !Character.isTitleCase(c);
        return letter || isMark(c) || c >= '0' && c <= '9' || c == '-';
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
