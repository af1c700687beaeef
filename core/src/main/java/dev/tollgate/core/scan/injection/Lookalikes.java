package dev.tollgate.core.scan.injection;

/**
 * Letters that look like Latin ones: Greek, Cyrillic and Armenian ones after the confusables of Unicode Technical Standard 39, as far
 * as they are used to hide Latin words; mathematical alphanumeric symbols, full-width and circled letters.
 */
final class Lookalikes {
    private static final int MATHEMATICAL = 0x1D400;
    private static final int MATHEMATICAL_END = 0x1D6A4;
    private static final int MATHEMATICAL_DIGITS = 0x1D7CE;
    private static final int MATHEMATICAL_DIGITS_END = 0x1D800;

    private static final int FIRST = 0x370;
    private static final int END = 0x590;
    private static final byte[] LATIN = latin();

    private Lookalikes() {}

    /** In lower case or a digit; 0 for what looks like none. */
    static byte latin(int character) {
        if (character < FIRST) {
            return 0;
        }
        if (character < FIRST + LATIN.length) {
            return LATIN[character - FIRST];
        }
        if (character >= 0xFF21 && character <= 0xFF3A) {
            return (byte) ('a' + character - 0xFF21);
        }
        if (character >= 0xFF41 && character <= 0xFF5A) {
            return (byte) ('a' + character - 0xFF41);
        }
        if (character >= 0x24B6 && character <= 0x24E9) {
            return (byte) ('a' + (character - 0x24B6) % 26);
        }
        if (character >= MATHEMATICAL && character < MATHEMATICAL_END) {
            return (byte) ('a' + (character - MATHEMATICAL) % 26);
        }
        if (character >= MATHEMATICAL_DIGITS && character < MATHEMATICAL_DIGITS_END) {
            return (byte) ('0' + (character - MATHEMATICAL_DIGITS) % 10);
        }
        return 0;
    }

    private static byte[] latin() {
        var latin = new byte[END - FIRST];
        for (String line : Resource.lines("lookalikes.txt")) {
            for (int i = 2; i < line.length(); i++) {
                if (line.charAt(i) != ' ') {
                    latin[line.charAt(i) - FIRST] = (byte) line.charAt(0);
                }
            }
        }
        return latin;
    }
}
