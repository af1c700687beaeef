package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.SecretKind;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The values under {@code data:} and {@code stringData:} of a Kubernetes Secret in YAML, whatever their names. */
public final class KubernetesSecrets implements WordDetector {
    private static final SecretKind KIND = new SecretKind("KUBERNETES_SECRET");
    static final List<SecretKind> KINDS = List.of(KIND);
    private static final byte[] NEXT = "kind:".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_LINES = 200;
    private static final int LONGEST = 64 * 1024;

    private final Placeholders placeholders;

    KubernetesSecrets(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    @Override
    public List<String> words() {
        return List.of("kind: secret");
    }

    /** Reads to the next document, so that no line is read for two of them. */
    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        if (end < to && text[end] != '\n' && text[end] != '\r') {
            return;
        }
        int latest = Math.min(to, end + LONGEST);
        boolean isData = false;
        int at = end;
        for (int i = 0; i < MOST_LINES && at < latest; i++) {
            int line = at + 1;
            int lineEnd = line;
            while (lineEnd < latest && text[lineEnd] != '\n') {
                lineEnd++;
            }
            if (line >= latest || startsWith(text, line, lineEnd, NEXT) || text[line] == '-') {
                return;
            }
            if (text[line] > ' ') {
                isData = isData(text, line, lineEnd);
            } else if (isData) {
                value(text, line, lineEnd, sink);
            }
            at = lineEnd;
        }
    }

    private static boolean isData(byte[] text, int line, int lineEnd) {
        String name = new String(text, line, Math.min(lineEnd - line, 12), StandardCharsets.ISO_8859_1);
        return name.startsWith("data:") || name.startsWith("stringData:");
    }

    private void value(byte[] text, int line, int lineEnd, Sink sink) {
        int colon = line;
        while (colon < lineEnd && text[colon] != ':') {
            colon++;
        }
        int start = colon + 1;
        while (start < lineEnd && (text[start] == ' ' || text[start] == '"' || text[start] == '\'')) {
            start++;
        }
        int end = lineEnd;
        while (end > start
                && (text[end - 1] <= ' ' && text[end - 1] >= 0 || text[end - 1] == '"' || text[end - 1] == '\'')) {
            end--;
        }
        if (end - start >= 4 && text[start] != '|' && text[start] != '>' && !placeholders.isOne(text, start, end)) {
            sink.found(KIND, start, end, 78);
        }
    }

    private static boolean startsWith(byte[] text, int at, int to, byte[] wanted) {
        if (at + wanted.length > to) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (text[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
