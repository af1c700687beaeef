package dev.tollgate.core.scan.place;

import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isLetter;
import static dev.tollgate.core.scan.ByteClass.isStart;

/** What the value of a field called address may be: other addresses are of mail, memory, networks and wallets. */
final class AddressField {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 300;

    private AddressField() {}

    /** Words, and nothing that only other addresses have. */
    static boolean isOne(byte[] text, int from, int to) {
        return to - from >= SHORTEST && to - from <= LONGEST && words(text, from, to) > 0;
    }

    /** Two words at least, one of them in capitals, and a number. */
    static boolean hasNumberAndWords(byte[] text, int from, int to) {
        if (!isOne(text, from, to) || words(text, from, to) < 2) {
            return false;
        }
        boolean hasNumber = false;
        boolean hasCapital = false;
        for (int i = from; i < to; i++) {
            hasNumber |= isDigit(text[i]) && isStart(text, from, i);
            hasCapital |= AddressTail.isCapital(text, to, i);
        }
        return hasNumber && hasCapital;
    }

    /** Of three letters or more, or a character beyond ASCII; 0 when no postal address is written so. */
    private static int words(byte[] text, int from, int to) {
        int words = 0;
        int letters = 0;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            boolean isSlash = b == '/' && i + 1 < to && text[i + 1] == '/';
            if (b == '@'
                    || b == '_'
                    || b == '{'
                    || b == '<'
                    || b == '='
                    || isSlash
                    || b == ':' && i + 1 < to && text[i + 1] == ':') {
                return 0;
            }
            letters = isLetter(b) ? letters + 1 : 0;
            words += letters == 3 ? 1 : 0;
        }
        return words;
    }
}
