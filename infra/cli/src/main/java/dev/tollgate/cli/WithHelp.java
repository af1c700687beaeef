package dev.tollgate.cli;

import picocli.CommandLine.Option;

/** A command, or a group of commands, that explains itself. */
abstract class WithHelp {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;
}
