package dev.tollgate.cli;

import dev.tollgate.core.store.AdministrationException;
import java.io.Console;
import picocli.CommandLine.Option;

/** Asks before what cannot be undone. */
final class Confirmation {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    void ask(String question) throws AdministrationException {
        if (yes) {
            return;
        }
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new AdministrationException("it cannot be undone, and nobody can be asked here: give --yes");
        }
        if (!"yes".equals(console.readLine("%s It cannot be undone. Type 'yes': ", question))) {
            throw new AdministrationException("nothing was done");
        }
    }
}
