package dev.tollgate.tests.corpus;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Instructions for the model that reads a text, in the clear or hidden in one of the ways in which they are hidden. */
final class Injections {
    private static final Map<String, String> LOOK_ALIKES =
            Map.of("a", "а", "e", "е", "o", "о", "p", "р", "c", "с", "i", "і", "x", "х", "y", "у");

    /** One of the library's texts, two thirds of them English in the end, since some ways to hide are for English only. */
    String made(Library library, String way, Dice dice) {
        Map<String, List<String>> texts = library.injections();
        String[] parts = way.split(",");
        boolean isEnglish = parts.length > 1 ? parts[1].equals("en") : dice.inHundred(42);
        List<String> others = texts.keySet().stream()
                .filter(language -> !language.equals("en"))
                .toList();
        String text = dice.oneOf(texts.get(isEnglish ? "en" : dice.oneOf(others)))
                .replace(
                        "{url}",
                        "https://" + dice.of("collect", "cdn-metrics", "img", "paste") + ".example."
                                + dice.of("net", "org", "com") + "/" + dice.of("c", "log", "i", "p")
                                + dice.between(1, 99))
                .replace("{mail}", dice.of("audit", "backup", "ops", "helpdesk") + dice.between(1, 99) + "@example.net")
                .replace(
                        "{tool}",
                        dice.of("send_email", "run_shell", "transfer_funds", "delete_file", "http_post", "read_file"))
                .replace("{file}", dice.of("~/.ssh/id_rsa", ".env", "/etc/passwd", "~/.aws/credentials"));
        return hidden(text, parts[0], dice);
    }

    private static String hidden(String text, String way, Dice dice) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (way) {
            case "" -> text;
            case "base64" -> Base64.getEncoder().encodeToString(bytes);
            case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "percent" -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
            case "entities" -> mapped(text, c -> dice.of("&#" + c + ";", "&#x" + Integer.toHexString(c) + ";"));
            case "tags" -> mapped(text, c -> c < 0x7F && c >= 0x20 ? Character.toString(0xE0000 + c) : "");
            case "zero_width" -> mapped(text, c -> Character.toString(c) + dice.of("\u200B", "\u200C", "\u2060"));
            case "look_alikes" ->
                mapped(
                        text,
                        c -> dice.inHundred(60)
                                ? LOOK_ALIKES.getOrDefault(Character.toString(c), Character.toString(c))
                                : Character.toString(c));
            case "spaced" -> mapped(text, c -> c == ' ' ? "   " : Character.toString(c) + " ");
            case "twice" ->
                Base64.getEncoder().encodeToString(Base64.getEncoder().encode(bytes));
            case "upper" -> text.toUpperCase(java.util.Locale.ROOT);
            default -> throw new IllegalArgumentException("no way to hide: " + way);
        };
    }

    private static String mapped(String text, java.util.function.IntFunction<String> of) {
        var mapped = new StringBuilder();
        text.codePoints().mapToObj(of).forEach(mapped::append);
        return mapped.toString();
    }
}
