package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.secret.SecretForm.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Makes up secrets from the forms of their kinds, with valid checksums. */
final class SecretSamples {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
    private static final Placeholders PLACEHOLDERS = Placeholders.ofResource();

    private final Random random;

    SecretSamples(long seed) {
        this.random = new Random(seed);
    }

    /**
     * @param text what has the form of the kind
     * @param from where the secret begins in it
     * @param to the end of the secret
     * @param body the end of the word with which the secret begins; {@code from} when it begins with none
     */
    record Sample(String text, int from, int to, int body) {
        String secret() {
            return text.substring(from, to);
        }
    }

    Sample of(SecretRule rule) {
        for (int i = 0; i < 500; i++) {
            Sample sample = attempt(rule);
            byte[] bytes = bytes(sample.text());
            if (sample.to() > 0 && rule.holds(bytes, sample.from(), sample.body(), sample.to(), PLACEHOLDERS)) {
                return sample;
            }
        }
        throw new AssertionError("no sample of " + rule.kind().name());
    }

    private Sample attempt(SecretRule rule) {
        List<String> words = rule.form().words();
        String word = words.isEmpty() ? "" : words.get(random.nextInt(words.size()));
        String before = parts(rule.form().before());
        String after = parts(rule.form().after());
        String text = switch (rule.check()) {
            case CRC62 -> before + word + crc62(after);
            case GRAFANA -> grafana(word + after);
            case JWT ->
                base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                        + base64("{\"sub\":\"" + after.substring(0, 9) + "\"}") + "." + letters(43);
            case BASE64_JSON ->
                (word.startsWith("eyJ") ? "" : word) + base64("{\"k\":\"" + letters(60) + "\",\"n\":\"x\",\"id\":1}");
            case PRIVATE_KEY ->
                Base64.getEncoder().encodeToString(bytes("-----BEGIN PRIVATE KEY-----\n" + letters(120)));
            case BECH32 -> bech32(letters(52, BECH32));
            case SNOWFLAKE -> base64(digits(18)) + "." + letters(6) + "." + letters(27);
            case NONE, MIXED -> before + word + after;
        };
        byte[] bytes = bytes(text);
        int start = word.isEmpty() ? 0 : text.indexOf(word, Math.min(before.length(), text.length()));
        long match = rule.form().match(bytes, 0, bytes.length, Math.max(start, 0), Math.max(start, 0) + word.length());
        if (match == SecretForm.NO_MATCH) {
            return new Sample(text, 0, 0, 0);
        }
        int from = (int) (match >>> 32);
        int to = (int) match;
        int wordEnd = start + word.length();
        return new Sample(text, from, to, !word.isEmpty() && from == start && wordEnd < to ? wordEnd : from);
    }

    private String parts(List<Part> parts) {
        var text = new StringBuilder();
        for (Part part : parts) {
            int most = Math.min(part.most(), part.least() + 8);
            int length = part.least() + random.nextInt(most - part.least() + 1);
            for (int i = 0; i < length; i++) {
                text.append(member(part));
            }
        }
        return text.toString();
    }

    private char member(Part part) {
        char c;
        do {
            c = (char) (' ' + random.nextInt(95));
        } while (!part.has((byte) c));
        return c;
    }

    private static String crc62(String body) {
        String entropy = body.substring(0, body.length() - 6);
        long crc = crc(entropy);
        var checksum = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            checksum.insert(0, BASE62.charAt((int) (crc % 62)));
            crc /= 62;
        }
        return entropy + checksum;
    }

    private static String grafana(String token) {
        String key = token.substring(0, token.length() - 9);
        return key + "_" + String.format("%08x", Integer.reverseBytes((int) crc(key)));
    }

    private static long crc(String text) {
        var crc = new CRC32();
        crc.update(bytes(text));
        return crc.getValue();
    }

    /** The checksum is found by trying: the last two characters of six are tried for given others. */
    private static String bech32(String data) {
        int[] values = new int[data.length() + 6];
        for (int i = 0; i < data.length(); i++) {
            values[i] = BECH32.indexOf(data.charAt(i));
        }
        int sum = 1;
        String prefix = "age-secret-key-";
        for (char c : prefix.toCharArray()) {
            sum = step(sum) ^ c >> 5;
        }
        sum = step(sum);
        for (char c : prefix.toCharArray()) {
            sum = step(sum) ^ c & 31;
        }
        for (int value : values) {
            sum = step(sum) ^ value;
        }
        sum ^= 1;
        var text = new StringBuilder("AGE-SECRET-KEY-1").append(data);
        for (int i = 0; i < 6; i++) {
            text.append(BECH32.charAt(sum >> 5 * (5 - i) & 31));
        }
        return text.toString();
    }

    private static int step(int sum) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << 5;
        int[] generator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        for (int i = 0; i < 5; i++) {
            next ^= (top >> i & 1) != 0 ? generator[i] : 0;
        }
        return next;
    }

    private String letters(int length) {
        return letters(length, BASE62);
    }

    private String digits(int length) {
        return letters(length, "123456789");
    }

    private String letters(int length, String alphabet) {
        var letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return letters.toString();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
