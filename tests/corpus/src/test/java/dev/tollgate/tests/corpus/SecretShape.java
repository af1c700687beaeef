package dev.tollgate.tests.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/** Makes a secret of a shape such as <code>sk_live_{24:a}</code>. */
final class SecretShape {
    private static final String BASE62 = Dice.DIGITS + Dice.UPPER + Dice.LOWER;

    private SecretShape() {}

    static String made(String shape, Dice dice) {
        var text = new StringBuilder();
        int at = 0;
        while (at < shape.length()) {
            int open = shape.indexOf('{', at);
            if (open < 0) {
                return text.append(shape.substring(at)).toString();
            }
            int close = shape.indexOf('}', open);
            text.append(shape, at, open).append(part(shape.substring(open + 1, close), dice));
            at = close + 1;
        }
        return text.toString();
    }

    private static String part(String part, Dice dice) {
        String[] words = part.split(":");
        return switch (words[0]) {
            case "github" -> withChecksum(words[1], dice);
            case "jwt" -> jwt(dice);
            case "pem" -> pem(words[1], words[2], Integer.parseInt(words[3]), dice);
            default -> dice.some(Integer.parseInt(words[0]), alphabet(words[1]));
        };
    }

    private static String alphabet(String name) {
        return switch (name) {
            case "d" -> Dice.DIGITS;
            case "h" -> Dice.HEX;
            case "H" -> "0123456789ABCDEF";
            case "x" -> Dice.LOWER_DIGITS;
            case "X" -> Dice.UPPER_DIGITS;
            case "a" -> Dice.ALNUM;
            case "L" -> Dice.UPPER + Dice.LOWER;
            case "b" -> Dice.BASE64_URL;
            case "s" -> Dice.BASE64;
            case "2" -> Dice.BASE32;
            case "q" -> Dice.BECH32.toUpperCase(java.util.Locale.ROOT);
            default -> throw new IllegalArgumentException("no alphabet " + name);
        };
    }

    /** The last six characters are the CRC-32 of the thirty before them, in base 62 (GitHub's blog, 5 April 2021). */
    private static String withChecksum(String prefix, Dice dice) {
        String random = dice.some(30, Dice.ALNUM);
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.US_ASCII));
        var check = new StringBuilder();
        for (long rest = crc.getValue(); rest > 0; rest /= 62) {
            check.insert(0, BASE62.charAt((int) (rest % 62)));
        }
        return prefix + random + "0".repeat(6 - check.length()) + check;
    }

    private static String jwt(Dice dice) {
        String header = dice.of(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"alg\":\"RS256\",\"kid\":\"" + dice.some(8, Dice.HEX) + "\"}",
                "{\"typ\":\"JWT\",\"alg\":\"ES256\"}");
        String claims = "{\"sub\":\"" + dice.some(12, Dice.LOWER_DIGITS) + "\",\"iat\":"
                + (1_760_000_000L + dice.below(9_000_000)) + ",\"scope\":\""
                + dice.of("read", "write", "admin", "openid profile") + "\"}";
        return encoded(header) + "." + encoded(claims) + "."
                + dice.some(dice.of("a", "b").equals("a") ? 43 : 86, Dice.BASE64_URL);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String pem(String title, String start, int lines, Dice dice) {
        var text = new StringBuilder(
                "-----BEGIN " + title + "-----\n" + start + dice.some(64 - start.length(), Dice.BASE64));
        for (int i = 0; i < lines; i++) {
            text.append('\n').append(dice.some(64, Dice.BASE64));
        }
        return text + "\n" + dice.some(dice.between(10, 40), Dice.BASE64) + "==\n-----END " + title + "-----";
    }
}
