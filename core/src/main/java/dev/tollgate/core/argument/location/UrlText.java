package dev.tollgate.core.argument.location;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a URL so that browsers, curl, Python and Java would all contact the host that is named. Where they would not agree,
 * it is refused.
 */
final class UrlText {
    private static final int LONGEST = 8_192;
    private static final int LARGEST_PORT = 65_535;
    private static final String HEX = "0123456789ABCDEF";
    private static final Map<String, Integer> DEFAULT_PORTS =
            Map.of("http", 80, "https", 443, "ws", 80, "wss", 443, "ftp", 21);

    /** Before a colon they are a scheme to any reader, and no host. */
    private static final Set<String> SCHEMES = Set.of(
            "http",
            "https",
            "ws",
            "wss",
            "ftp",
            "ftps",
            "file",
            "data",
            "javascript",
            "mailto",
            "blob",
            "about",
            "tel",
            "sms",
            "urn",
            "jar",
            "jdbc",
            "ldap",
            "ssh",
            "git",
            "sftp",
            "smb",
            "news",
            "view-source",
            "vbscript");

    private final String text;

    UrlText(String text) {
        this.text = text;
    }

    Location.Url url() throws RefusedException {
        refuseUnclearCharacters();
        int colon = text.indexOf(':');
        boolean hasScheme = colon > 0 && text.startsWith("://", colon);
        return hasScheme ? withScheme(colon) : bareHost();
    }

    private void refuseUnclearCharacters() throws RefusedException {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new RefusedException("a URL of at most " + LONGEST + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lone = Character.isSurrogate(c) && !isPair(i);
            if (c <= ' ' || c == 0x7F || c == '\\' || lone || Character.isISOControl(c) || Character.isSpaceChar(c)) {
                throw new RefusedException("a URL without spaces, control characters and backslashes");
            }
        }
    }

    private boolean isPair(int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))
                || i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
    }

    private Location.Url bareHost() throws RefusedException {
        if (text.chars().anyMatch(c -> c == '/' || c == '?' || c == '#')) {
            throw new RefusedException("a URL that begins with its scheme and ://, such as https://");
        }
        Authority authority = authority(text);
        int colon = text.indexOf(':');
        if (colon > 0 && SCHEMES.contains(text.substring(0, colon).toLowerCase(Locale.ROOT))) {
            throw new RefusedException("a URL that begins with its scheme and ://, such as https://");
        }
        String port = authority.port < 0 ? "" : ":" + authority.port;
        return new Location.Url(authority.shown() + port, authority.host);
    }

    private Location.Url withScheme(int colon) throws RefusedException {
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!isScheme(scheme)) {
            throw new RefusedException("a scheme of letters, digits, +, - and .");
        }
        if (scheme.equals("file")) {
            throw new RefusedException("a URL with a host; a file is declared under paths");
        }
        int start = colon + 3;
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        Authority authority = authority(text.substring(start, end));
        String rest = text.substring(end);
        if (!rest.startsWith("/") && rest.indexOf('@') >= 0) {
            // Old parsers look for the @ of a user's name before they look for ? and #.
            throw new RefusedException("a path before a query or fragment with @");
        }
        return new Location.Url(
                scheme + "://" + authority.shown() + port(scheme, authority.port) + afterHost(scheme, rest),
                authority.host);
    }

    private static boolean isScheme(String scheme) {
        return scheme.charAt(0) >= 'a'
                && scheme.charAt(0) <= 'z'
                && scheme.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "+-.".indexOf(c) >= 0);
    }

    private static String port(String scheme, int port) {
        return port < 0 || Integer.valueOf(port).equals(DEFAULT_PORTS.get(scheme)) ? "" : ":" + port;
    }

    /** @param port negative when there is none */
    private record Authority(String host, int port) {
        String shown() {
            return host.indexOf(':') < 0 ? host : "[" + host + "]";
        }
    }

    private static Authority authority(String authority) throws RefusedException {
        if (authority.indexOf('@') >= 0) {
            throw new RefusedException("a URL without a user's name or password");
        }
        if (authority.startsWith("[")) {
            int close = authority.indexOf(']');
            if (close < 0) {
                throw new RefusedException("a ] after the IPv6 address");
            }
            String host = IpAddress.v6(authority.substring(1, close));
            return new Authority(host, port(authority.substring(close + 1)));
        }
        int colon = authority.indexOf(':');
        String host = HostName.of(colon < 0 ? authority : authority.substring(0, colon));
        return new Authority(host, port(colon < 0 ? "" : authority.substring(colon)));
    }

    private static int port(String written) throws RefusedException {
        if (written.isEmpty()) {
            return -1;
        }
        int port = 0;
        for (int i = 1; i < written.length(); i++) {
            int digit = written.charAt(i) - '0';
            port = digit < 0 || digit > 9 ? LARGEST_PORT + 1 : Math.min(LARGEST_PORT + 1, port * 10 + digit);
        }
        if (written.charAt(0) != ':' || written.length() < 2 || written.length() > 6 || port > LARGEST_PORT) {
            throw new RefusedException("a port from 0 to " + LARGEST_PORT);
        }
        return port;
    }

    private String afterHost(String scheme, String rest) throws RefusedException {
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '?' && rest.charAt(end) != '#') {
            end++;
        }
        String path = withoutDots(encoded(rest.substring(0, end)));
        boolean root = path.isEmpty() && DEFAULT_PORTS.containsKey(scheme);
        int hash = rest.indexOf('#', end);
        String query = encoded(rest.substring(end, hash < 0 ? rest.length() : hash));
        String fragment =
                hash < 0 ? "" : "#" + encoded(rest.substring(hash + 1)).replace("#", "%23");
        return (root ? "/" : path) + query + fragment;
    }

    /** Percent-encoding in one form: none where none is needed, capital digits elsewhere, UTF-8. */
    private static String encoded(String part) throws RefusedException {
        var encoded = new StringBuilder();
        for (int i = 0; i < part.length(); ) {
            int c = part.codePointAt(i);
            if (c == '%') {
                int value = octet(part, i + 1);
                append(value, isUnreserved(value), encoded);
                i += 3;
            } else if (c < 0x80) {
                append(c, "\"<>`{}|^[]".indexOf(c) < 0, encoded);
                i++;
            } else {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    append(octet & 0xFF, false, encoded);
                }
                i += Character.charCount(c);
            }
        }
        return encoded.toString();
    }

    private static void append(int octet, boolean asItIs, StringBuilder out) {
        if (asItIs) {
            out.append((char) octet);
        } else {
            out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xF));
        }
    }

    private static boolean isUnreserved(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c < 0x80 && "-._~".indexOf(c) >= 0;
    }

    static int octet(String text, int at) throws RefusedException {
        int high = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f') {
            throw new RefusedException("two hexadecimal digits after each %");
        }
        return high << 4 | low;
    }

    /** As clients resolve {@code .} and {@code ..} before they ask. */
    private static String withoutDots(String path) {
        if (path.isEmpty()) {
            return path;
        }
        List<String> segments = new ArrayList<>();
        String[] written = path.substring(1).split("/", -1);
        for (int i = 0; i < written.length; i++) {
            boolean last = i == written.length - 1;
            switch (written[i]) {
                case "." -> addEmptyIf(last, segments);
                case ".." -> {
                    if (!segments.isEmpty()) {
                        segments.removeLast();
                    }
                    addEmptyIf(last, segments);
                }
                default -> segments.add(written[i]);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static void addEmptyIf(boolean last, List<String> segments) {
        if (last) {
            segments.add("");
        }
    }
}
