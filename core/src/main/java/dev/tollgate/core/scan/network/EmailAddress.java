package dev.tollgate.core.scan.network;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isLetter;
import static dev.tollgate.core.scan.ByteClass.isMark;

/**
 * E-mail addresses: a dot-atom (RFC 5322, section 3.2.3), an at sign and a host name whose last part is a top-level domain.
 * Quoted local parts and address literals are not found: nobody writes them, and much else looks like them.
 */
public final class EmailAddress {
    /** RFC 5321, section 4.5.3.1. */
    private static final int LONGEST_LOCAL = 64;

    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_LABEL = 63;

    private final TopLevelDomains domains;

    public EmailAddress(TopLevelDomains domains) {
        this.domains = domains;
    }

    /** @param at where an at sign stands */
    public void look(byte[] text, int from, int to, int at, Sink sink) {
        int start = localStart(text, from, at);
        if (start == at || isUserOfUrl(text, from, start)) {
            return;
        }
        int end = domainEnd(text, at + 1, to);
        if (end == at + 1 || isRemoteOfGit(text, start, at, end, to)) {
            return;
        }
        sink.found(PersonalType.EMAIL_ADDRESS, start, end, 95);
    }

    private static int localStart(byte[] text, int from, int at) {
        int earliest = Math.max(from, at - LONGEST_LOCAL);
        int start = at;
        while (start > earliest && isLocal(text[start - 1]) && !isMark(text, Math.max(from, start - 3), start)) {
            start--;
        }
        if (start == earliest
                && start > from
                && isLocal(text[start - 1])
                && !isMark(text, Math.max(from, start - 3), start)) {
            return at;
        }
        while (start < at && !isAlphanumeric(text[start]) && text[start] != '_') {
            start++;
        }
        return at > start && text[at - 1] == '.' ? at : start;
    }

    private static boolean isLocal(byte b) {
        return isAlphanumeric(b) || b == '.' || b == '-' || b == '_' || b == '+' || b == '%' || b == '\'';
    }

    /** {@code scheme://user:password@host}: what stands before the at sign is no mailbox. */
    private static boolean isUserOfUrl(byte[] text, int from, int start) {
        int earliest = Math.max(from, start - 128);
        for (int i = start - 1; i >= earliest + 2; i--) {
            byte b = text[i];
            if (b == '/') {
                return text[i - 1] == '/' && text[i - 2] == ':';
            }
            if (b <= ' ' && b >= 0 || b == '"' || b == '<' || b == '@' || b == ',' || b == ';' || b == '?') {
                return false;
            }
        }
        return false;
    }

    /** {@code git@host:path}. */
    private static boolean isRemoteOfGit(byte[] text, int start, int at, int end, int to) {
        return at - start == 3
                && text[start] == 'g'
                && text[start + 1] == 'i'
                && text[start + 2] == 't'
                && end < to
                && text[end] == ':';
    }

    /** The end of the longest host name whose last part is a top-level domain; {@code start} when there is none. */
    private int domainEnd(byte[] text, int start, int to) {
        int latest = Math.min(to, start + LONGEST_DOMAIN);
        int end = start;
        int label = start;
        boolean isFirst = true;
        for (int i = start; i <= latest; i++) {
            boolean isPart = i < latest && (isAlphanumeric(text[i]) && !isMark(text, i, latest) || text[i] == '-');
            if (isPart) {
                continue;
            }
            if (i == label || i - label > LONGEST_LABEL || text[label] == '-' || text[i - 1] == '-') {
                break;
            }
            if (!isFirst && domains.contains(text, label, i)) {
                end = i;
            }
            isFirst = false;
            if (i == latest || text[i] != '.') {
                break;
            }
            label = i + 1;
        }
        return isFileName(text, start, end, to) ? start : end;
    }

    /** {@code a@example.com/path} is the user of a URL or a package, and {@code a@b.co2} no address. */
    private static boolean isFileName(byte[] text, int start, int end, int to) {
        if (end == start || end == to) {
            return false;
        }
        byte next = text[end];
        return isDigit(next) || next == '_' || next == '@' || next == '.' && end + 1 < to && isWordByte(text[end + 1]);
    }

    private static boolean isWordByte(byte b) {
        return isDigit(b) || isAsciiLetter(b) && isLetter(b);
    }
}
