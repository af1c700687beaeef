package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.SecretKind;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** The password of {@code scheme://user:password@host} (RFC 3986, section 3.2.1), of any scheme. */
public final class UrlPasswords implements WordDetector {
    private static final SecretKind OF_URL = new SecretKind("URL_PASSWORD");
    private static final SecretKind OF_STORE = new SecretKind("CONNECTION_STRING_PASSWORD");
    static final List<SecretKind> KINDS = List.of(OF_URL, OF_STORE);
    private static final Set<String> STORES = Set.of(
            "postgres",
            "postgresql",
            "mysql",
            "mysqlx",
            "mariadb",
            "mongodb",
            "mongodb+srv",
            "redis",
            "rediss",
            "amqp",
            "amqps",
            "mssql",
            "sqlserver",
            "oracle",
            "clickhouse",
            "cockroachdb",
            "cassandra",
            "couchdb",
            "neo4j",
            "bolt",
            "kafka",
            "nats",
            "snowflake",
            "redshift",
            "db2",
            "influxdb",
            "elasticsearch",
            "ldap",
            "ldaps");
    private static final int LONGEST_SCHEME = 32;
    private static final int LONGEST_USER_INFO = 320;
    private static final int SHORTEST = 4;
    private static final int LONGEST_PORT = 5;

    private final Placeholders placeholders;

    UrlPasswords(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    @Override
    public List<String> words() {
        return List.of("://");
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int colon = -1;
        int at = -1;
        int latest = Math.min(to, end + LONGEST_USER_INFO);
        for (int i = end; i < latest; i++) {
            byte b = text[i];
            if (b == ':' && colon < 0) {
                colon = i;
            } else if (b == '@') {
                at = i;
            } else if (ends(b)
                    || b == '/' && i > end && text[i - 1] == '/'
                    || isDelimiter(b) && (at >= 0 || colon < 0 || isPort(text, colon + 1, i))) {
                break;
            }
        }
        if (colon < 0 || at - colon <= SHORTEST || at + 1 >= to || !isHost(text[at + 1])) {
            return;
        }
        int schemeStart = schemeStart(text, from, end - 3);
        boolean isSecret = schemeStart < end - 3
                && !placeholders.isOne(text, colon + 1, at)
                && !isTemplate(text, end, at)
                && !isDocumentation(text, end, colon, at);
        if (isSecret) {
            String scheme = SecretValues.utf8(text, schemeStart, end - 3).toLowerCase(Locale.ROOT);
            sink.found(
                    STORES.contains(scheme.substring(scheme.lastIndexOf(':') + 1)) ? OF_STORE : OF_URL,
                    colon + 1,
                    at,
                    90);
        }
    }

    private static boolean ends(byte b) {
        return b <= ' ' && b >= 0 || b == '"' || b == '\'' || b == '`' || b == '<' || b == '>' || b == '|';
    }

    /** Ends the authority of a URL; in passwords it stands only where somebody forgot to encode it. */
    private static boolean isDelimiter(byte b) {
        return b == '/' || b == '?' || b == '#' || b == '\\';
    }

    private static boolean isPort(byte[] text, int from, int to) {
        if (to - from > LONGEST_PORT) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!isDigit(text[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHost(byte b) {
        return isAlphanumeric(b) || b == '[' || b == '$' || b == '{' || b == '_' || b == '<';
    }

    private static int schemeStart(byte[] text, int from, int end) {
        int start = end;
        int earliest = Math.max(from, end - LONGEST_SCHEME);
        while (start > earliest && text[start - 1] > 0 && (isAlphanumeric(text[start - 1]) || text[start - 1] == '+')) {
            start--;
        }
        while (start < end && !isAsciiLetter(text[start])) {
            start++;
        }
        return start;
    }

    /** {@code ${USER}:${PASSWORD}@} and the like, where the password itself is cut by a sign. */
    private static boolean isTemplate(byte[] text, int from, int at) {
        for (int i = from; i + 1 < at; i++) {
            if ((text[i] == '$' || text[i] == '#' || text[i] == '%') && (text[i + 1] == '{' || text[i + 1] == '(')) {
                return true;
            }
            if (text[i] == '{' && text[at - 1] == '}') {
                return true;
            }
        }
        return false;
    }

    /** {@code user:pass@}, as documentation has it. */
    private boolean isDocumentation(byte[] text, int user, int colon, int at) {
        return placeholders.isOne(text, user, colon) && at - colon <= 9 && !hasDigit(text, colon, at);
    }

    private static boolean hasDigit(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isDigit(text[i])) {
                return true;
            }
        }
        return false;
    }
}
