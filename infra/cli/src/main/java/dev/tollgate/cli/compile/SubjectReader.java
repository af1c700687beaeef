package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Target.SubjectMatch;
import java.util.List;
import java.util.Optional;

/** Reads whom something is about: {@code type:id}, {@code role:}, {@code owner:}, {@code purpose:}, or everyone. */
final class SubjectReader {
    private SubjectReader() {}

    static List<SubjectMatch> list(Value list) {
        return list.distinctTexts().stream()
                .map(SubjectReader::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<SubjectMatch> read(Value entry) {
        String text = entry.text().orElseThrow();
        if (text.equals("*")) {
            return Optional.of(new SubjectMatch.Identity(Glob.ANY, Glob.ANY));
        }
        int colon = text.indexOf(':');
        if (colon <= 0) {
            entry.problem(
                    "'" + Value.shortened(text) + "' names no subject (expected type:id such as agent:report-bot, "
                            + "role:…, owner:…, purpose:…, or * for everyone)");
            return Optional.empty();
        }
        if (colon == text.length() - 1) {
            entry.problem("expected something after the ':'");
            return Optional.empty();
        }
        Glob glob = new Glob(text.substring(colon + 1));
        return Optional.of(
                switch (text.substring(0, colon)) {
                    case "role" -> new SubjectMatch.Role(glob);
                    case "owner" -> new SubjectMatch.Owner(glob);
                    case "purpose" -> new SubjectMatch.Purpose(glob);
                    default -> new SubjectMatch.Identity(new Glob(text.substring(0, colon)), glob);
                });
    }
}
