package dev.tollgate.tests.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Made-up secrets: those that their shape tells, and those that only the place where they stand tells. */
final class Secrets {
    record Secret(String kind, String value) {}

    private record Shape(String kind, String shape) {}

    private final List<Shape> shapes = new ArrayList<>();

    Secrets() {
        for (String line : Resources.lines("secrets.txt")) {
            int bar = line.indexOf('|');
            shapes.add(new Shape(line.substring(0, bar), line.substring(bar + 1)));
        }
    }

    List<String> kinds() {
        return shapes.stream().map(Shape::kind).distinct().toList();
    }

    /** One that is known by its shape, in one line. */
    Secret any(Dice dice) {
        while (true) {
            Shape shape = dice.oneOf(shapes);
            if (!shape.shape().startsWith("{pem")) {
                return new Secret(shape.kind(), SecretShape.made(shape.shape(), dice));
            }
        }
    }

    Secret of(String kind, Dice dice) {
        List<Shape> known =
                shapes.stream().filter(shape -> shape.kind().equals(kind)).toList();
        return new Secret(
                kind,
                known.isEmpty()
                        ? placed(kind, dice)
                        : SecretShape.made(dice.oneOf(known).shape(), dice));
    }

    private static String placed(String kind, Dice dice) {
        return switch (kind) {
            case "PASSWORD", "URL_CREDENTIALS" -> password(dice);
            case "URL_PASSWORD" -> dice.some(dice.between(8, 20), Dice.ALNUM + "-_");
            case "BASIC_AUTH" ->
                Base64.getEncoder()
                        .encodeToString((dice.of("svc-report", "admin", "etl", "jenkins") + ":" + password(dice))
                                .getBytes(StandardCharsets.UTF_8));
            case "AWS_SECRET_KEY" -> dice.some(40, Dice.BASE64);
            case "AZURE_STORAGE_KEY" -> dice.some(86, Dice.BASE64) + "==";
            case "HEX_KEY" -> dice.some(dice.of("32", "40", "64").equals("32") ? 32 : 64, Dice.HEX);
            case "SESSION_ID" -> dice.some(32, Dice.LOWER_DIGITS);
            case "PIN_CODE" -> dice.digits(6);
            case "API_KEY", "TOKEN", "SECRET" ->
                dice.inHundred(70)
                        ? dice.some(dice.between(24, 48), Dice.ALNUM)
                        : dice.some(dice.between(28, 44), Dice.BASE64_URL);
            case "PASSPHRASE" ->
                dice.of("violet", "copper", "lantern") + "-" + dice.of("otter", "glacier", "walnut") + "-"
                        + dice.of("drum", "ferry", "pilot") + "-" + dice.between(10, 99);
            case "PUTTY_KEY" ->
                "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: imported\nPublic-Lines: 2\n"
                        + dice.some(64, Dice.BASE64) + "\n" + dice.some(16, Dice.BASE64) + "\nPrivate-Lines: 1\n"
                        + dice.some(47, Dice.BASE64) + "=\nPrivate-MAC: " + dice.some(64, Dice.HEX);
            default -> throw new IllegalArgumentException("no kind of secret: " + kind);
        };
    }

    /** As persons and generators make them. */
    private static String password(Dice dice) {
        return switch (dice.below(6)) {
            case 0 ->
                dice.of("Winter", "Kestrel", "Harbour", "Manfred", "Sonne", "Lisboa")
                        + dice.between(1990, 2026)
                        + dice.of("!", "#", "*", "?");
            case 1 -> dice.some(12, Dice.ALNUM + "!#%*+-_=?");
            case 2 -> dice.some(16, Dice.ALNUM);
            case 3 ->
                dice.of("tr0ub4dor", "k1wi-jam", "s3cret-garden", "g0ldfish")
                        + dice.some(2, Dice.ALNUM)
                        + dice.of("!", "&", "", "$");
            case 4 -> dice.some(20, Dice.ALNUM + "!#%*+-_?");
            default ->
                dice.of("Blau", "Rapid", "Cedro")
                        + dice.of("wal", "Fox", "Viejo")
                        + dice.between(10, 999)
                        + dice.of("!", ".x", "#");
        };
    }
}
