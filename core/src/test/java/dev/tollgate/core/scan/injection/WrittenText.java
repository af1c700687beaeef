package dev.tollgate.core.scan.injection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Texts of a resource, one a line: {@code \n} is a line break, two backslashes are one, {@code \}{@code u{200B}} a character, and {@code ⟦base64:…⟧}
 * what is inside, written in another way; they may be inside each other.
 */
final class WrittenText {
    static final Map<String, UnaryOperator<String>> WAYS = Map.ofEntries(
            Map.entry("base64", text -> Base64.getEncoder().encodeToString(utf8(text))),
            Map.entry("hex", text -> HexFormat.of().formatHex(utf8(text))),
            Map.entry(
                    "percent",
                    text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")),
            Map.entry("allpercent", text -> escaped(text, "%%%02X")),
            Map.entry("escapes", text -> escaped(text, "\\x%02x")),
            Map.entry("entities", text -> each(text, "&#%d;")),
            Map.entry("tags", text -> shifted(text, 0xE0000)),
            Map.entry("vs", WrittenText::selectors),
            Map.entry("zerobits", WrittenText::zeroBits),
            Map.entry(
                    "zerowidth",
                    text -> text.codePoints()
                            .mapToObj(c -> Character.toString(c) + "\u200B")
                            .collect(Collectors.joining())),
            Map.entry(
                    "homoglyph",
                    text -> text.replace('o', 'о')
                            .replace('e', 'е')
                            .replace('a', 'а')
                            .replace('i', 'і')),
            Map.entry("fullwidth", text -> shiftedLetters(text, 0xFF41, 0xFF21)),
            Map.entry("bold", text -> shiftedLetters(text, 0x1D41A, 0x1D400)),
            Map.entry("spaced", text -> String.join(" ", text.split(""))),
            Map.entry("leet", text -> text.replace('o', '0').replace('e', '3').replace('i', '1')),
            Map.entry("rot13", text -> rot13(text)));

    private WrittenText() {}

    static List<String> ofResource(String resource) {
        try (InputStream lines = WrittenText.class.getResourceAsStream(resource)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(WrittenText::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String of(String line) {
        String text =
                characters(line.replace("\\\\", "\u0000").replace("\\n", "\n")).replace('\u0000', '\\');
        for (int end = text.indexOf('⟧'); end >= 0; end = text.indexOf('⟧')) {
            int start = text.lastIndexOf('⟦', end);
            int colon = text.indexOf(':', start);
            String inside = text.substring(colon + 1, end);
            text = text.substring(0, start)
                    + WAYS.get(text.substring(start + 1, colon)).apply(inside)
                    + text.substring(end + 1);
        }
        return text;
    }

    private static String characters(String line) {
        String text = line;
        for (int start = text.indexOf("\\u{"); start >= 0; start = text.indexOf("\\u{", start)) {
            int end = text.indexOf('}', start);
            text = text.substring(0, start)
                    + Character.toString(Integer.parseInt(text.substring(start + 3, end), 16))
                    + text.substring(end + 1);
        }
        return text;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text, String form) {
        var escaped = new StringBuilder();
        for (byte b : utf8(text)) {
            escaped.append(form.formatted(b & 0xFF));
        }
        return escaped.toString();
    }

    private static String each(String text, String form) {
        return text.codePoints().mapToObj(form::formatted).collect(Collectors.joining());
    }

    private static String shifted(String text, int by) {
        return text.codePoints()
                .map(character -> character < 128 ? character + by : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String shiftedLetters(String text, int small, int capital) {
        return text.codePoints()
                .map(c -> c >= 'a' && c <= 'z' ? c - 'a' + small : c >= 'A' && c <= 'Z' ? c - 'A' + capital : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String selectors(String text) {
        var selectors = new StringBuilder();
        for (byte b : utf8(text)) {
            int value = b & 0xFF;
            selectors.appendCodePoint(value < 16 ? 0xFE00 + value : 0xE0100 + value - 16);
        }
        return selectors.toString();
    }

    private static String zeroBits(String text) {
        var bits = new StringBuilder();
        for (byte b : utf8(text)) {
            for (int bit = 7; bit >= 0; bit--) {
                bits.append((b >> bit & 1) == 1 ? '\u200C' : '\u200B');
            }
        }
        return bits.toString();
    }

    private static String rot13(String text) {
        return text.codePoints()
                .map(c -> c >= 'a' && c <= 'z'
                        ? 'a' + (c - 'a' + 13) % 26
                        : c >= 'A' && c <= 'Z' ? 'A' + (c - 'A' + 13) % 26 : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
