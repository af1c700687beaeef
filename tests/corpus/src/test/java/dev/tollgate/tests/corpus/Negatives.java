package dev.tollgate.tests.corpus;

import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Things that look like personal data or secrets, and are none. */
final class Negatives {
    static final List<String> KINDS = List.of(
            "order_number",
            "luhn_order",
            "invoice_number",
            "tracking_number",
            "ean",
            "isbn",
            "uuid",
            "commit",
            "short_commit",
            "md5",
            "sha256",
            "sha512_base64",
            "digest",
            "etag",
            "version",
            "version4",
            "timestamp",
            "epoch",
            "epoch_ms",
            "price",
            "size",
            "dimension",
            "pixels",
            "hostname",
            "identifier",
            "company",
            "product",
            "title",
            "sku",
            "part_number",
            "flight",
            "date",
            "ticket",
            "iso_standard",
            "cve",
            "doi",
            "arn",
            "cloud_account",
            "pod",
            "trace_id",
            "colour",
            "fingerprint",
            "clock",
            "oid",
            "placeholder",
            "package",
            "git_remote",
            "handle",
            "image",
            "base64",
            "number",
            "long_number",
            "percent",
            "phone_like",
            "young_age",
            "bytes",
            "quantity",
            "public_key",
            "room",
            "formula",
            "range",
            "port",
            "path",
            "score",
            "meter",
            "nine_digits",
            "eleven_digits",
            "class_name");

    private Negatives() {}

    static String of(String kind, String language, Dice dice) {
        return switch (kind) {
            case "order_number" ->
                switch (dice.below(6)) {
                    case 0 -> dice.digits(3) + "-" + dice.digits(7) + "-" + dice.digits(7);
                    case 1 -> "ORD-" + dice.between(2023, 2026) + "-" + dice.digits(6);
                    case 2 -> dice.digits(10);
                    case 3 -> "#" + dice.digits(6);
                    case 4 -> dice.digits(9);
                    default -> "SO" + dice.digits(8);
                };
            case "luhn_order" -> luhnOrder(dice);
            case "invoice_number" ->
                dice.of(
                        "INV-" + dice.digits(7),
                        "RE" + dice.between(2023, 2026) + dice.digits(5),
                        dice.digits(8),
                        "F-" + dice.between(2022, 2026) + "/" + dice.digits(4));
            case "tracking_number" ->
                dice.of(
                        "1Z" + dice.some(6, Dice.UPPER_DIGITS) + dice.digits(10),
                        dice.digits(12),
                        "JD" + dice.digits(18),
                        dice.digits(20),
                        "RB" + dice.digits(9) + "DE",
                        "9400" + dice.digits(18));
            case "ean" -> withEan(dice.of("40", "50", "76", "30", "80", "87") + dice.digits(10));
            case "isbn" ->
                dice.inHundred(50)
                        ? Dice.grouped(withEan("978" + dice.digits(9)), "-", 3, 1, 4, 4, 1)
                        : withEan("978" + dice.digits(9));
            case "uuid" -> Things.uuid(dice);
            case "commit" -> dice.some(40, Dice.HEX);
            case "short_commit" -> dice.some(dice.between(7, 10), Dice.HEX);
            case "md5" -> Things.hex(32, dice);
            case "sha256" -> dice.some(64, Dice.HEX);
            case "sha512_base64" -> "sha512-" + dice.some(86, Dice.BASE64) + "==";
            case "digest" -> "sha256:" + dice.some(64, Dice.HEX);
            case "etag" -> "\"" + dice.some(32, Dice.HEX) + "\"";
            case "version" ->
                dice.below(30) + "." + dice.below(40) + "." + dice.below(90)
                        + dice.of("", "", "-rc." + dice.below(9), "-SNAPSHOT", "+build." + dice.digits(4));
            case "version4" ->
                dice.between(1, 24) + "." + dice.below(20) + "." + dice.between(100, 9999) + "."
                        + dice.between(256, 60_000);
            case "timestamp" ->
                "20" + dice.between(20, 26) + "-" + Dice.padded(dice.between(1, 12), 2) + "-"
                        + Dice.padded(dice.between(1, 28), 2) + dice.of("T", " ") + Dice.padded(dice.below(24), 2) + ":"
                        + Dice.padded(dice.below(60), 2) + ":" + Dice.padded(dice.below(60), 2)
                        + dice.of("Z", "", "." + dice.digits(3) + "Z", "+02:00");
            case "epoch" -> "1" + dice.between(6, 7) + dice.digits(8);
            case "epoch_ms" -> "17" + dice.digits(11);
            case "price" ->
                dice.of("€ ", "$", "£", "EUR ", "USD ")
                        + dice.between(1, 9999)
                        + dice.of(".", ".", ",")
                        + dice.digits(2);
            case "size" -> dice.of(dice.between(34, 48) + "", "XL", dice.between(28, 40) + "/" + dice.between(28, 36));
            case "dimension" ->
                dice.between(2, 300) + dice.of(" x ", "x", " × ") + dice.between(2, 300) + dice.of(" cm", " mm", "");
            case "pixels" ->
                dice.of(
                        "(" + dice.between(0, 1920) + ", " + dice.between(0, 1080) + ")",
                        "x=" + dice.between(0, 1920) + "." + dice.digits(2) + ", y=" + dice.between(0, 1080) + "."
                                + dice.digits(2),
                        "translate(" + dice.between(0, 90) + "." + dice.digits(4) + ", " + dice.between(0, 90) + "."
                                + dice.digits(4) + ")");
            case "hostname" ->
                dice.of("db", "api", "worker", "cache", "edge") + "-" + Dice.padded(dice.between(1, 40), 2)
                        + dice.of(
                                ".prod.internal",
                                ".eu-central-1.compute.internal",
                                ".svc.cluster.local",
                                ".example.com");
            case "identifier" ->
                dice.of("get", "set", "load", "parse", "max", "is")
                        + dice.of("Token", "Password", "User", "Key", "Secret", "Session")
                        + dice.of("Count", "Policy", "ById", "Length", "Store", "Expiry");
            case "class_name" ->
                dice.of(
                        "JohnsonSolver",
                        "DijkstraGraph",
                        "TokenBucketLimiter",
                        "PasswordEncoder",
                        "MartinFilter",
                        "com.acme.auth.SecretKeyFactory",
                        "ClaraClassifier");
            case "company" ->
                dice.of(
                        "Johnson & Sons",
                        "Bosch GmbH",
                        "Peugeot SA",
                        "Fischer Elektronik AG",
                        "Marks and Spencer",
                        "Zara España",
                        "Ferrero S.p.A.",
                        "Dr. Oetker",
                        "Jerónimo Martins",
                        "Van Houten BV",
                        "Kowalski i Synowie",
                        "Wells Fargo",
                        "Tata Steel",
                        "Toyota",
                        "Harley Davidson",
                        "Ben & Jerry's",
                        "Morgan Stanley",
                        "Levi Strauss");
            case "product" ->
                dice.of(
                        "Galaxy S24",
                        "ThinkPad X1",
                        "Model 3",
                        "Lagavulin 16",
                        "WD-40",
                        "Boeing 737-800",
                        "Alexa Echo Dot",
                        "Windows 11",
                        "Canon EOS R6",
                        "Miele WCA 030",
                        "Karcher K5",
                        "iPhone 15 Pro");
            case "title" ->
                dice.of(
                        "The Wolf of Wall Street",
                        "Abbey Road",
                        "221B Baker Street: the stories",
                        "Baker Street",
                        "Calle 13",
                        "Berlin Alexanderplatz",
                        "42nd Street",
                        "Via Veneto Blues",
                        "Nightmare on Elm Street",
                        "10 Cloverfield Lane",
                        "Rue Morgue",
                        "Sesame Street");
            case "sku" -> dice.some(3, Dice.UPPER) + "-" + dice.digits(4) + "-" + dice.some(2, Dice.UPPER_DIGITS);
            case "part_number" ->
                dice.of(
                        dice.digits(3) + "-" + dice.digits(2) + "-" + dice.digits(3),
                        dice.some(2, Dice.UPPER) + dice.digits(6) + dice.some(1, "XYZ"),
                        "A" + dice.digits(3) + " " + dice.digits(3) + " " + dice.digits(2) + " " + dice.digits(2),
                        dice.some(1, Dice.UPPER) + dice.digits(8));
            case "flight" -> dice.of("LH", "BA", "AF", "KL", "LO", "TP") + " " + dice.digits(4);
            case "date" -> Things.date(language, 2018, 2026, dice);
            case "ticket" -> dice.of("PAY", "OPS", "SEC", "WEB") + "-" + dice.between(10, 9999);
            case "iso_standard" ->
                dice.of("ISO 27001:2022", "RFC 8259", "IEC 61131-3", "DIN EN 13445", "ISO/IEC 7812-1", "EN 301 549");
            case "cve" -> "CVE-20" + dice.between(14, 26) + "-" + dice.between(1000, 49_999);
            case "doi" ->
                "10." + dice.between(1000, 9999) + "/s" + dice.digits(5) + "-0" + dice.digits(2) + "-" + dice.digits(5)
                        + "-" + dice.digits(1);
            case "arn" ->
                "arn:aws:" + dice.of("lambda:eu-west-1", "sqs:us-east-1", "iam:") + ":" + dice.digits(12) + ":"
                        + dice.of("function:resize", "jobs-dlq", "role/deployer");
            case "cloud_account" -> dice.digits(12);
            case "pod" ->
                dice.of("checkout", "billing", "ingest") + "-" + dice.some(9, "bcdfghjklmnpqrstvwxz2456789") + "-"
                        + dice.some(5, "bcdfghjklmnpqrstvwxz2456789");
            case "trace_id" -> "00-" + dice.some(32, Dice.HEX) + "-" + dice.some(16, Dice.HEX) + "-01";
            case "colour" -> "#" + dice.some(6, Dice.HEX);
            case "fingerprint" ->
                Dice.grouped(
                        dice.some(40, Dice.HEX).toUpperCase(Locale.ROOT),
                        ":",
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2,
                        2);
            case "clock" ->
                Dice.padded(dice.below(24), 2) + ":" + Dice.padded(dice.below(60), 2) + ":"
                        + Dice.padded(dice.below(60), 2);
            case "oid" -> "1.3.6.1.4.1." + dice.between(1000, 60_000) + "." + dice.below(20) + "." + dice.below(9);
            case "placeholder" ->
                dice.of(
                        "<password>",
                        "YOUR_API_KEY",
                        "${DB_PASSWORD}",
                        "xxxxxxxxxxxxxxxx",
                        "{{ vault_token }}",
                        "process.env.API_TOKEN",
                        "os.environ[\"SECRET\"]",
                        "********",
                        "<your-token-here>",
                        "[REDACTED]",
                        "null",
                        "$(cat /run/secrets/db)",
                        "REPLACE_ME",
                        "%DB_PASS%",
                        "secretKeyRef");
            case "package" ->
                dice.of("@types/node@", "lodash@", "@babel/core@", "left-pad@", "react-dom@") + dice.between(1, 22)
                        + "." + dice.below(30) + "." + dice.below(20);
            case "git_remote" ->
                "git@github.com:" + dice.of("acme", "initech", "hooli") + "/" + dice.of("billing", "site", "infra")
                        + ".git";
            case "handle" -> "@" + dice.of("dependabot", "octo_cat", "release-team", "here", "Override", "media");
            case "image" ->
                dice.of("icon@2x.png", "hero@3x.webp", "registry.example.com/shop/api:1.44.2", "logo@2x.jpg");
            case "base64" -> "data:image/png;base64,iVBORw0KGgo" + dice.some(dice.between(60, 120), Dice.BASE64);
            case "number" -> dice.between(2, 99_999) + "";
            case "long_number" -> dice.some(1, "123456789") + dice.digits(dice.between(9, 17));
            case "nine_digits" -> dice.some(1, "123456789") + dice.digits(8);
            case "eleven_digits" -> dice.some(1, "123456789") + dice.digits(10);
            case "percent" -> dice.between(0, 100) + "." + dice.digits(2) + "%";
            case "phone_like" ->
                dice.of(
                        dice.digits(3) + "-" + dice.digits(4) + "-" + dice.digits(3) + "-" + dice.digits(2),
                        dice.between(1, 12) + "-" + dice.between(13, 99) + "-" + dice.digits(4) + "-" + dice.digits(5),
                        dice.digits(4) + " " + dice.digits(4) + " " + dice.digits(5),
                        "00" + dice.digits(4) + "-" + dice.digits(4) + "-" + dice.digits(2));
            case "young_age" -> dice.between(4, 84) + "";
            case "bytes" -> dice.between(1, 900) + dice.of(" KB", " MB", "Mi", " GB");
            case "quantity" -> dice.between(1, 900) + " " + dice.of("pcs", "kg", "m", "l", "Stk.");
            case "public_key" -> "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + dice.some(43, Dice.BASE64);
            case "room" -> dice.of("B", "A", "3.", "R") + dice.between(100, 420);
            case "formula" ->
                dice.between(2, 90) + dice.of(" + ", " * ", " - ") + dice.between(2, 90) + " = " + dice.between(2, 999);
            case "range" -> dice.between(2, 20) + "-" + dice.between(21, 90);
            case "port" -> dice.of("8080", "5432", "27017", "6379", "9092");
            case "path" ->
                "/" + dice.of("api", "v2", "static", "assets") + "/" + dice.of("orders", "users", "js", "img") + "/"
                        + dice.digits(dice.between(4, 9));
            case "score" -> dice.between(0, 6) + ":" + dice.between(0, 6);
            case "meter" -> dice.digits(5) + "." + dice.digits(1) + " kWh";
            default -> throw new IllegalArgumentException("no kind of negative: " + kind);
        };
    }

    /** Sixteen digits; four of ten pass Luhn's check, where one would by chance. */
    private static String luhnOrder(Dice dice) {
        String digits = dice.digits(15);
        return digits + (dice.inHundred(34) ? CheckDigits.luhn(digits) : dice.below(10));
    }

    private static String withEan(String twelve) {
        return twelve + CheckDigits.ean(twelve);
    }

    /** Something long in base 64 that is no instruction. */
    static String blob(Dice dice) {
        return Base64.getEncoder().encodeToString(dice.bytes(dice.between(40, 160)));
    }
}
