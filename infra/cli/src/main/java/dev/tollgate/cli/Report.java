package dev.tollgate.cli;

import dev.tollgate.core.json.Json;
import java.util.List;

/**
 * What a command has to say.
 *
 * @param lines for people, to the standard output
 * @param notes for people, to the standard error output, so that the standard output can be piped on
 * @param json the same for programs
 * @param exitCode 0, or 1 when something is wrong
 */
record Report(List<String> lines, List<String> notes, Json json, int exitCode) {
    Report {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    static Report of(Json json, String... lines) {
        return new Report(List.of(lines), List.of(), json, 0);
    }

    static Report of(Json json, List<String> lines) {
        return new Report(lines, List.of(), json, 0);
    }

    Report withNotes(String... more) {
        return new Report(lines, List.of(more), json, exitCode);
    }
}
