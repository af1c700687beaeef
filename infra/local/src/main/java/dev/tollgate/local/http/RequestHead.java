package dev.tollgate.local.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Request line and headers (RFC 9112). Strict where leniency is what request smuggling lives on: line ends, white space
 * around names, and two opinions about the body's length.
 */
record RequestHead(String method, String target, String protocol, List<Header> headers) {

    /** The body is in chunks, of unknown length. */
    static final long CHUNKED = -1;

    /** @param text everything before the empty line, without it */
    static RequestHead parse(String text) throws HttpRefusal {
        int lineEnd = lineEnd(text, 0);
        String[] parts = text.substring(0, lineEnd).split(" ", -1);
        if (parts.length != 3 || !isToken(parts[0])) {
            throw new HttpRefusal(400, "Bad Request");
        }
        if (!parts[2].equals("HTTP/1.1") && !parts[2].equals("HTTP/1.0")) {
            throw new HttpRefusal(505, "HTTP Version Not Supported");
        }
        var headers = new ArrayList<Header>();
        for (int start = lineEnd + 2; start < text.length(); ) {
            int end = lineEnd(text, start);
            headers.add(header(text.substring(start, end)));
            start = end + 2;
        }
        var head = new RequestHead(parts[0], originForm(parts[1]), parts[2], headers);
        long hosts = headers.stream().filter(h -> h.name().equals("host")).count();
        if (hosts > 1 || (hosts == 0 && head.protocol.equals("HTTP/1.1"))) {
            throw new HttpRefusal(400, "Bad Request");
        }
        return head;
    }

    /** How many bytes follow, or {@link #CHUNKED}. */
    long bodyLength() throws HttpRefusal {
        String length = only("content-length");
        String coding = only("transfer-encoding");
        if (coding != null) {
            if (length != null || !coding.equalsIgnoreCase("chunked") || protocol.equals("HTTP/1.0")) {
                throw new HttpRefusal(400, "Bad Request");
            }
            return CHUNKED;
        }
        if (length == null) {
            return 0;
        }
        if (length.isEmpty() || length.length() > 18 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new HttpRefusal(400, "Bad Request");
        }
        return Long.parseLong(length);
    }

    boolean keepsAlive() throws HttpRefusal {
        String connection = only("connection");
        if (connection == null) {
            return protocol.equals("HTTP/1.1");
        }
        String lower = connection.toLowerCase(Locale.ROOT);
        return protocol.equals("HTTP/1.1") ? !lower.contains("close") : lower.contains("keep-alive");
    }

    boolean expectsContinue() throws HttpRefusal {
        String expect = only("expect");
        if (expect == null) {
            return false;
        }
        if (!expect.equalsIgnoreCase("100-continue")) {
            throw new HttpRefusal(417, "Expectation Failed");
        }
        return true;
    }

    private String only(String name) throws HttpRefusal {
        String found = null;
        for (Header header : headers) {
            if (header.name().equals(name)) {
                if (found != null) {
                    throw new HttpRefusal(400, "Bad Request");
                }
                found = header.value();
            }
        }
        return found;
    }

    private static Header header(String line) throws HttpRefusal {
        int colon = line.indexOf(':');
        if (colon < 1 || !isToken(line.substring(0, colon))) {
            throw new HttpRefusal(400, "Bad Request");
        }
        String value = line.substring(colon + 1).strip();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7F) {
                throw new HttpRefusal(400, "Bad Request");
            }
        }
        return new Header(line.substring(0, colon).toLowerCase(Locale.ROOT), value);
    }

    /** A proxy's client sends the whole URL (RFC 9112, section 3.2.2); what counts is the part behind the host. */
    private static String originForm(String target) throws HttpRefusal {
        String form = target;
        if (form.regionMatches(true, 0, "http://", 0, 7)) {
            int path = form.indexOf('/', 7);
            form = path < 0 ? "/" : form.substring(path);
        }
        boolean valid = form.startsWith("/") || form.equals("*");
        for (int i = 0; valid && i < form.length(); i++) {
            char c = form.charAt(i);
            valid = c > 0x20 && c < 0x7F && c != '#';
        }
        if (!valid) {
            throw new HttpRefusal(400, "Bad Request");
        }
        return form;
    }

    private static int lineEnd(String text, int start) throws HttpRefusal {
        int end = text.indexOf('\r', start);
        if (end < 0) {
            end = text.length();
        } else if (end + 1 >= text.length() || text.charAt(end + 1) != '\n') {
            throw new HttpRefusal(400, "Bad Request");
        }
        if (text.substring(start, end).indexOf('\n') >= 0) {
            throw new HttpRefusal(400, "Bad Request");
        }
        return end;
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
