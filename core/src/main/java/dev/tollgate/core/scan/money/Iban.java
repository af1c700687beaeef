package dev.tollgate.core.scan.money;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** International bank account numbers: ISO 13616, with the lengths of SWIFT's IBAN registry and ISO 7064, mod 97-10. */
public final class Iban {
    private static final String LENGTHS = """
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20
            EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
            KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
            PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
            UA29 VA22 VG24 XK20 YE30""";

    /** By the country's two letters; 0 where there is none. */
    private final byte[] lengths = new byte[26 * 26];

    public Iban() {
        for (String country : LENGTHS.split("\\s+")) {
            lengths[country(country.charAt(0), country.charAt(1))] = Byte.parseByte(country.substring(2));
        }
    }

    /**
     * @param start the first byte of a group of letters and digits
     * @return the byte after the number; {@code start} when there is none
     */
    public int look(byte[] text, int to, int start, Sink sink) {
        if (start + 15 > to
                || !isAsciiLetter(text[start])
                || !isAsciiLetter(text[start + 1])
                || !isDigit(text[start + 2])
                || !isDigit(text[start + 3])) {
            return start;
        }
        int length = lengths[country(text[start] & ~0x20, text[start + 1] & ~0x20)];
        if (length == 0) {
            return start;
        }
        int end = end(text, to, start, length);
        if (end < 0 || !mod97(text, start, end)) {
            return start;
        }
        sink.found(PersonalType.IBAN, start, end, 98);
        return end;
    }

    private static int country(int first, int second) {
        return (first - 'A') * 26 + second - 'A';
    }

    /** In groups of four with one separator between them, or without. */
    private static int end(byte[] text, int to, int start, int length) {
        int i = start;
        for (int read = 0; read < length; read++) {
            if (i < to && read > 0 && isSeparator(text[i])) {
                i++;
            }
            if (i >= to || !isDigit(text[i]) && !isAsciiLetter(text[i])) {
                return -1;
            }
            i++;
        }
        return i < to && isAlphanumeric(text[i]) ? -1 : i;
    }

    private static boolean isSeparator(byte b) {
        return b == ' ' || b == '-' || b == '.';
    }

    private static boolean mod97(byte[] text, int start, int end) {
        int rest = 0;
        for (int i = start + 4; i < end; i++) {
            if (isAlphanumeric(text[i])) {
                rest = next(rest, text[i]);
            }
        }
        for (int i = start; i < start + 4; i++) {
            rest = next(rest, text[i]);
        }
        return rest == 1;
    }

    private static int next(int rest, byte b) {
        if (isDigit(b)) {
            return (rest * 10 + b - '0') % 97;
        }
        return (rest * 100 + (b & ~0x20) - 'A' + 10) % 97;
    }
}
