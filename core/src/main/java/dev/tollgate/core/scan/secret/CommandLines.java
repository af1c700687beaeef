package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import dev.tollgate.core.scan.secret.NamedSecret.Strength;
import dev.tollgate.core.scan.secret.SecretValues.Place;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isDigit;

/**
 * Passwords that commands take without a name: {@code mysql -pX}, {@code sshpass -p X}, {@code curl -u user:X}, {@code
 * redis-cli -a X}, {@code docker login -p X}; and lines of .pgpass: {@code host:5432:db:user:X}.
 */
public final class CommandLines implements WordDetector {
    private static final int LONGEST_LINE = 240;
    private static final NamedSecret PASSWORD = new NamedSecret(Strength.PASSWORD, true, List.of());

    /**
     * @param option the letter of the option whose value is or has the password
     * @param isJoined whether the value stands behind the letter without a space
     * @param isPair whether it is {@code user:password}
     */
    private record Command(String word, char option, boolean isJoined, boolean isPair) {}

    private static final List<Command> COMMANDS = List.of(
            new Command("mysql", 'p', true, false),
            new Command("mysqldump", 'p', true, false),
            new Command("mysqladmin", 'p', true, false),
            new Command("sshpass", 'p', false, false),
            new Command("sqlcmd", 'P', false, false),
            new Command("redis-cli", 'a', false, false),
            new Command("docker login", 'p', false, false),
            new Command("mongosh", 'p', false, false),
            new Command("ldapsearch", 'w', false, false),
            new Command("smbclient", 'U', false, true),
            new Command("curl", 'u', false, true));
    private static final String PGPASS = ":5432:";

    private final SecretValues values;

    CommandLines(SecretValues values) {
        this.values = values;
    }

    @Override
    public List<String> words() {
        var words =
                new java.util.ArrayList<>(COMMANDS.stream().map(Command::word).toList());
        words.add(PGPASS);
        return List.copyOf(words);
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        if (word == COMMANDS.size()) {
            pgpass(text, to, end, sink);
            return;
        }
        Command command = COMMANDS.get(word);
        if (end >= to
                || text[end] != ' '
                || !ByteClass.isStart(text, from, end - command.word().length())) {
            return;
        }
        int latest = Math.min(to, end + LONGEST_LINE);
        for (int i = end; i + 3 < latest && text[i] != '\n'; i++) {
            boolean isOption = text[i] == ' ' && text[i + 1] == '-' && text[i + 2] == command.option();
            if (isOption && (text[i + 3] == ' ') != command.isJoined()) {
                option(command, text, to, command.isJoined() ? i + 3 : i + 4, sink);
                return;
            }
        }
    }

    private void option(Command command, byte[] text, int to, int at, Sink sink) {
        int start = at;
        boolean isQuoted = start < to && (text[start] == '\'' || text[start] == '"');
        byte stop = isQuoted ? text[start] : (byte) ' ';
        start += isQuoted ? 1 : 0;
        int end = start;
        int latest = Math.min(to, start + LONGEST_LINE);
        while (end < latest && text[end] != stop && text[end] != '\n' && (isQuoted || !isQuote(text[end]))) {
            end++;
        }
        if (command.isPair()) {
            char separator = command.option() == 'U' ? '%' : ':';
            while (start < end && text[start] != separator) {
                start++;
            }
            start++;
        }
        if (start < end && text[start] != '-') {
            values.look(PASSWORD, text, start, end, isQuoted ? Place.QUOTED : Place.LINE, sink);
        }
    }

    private static boolean isQuote(byte b) {
        return b == '"' || b == '\'' || b == '`' || b == '\\';
    }

    /** {@code hostname:port:database:username:password} (PostgreSQL's documentation, "The Password File"). */
    private void pgpass(byte[] text, int to, int end, Sink sink) {
        int colons = 0;
        int latest = Math.min(to, end + LONGEST_LINE);
        int start = -1;
        int i = end;
        while (i < latest && text[i] > ' ' && text[i] != '"' && text[i] != '\'') {
            if (text[i] == ':' && text[i - 1] != '\\') {
                if (++colons > 2) {
                    return;
                }
                start = i + 1;
            }
            i++;
        }
        if (colons == 2 && start < i && !isDigit(text[end])) {
            values.look(PASSWORD, text, start, i, Place.LINE, sink);
        }
    }
}
