package dev.tollgate.core.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The reports there are. */
public enum ReportName {
    ACCESS("access", "Who used which tool"),
    VIOLATIONS("violations", "What was refused"),
    TRAIL("trail", "What was done, in order"),
    AGENTS("agents", "Agents, their owners and keys"),
    DATA("data", "What tools answered, and who received it"),
    CHANGES("changes", "What administrators and approvers did"),
    COVERAGE("coverage", "What went through Tollgate, and what did not come back");

    private final String word;
    private final String title;

    ReportName(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** The name in paths and commands. */
    public String word() {
        return word;
    }

    public String title() {
        return title;
    }

    public static Optional<ReportName> ofWord(String word) {
        return Arrays.stream(values()).filter(name -> name.word.equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(ReportName::word).toList();
    }
}
