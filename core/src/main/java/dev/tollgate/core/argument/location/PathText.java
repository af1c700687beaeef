package dev.tollgate.core.argument.location;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a path in one form, whatever the operating system: slashes, no {@code .}, {@code ..} only at the start of a
 * relative path. Links of the file system cannot be seen from here.
 */
final class PathText {
    private static final int LONGEST = 4_096;
    private static final String FILE = "file:";

    private final String text;

    PathText(String text) {
        this.text = text;
    }

    String normalised() throws RefusedException {
        boolean url = text.regionMatches(true, 0, FILE, 0, FILE.length());
        String path = url ? ofFileUrl(text.substring(FILE.length())) : text;
        refuseUnclearCharacters(path);
        return normalised(Normalizer.normalize(path, Normalizer.Form.NFC));
    }

    private static void refuseUnclearCharacters(String path) throws RefusedException {
        if (path.isEmpty() || path.length() > LONGEST) {
            throw new RefusedException("a path of 1 to " + LONGEST + " characters");
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < path.length()
                    && Character.isLowSurrogate(path.charAt(i + 1));
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c) && !pair) {
                throw new RefusedException("a path without control characters");
            }
            i += pair ? 1 : 0;
        }
        int scheme = path.indexOf("://");
        if (scheme > 1 && path.substring(0, scheme).chars().allMatch(Character::isLetterOrDigit)) {
            throw new RefusedException("a path; a URL is declared under urls");
        }
    }

    /** The one place where percent-encoding is decoded, once. */
    private static String ofFileUrl(String afterScheme) throws RefusedException {
        if (afterScheme.indexOf('?') >= 0 || afterScheme.indexOf('#') >= 0) {
            throw new RefusedException("a file URL without query and fragment");
        }
        if (!afterScheme.startsWith("/")) {
            throw new RefusedException("a file URL that begins with file:///");
        }
        if (!afterScheme.startsWith("//")) {
            return withoutSlashBeforeDrive(decoded(afterScheme));
        }
        int slash = afterScheme.indexOf('/', 2);
        String host = slash < 0 ? afterScheme.substring(2) : afterScheme.substring(2, slash);
        String path = decoded(slash < 0 ? "/" : afterScheme.substring(slash));
        if (host.isEmpty() || host.equalsIgnoreCase("localhost")) {
            return withoutSlashBeforeDrive(path);
        }
        return "\\\\" + HostName.of(host) + path;
    }

    private static String withoutSlashBeforeDrive(String path) {
        return path.length() > 2 && isDrive(path, 1) ? path.substring(1) : path;
    }

    private static String decoded(String path) throws RefusedException {
        var octets = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            if (c == '%') {
                int octet = UrlText.octet(path, i + 1);
                if (octet == '/' || octet == '\\' || octet == 0) {
                    throw new RefusedException("a file URL without encoded slashes");
                }
                octets.write(octet);
                i += 3;
            } else {
                octets.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new RefusedException("a file URL in UTF-8");
        }
    }

    private static String normalised(String path) throws RefusedException {
        String slashed = path.replace('\\', '/');
        boolean network = slashed.startsWith("//") && path.substring(0, 2).indexOf('\\') >= 0;
        if (network) {
            return network(slashed.substring(2));
        }
        if (isDrive(slashed, 0)) {
            return drive(slashed);
        }
        if (slashed.startsWith("/")) {
            return "/" + String.join("/", absolute(slashed));
        }
        if (slashed.startsWith("~")) {
            int end = slashed.indexOf('/');
            String home = end < 0 ? slashed : slashed.substring(0, end);
            return join(home, absolute(end < 0 ? "" : slashed.substring(end)));
        }
        List<String> segments = resolved(slashed);
        return segments.isEmpty() ? "." : relative(String.join("/", segments));
    }

    /** What begins like a home, a drive or a URL but is none keeps {@code ./} before it. */
    private static String relative(String path) {
        boolean like = path.startsWith("~") || isDrive(path, 0) || path.regionMatches(true, 0, FILE, 0, FILE.length());
        return like ? "./" + path : path;
    }

    /** {@code \\server\share\…}, as {@code //server/share/…}. */
    private static String network(String path) throws RefusedException {
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        if (segments.size() < 2
                || segments.getFirst().isEmpty()
                || segments.get(1).isEmpty()) {
            throw new RefusedException("a server and a share after \\\\");
        }
        String server = segments.getFirst().toLowerCase(Locale.ROOT);
        String share = segments.get(1);
        if (server.equals("?") || server.equals(".") || isDots(server) || isDots(share)) {
            throw new RefusedException("a path that is no device's");
        }
        List<String> rest = absolute(String.join("/", segments.subList(2, segments.size())));
        refuseWindowsTricks(List.of(share));
        refuseWindowsTricks(rest);
        return join("//" + server + "/" + share, rest);
    }

    private static String drive(String path) throws RefusedException {
        if (path.length() == 2 || path.charAt(2) != '/') {
            throw new RefusedException("a slash after the drive");
        }
        List<String> segments = absolute(path.substring(2));
        refuseWindowsTricks(segments);
        return path.substring(0, 2).toLowerCase(Locale.ROOT) + "/" + String.join("/", segments);
    }

    /** Windows drops dots and spaces at the end of a name, and takes what follows a colon for a stream of the file. */
    private static void refuseWindowsTricks(List<String> segments) throws RefusedException {
        for (String segment : segments) {
            if (segment.endsWith(".") || segment.endsWith(" ") || segment.indexOf(':') >= 0) {
                throw new RefusedException("names without a colon, and without a dot or space at their end");
            }
        }
    }

    private static List<String> absolute(String path) throws RefusedException {
        List<String> segments = resolved(path);
        if (!segments.isEmpty() && segments.getFirst().equals("..")) {
            throw new RefusedException("a path that does not lead above its root");
        }
        return segments;
    }

    /** What is left of {@code ..} stands first. */
    private static List<String> resolved(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")
                    && !segments.isEmpty()
                    && !segments.getLast().equals("..")) {
                segments.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static String join(String root, List<String> segments) {
        return segments.isEmpty() ? root : root + "/" + String.join("/", segments);
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    private static boolean isDrive(String path, int at) {
        if (path.length() < at + 2 || path.charAt(at + 1) != ':') {
            return false;
        }
        char letter = path.charAt(at);
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
    }
}
