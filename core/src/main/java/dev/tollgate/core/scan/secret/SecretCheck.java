package dev.tollgate.core.scan.secret;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** What must hold of a secret besides its form. */
public enum SecretCheck {
    NONE {
        @Override
        boolean holds(byte[] text, int start, int body, int end) {
            return true;
        }
    },
    /**
     * GitHub, and npm: the last six characters are the CRC-32 of what is between the prefix and them, in base 62 with
     * zeros in front ("Behind GitHub's new authentication token formats", github.blog, 2021).
     */
    CRC62 {
        @Override
        boolean holds(byte[] text, int start, int body, int end) {
            long rest = crc(text, body, end - CRC62_LENGTH);
            for (int i = end - 1; i >= end - CRC62_LENGTH; i--) {
                if (text[i] != BASE62.charAt((int) (rest % 62))) {
                    return false;
                }
                rest /= 62;
            }
            return true;
        }
    },
    /** The last eight digits are the CRC-32 of what is in front of their underscore, lowest byte first. */
    GRAFANA {
        @Override
        boolean holds(byte[] text, int start, int body, int end) {
            long crc = Integer.reverseBytes((int) crc(text, start, end - 9)) & 0xFFFF_FFFFL;
            for (int i = end - 1; i >= end - 8; i--) {
                if (text[i] != HEX.charAt((int) (crc & 15))) {
                    return false;
                }
                crc >>= 4;
            }
            return true;
        }
    },
    /** RFC 7519, section 3, and RFC 7515, section 4.1.1: the first part is a JSON object that names an algorithm. */
    JWT {
        @Override
        boolean holds(byte[] text, int start, int body, int end) {
            int dot = start;
            while (dot < end && text[dot] != '.') {
                dot++;
            }
            return object(text, start, dot)
                    .filter(header -> header.members().containsKey("alg"))
                    .isPresent();
        }
    },
    /** Base 64 of a JSON object, behind the prefix when that does not belong to it. */
    BASE64_JSON {
        @Override
        boolean holds(byte[] text, int start, int body, int end) {
            return object(text, text[start] == 'e' ? start : body, end).isPresent();
        }
    },
    /** Base 64 of a private key in PEM. */
    PRIVATE_KEY {
        @Override
        boolean holds(byte[] text, int start, int body, int end) {
            byte[] head = Base64Text.decoded(text, start, Math.min(end, start + 80));
            return new String(head, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----");
        }
    },
    /** Bech32 (BIP 173), as age writes its identities. */
    BECH32 {
        @Override
        boolean holds(byte[] text, int start, int body, int end) {
            return AgeChecksum.holds(text, start, body, end);
        }
    },
    /** Discord's bot tokens begin with the base 64 of the bot's id, a decimal number. */
    SNOWFLAKE {
        @Override
        boolean holds(byte[] text, int start, int body, int end) {
            int dot = start;
            while (dot < end && text[dot] != '.') {
                dot++;
            }
            byte[] id = Base64Text.decoded(text, start, dot);
            for (byte b : id) {
                if (b < '0' || b > '9') {
                    return false;
                }
            }
            return id.length >= 16;
        }
    },
    /** Letters and digits in turns, as words and numbers do not have them. */
    MIXED {
        @Override
        boolean holds(byte[] text, int start, int body, int end) {
            int digits = 0;
            int letters = 0;
            int changes = 0;
            int last = 0;
            for (int i = body; i < end; i++) {
                byte b = text[i];
                int kind = b >= '0' && b <= '9' ? 1 : b >= 'a' && b <= 'z' ? 2 : b >= 'A' && b <= 'Z' ? 3 : 0;
                digits += kind == 1 ? 1 : 0;
                letters += kind >= 2 ? 1 : 0;
                changes += kind != last ? 1 : 0;
                last = kind;
            }
            return digits > 0 && letters > 0 && changes > 4;
        }
    };

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String HEX = "0123456789abcdef";
    private static final int CRC62_LENGTH = 6;
    private static final int LONGEST_OBJECT = 4_096;
    private static final int MOST_DEPTH = 16;

    /**
     * @param start the first byte of the secret
     * @param body the byte after its prefix; {@code start} when it has none
     * @param end the byte after its last
     */
    abstract boolean holds(byte[] text, int start, int body, int end);

    private static long crc(byte[] text, int from, int to) {
        var crc = new CRC32();
        crc.update(text, from, to - from);
        return crc.getValue();
    }

    private static Optional<Json.Obj> object(byte[] text, int from, int to) {
        if (to - from > LONGEST_OBJECT) {
            return Optional.empty();
        }
        try {
            Json json = new JsonText(MOST_DEPTH).parse(Base64Text.decoded(text, from, to));
            return json instanceof Json.Obj object ? Optional.of(object) : Optional.empty();
        } catch (JsonException none) {
            return Optional.empty();
        }
    }
}
