package dev.tollgate.cli;

import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does its work, then reports on it as text or JSON. */
abstract class ReportingCommand extends WithHelp implements Callable<Integer> {
    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "The form of the answer. Default: text.")
    private Output output;

    @Spec
    private CommandSpec spec;

    enum Output {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Does the work. */
    abstract Report run() throws AdministrationException, StoreException, CompileException, IOException;

    @Override
    public final Integer call() {
        try {
            Report report = run();
            print(report);
            return report.exitCode();
        } catch (AdministrationException | StoreException | IOException failed) {
            err().println("tollgate: " + failed.getMessage());
            return failureCode();
        } catch (CompileException wrong) {
            err().println(wrong.getMessage());
            return failureCode();
        }
    }

    /** The exit code of a command that could not do its work. */
    int failureCode() {
        return 1;
    }

    ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Whether the report is to be JSON. */
    boolean isForPrograms() {
        return output == Output.JSON;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void print(Report report) {
        PrintWriter out = out();
        switch (output) {
            case TEXT -> report.lines().forEach(out::println);
            case JSON -> out.println(JsonText.write(report.json()));
        }
        out.flush();
        report.notes().forEach(err()::println);
        err().flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
