package dev.tollgate.tests.corpus;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Made-up numbers of cards and accounts. */
final class Money {
    /** Country, and its BBAN: n a digit, a a letter, c either (SWIFT's IBAN registry). */
    private static final List<String> IBANS = List.of(
            "DE 18n",
            "DE 18n",
            "FR 10n11c2n",
            "GB 4a14n",
            "ES 20n",
            "IT 1a10n12c",
            "NL 4a10n",
            "PL 24n",
            "PT 21n",
            "BE 12n",
            "AT 16n",
            "CH 5n12c",
            "SE 20n",
            "FI 14n",
            "DK 14n",
            "NO 11n",
            "IE 4a14n",
            "BR 23n1a1c",
            "SA 2n18c",
            "AE 19n",
            "TR 5n1n16c",
            "CZ 20n",
            "LU 3n13c",
            "MT 4a5n18c",
            "GR 7n16c",
            "HU 24n",
            "RO 4a16c",
            "EE 16n",
            "LV 4a13c",
            "LT 16n",
            "SK 20n",
            "SI 15n",
            "HR 17n",
            "BG 4a6n8c",
            "CY 8n16c",
            "IS 22n");

    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int BECH32 = 1;
    private static final int BECH32M = 0x2bc830a3;

    private Money() {}

    static String cardDigits(Dice dice) {
        return switch (dice.below(14)) {
            case 0, 1, 2, 3, 4 -> card("4", 16, dice);
            case 5, 6 -> card("5" + dice.between(1, 5), 16, dice);
            case 7 -> card(Integer.toString(dice.between(2221, 2720)), 16, dice);
            case 8, 9 -> card(dice.of("34", "37"), 15, dice);
            case 10 -> card(dice.of("6011", "65", "644"), 16, dice);
            case 11 -> card("36", 14, dice);
            case 12 -> card(Integer.toString(dice.between(3528, 3589)), 16, dice);
            default -> card("62", dice.of("16", "19").equals("16") ? 16 : 19, dice);
        };
    }

    static String card(String prefix, int length, Dice dice) {
        String digits = prefix + dice.digits(length - 1 - prefix.length());
        return digits + CheckDigits.luhn(digits);
    }

    static String card(Dice dice) {
        String digits = cardDigits(dice);
        if (dice.inHundred(45)) {
            return digits;
        }
        String separator = dice.of(" ", " ", " ", "-");
        return digits.length() == 15
                ? Dice.grouped(digits, separator, 4, 6, 5)
                : digits.length() == 14
                        ? Dice.grouped(digits, separator, 4, 6, 4)
                        : Dice.grouped(digits, separator, 4, 4, 4, 4, 4);
    }

    /** ISO/IEC 7813, track 1 or 2. */
    static String track(Dice dice) {
        String expiry = Dice.padded(dice.between(27, 34), 2) + Dice.padded(dice.between(1, 12), 2);
        return dice.inHundred(50)
                ? "%B" + card("4", 16, dice) + "^" + dice.of("TANNER/RUTH", "OKORO/IFE M", "LINDT/JOS") + " ^" + expiry
                        + "201" + dice.digits(16) + "?"
                : ";" + card("5" + dice.between(1, 5), 16, dice) + "=" + expiry + "201" + dice.digits(10) + "?";
    }

    static String iban(Dice dice) {
        String[] form = dice.oneOf(IBANS).split(" ");
        var bban = new StringBuilder();
        int count = 0;
        for (char c : form[1].toCharArray()) {
            if (Character.isDigit(c)) {
                count = count * 10 + c - '0';
            } else {
                bban.append(dice.some(count, c == 'n' ? Dice.DIGITS : c == 'a' ? Dice.UPPER : Dice.UPPER_DIGITS));
                count = 0;
            }
        }
        String iban = form[0] + CheckDigits.iban(form[0], bban.toString()) + bban;
        return switch (dice.below(10)) {
            case 0, 1, 2, 3 -> Dice.grouped(iban, " ", 4, 4, 4, 4, 4, 4, 4, 4);
            case 4 -> dice.inHundred(30) ? Dice.grouped(iban, "-", 4, 4, 4, 4, 4, 4, 4, 4) : iban;
            default -> iban;
        };
    }

    /** ISO 9362. */
    static String bic(Dice dice) {
        String bank = dice.of("DEUT", "BNPA", "COBA", "INGB", "BARC", "CHAS", "HSBC", "RABO", "PKOP", "NDEA", "UNCR")
                .substring(0, dice.inHundred(60) ? 4 : 0);
        String code = (bank.isEmpty() ? dice.some(4, Dice.UPPER) : bank)
                + dice.of("DE", "FR", "GB", "NL", "PL", "IT", "ES", "PT", "US", "SE", "FI", "CH", "AT", "JP", "IN")
                + dice.of("FF", "PP", "22", "2A", "33", "MM", "PW", "HH", "2L", "21", "XX");
        return dice.inHundred(40) ? code + dice.of("XXX", "500", "100", "MUC", "BER") : code;
    }

    static String account(String language, Dice dice) {
        return switch (language) {
            case "ja" -> dice.digits(7);
            case "en" -> dice.digits(dice.of("8", "8", "9", "10", "12").charAt(0) == '8' ? 8 : dice.between(9, 12));
            case "hi" -> dice.digits(dice.between(11, 16));
            case "pt" -> dice.digits(dice.between(6, 8)) + "-" + dice.digits(1);
            default -> dice.digits(dice.between(8, 10));
        };
    }

    static String crypto(Dice dice) {
        return switch (dice.below(10)) {
            case 0, 1 -> base58((byte) 0, dice.bytes(20));
            case 2 -> base58((byte) 5, dice.bytes(20));
            case 3, 4 -> segwit("bc", 0, dice.bytes(20));
            case 5 -> segwit("bc", 1, dice.bytes(32));
            case 6 -> dice.inHundred(50) ? segwit("ltc", 0, dice.bytes(20)) : base58((byte) 0x41, dice.bytes(20));
            case 7 -> "0x" + dice.some(40, Dice.HEX);
            default -> ethereum(dice.some(40, Dice.HEX));
        };
    }

    /** EIP-55. */
    private static String ethereum(String hex) {
        byte[] hash = Keccak.hash256(hex.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        var address = new StringBuilder("0x");
        for (int i = 0; i < hex.length(); i++) {
            int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
            String digit = hex.substring(i, i + 1);
            address.append(nibble >= 8 ? digit.toUpperCase(Locale.ROOT) : digit);
        }
        return address.toString();
    }

    private static String base58(byte version, byte[] payload) {
        var whole = new ByteArrayOutputStream();
        whole.write(version);
        whole.writeBytes(payload);
        byte[] check = sha256(sha256(whole.toByteArray()));
        whole.write(check, 0, 4);
        var text = new StringBuilder();
        var number = new BigInteger(1, whole.toByteArray());
        while (number.signum() > 0) {
            BigInteger[] parts = number.divideAndRemainder(BigInteger.valueOf(58));
            text.insert(0, BASE58.charAt(parts[1].intValue()));
            number = parts[0];
        }
        for (byte b : whole.toByteArray()) {
            if (b != 0) {
                break;
            }
            text.insert(0, '1');
        }
        return text.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** BIP 173, and BIP 350 for version 1. */
    private static String segwit(String human, int version, byte[] program) {
        var values = new ByteArrayOutputStream();
        values.write(version);
        int bits = 0;
        int held = 0;
        for (byte b : program) {
            held = held << 8 | b & 0xFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                values.write(held >> bits & 31);
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            values.write(held << 5 - bits & 31);
        }
        byte[] data = values.toByteArray();
        var expanded = new ByteArrayOutputStream();
        human.chars().forEach(c -> expanded.write(c >> 5));
        expanded.write(0);
        human.chars().forEach(c -> expanded.write(c & 31));
        expanded.writeBytes(data);
        expanded.writeBytes(new byte[6]);
        int checksum = polymod(expanded.toByteArray()) ^ (version == 0 ? BECH32 : BECH32M);
        byte[] whole = Arrays.copyOf(data, data.length + 6);
        for (int i = 0; i < 6; i++) {
            whole[data.length + i] = (byte) (checksum >> 5 * (5 - i) & 31);
        }
        var text = new StringBuilder(human).append('1');
        for (byte value : whole) {
            text.append(Dice.BECH32.charAt(value));
        }
        return text.toString();
    }

    private static int polymod(byte[] values) {
        int[] generator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        int check = 1;
        for (byte value : values) {
            int top = check >>> 25;
            check = (check & 0x1ffffff) << 5 ^ value;
            for (int i = 0; i < 5; i++) {
                if ((top >> i & 1) == 1) {
                    check ^= generator[i];
                }
            }
        }
        return check;
    }
}
