package dev.tollgate.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tollgate} command. */
@Command(
        name = "tollgate",
        description = "Publishes policies, and manages agents, keys and postures.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BundleCommand.class,
            DecideCommand.class,
            CatalogueCommand.class,
            RedactCommand.class,
            AgentCommand.class,
            KeyCommand.class,
            PostureCommand.class,
            ApprovalsCommand.class,
            HookCommand.class,
            RedactionKeyCommand.class,
            PersonCommand.class,
            RegistryCommand.class,
            AuditCommand.class,
            ReportCommand.class,
            CostCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:something is wrong, or it was refused", "2:the command was not understood"},
        footerHeading = "%nExample:%n",
        footer = {"  tollgate bundle lint infra/bundle"})
public final class TollgateCommand extends WithHelp implements Runnable {
    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private TollgateCommand() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine(Surroundings.ofThisProcess());
        // In UTF-8 whatever the locale is: a record that is written otherwise is not what its hash says.
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        System.exit(commandLine.execute(arguments));
    }

    /** The command, as it runs in these surroundings. */
    public static CommandLine commandLine(Surroundings surroundings) {
        var commandLine = new CommandLine(new TollgateCommand(), new Factory(surroundings));
        String version = TollgateCommand.class.getPackage().getImplementationVersion();
        commandLine.getCommandSpec().version("tollgate " + (version == null ? "(not packaged)" : version));
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler(TollgateCommand::misused);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    private static int misused(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("tollgate: " + wrong.getMessage());
        command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Gives the surroundings to what depends on them. */
    private record Factory(Surroundings surroundings) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == StoreOptions.class) {
                return type.cast(new StoreOptions(surroundings));
            }
            if (type == AuditorOptions.class) {
                return type.cast(new AuditorOptions(surroundings));
            }
            if (type == ApproverOptions.class) {
                return type.cast(new ApproverOptions(surroundings));
            }
            if (type == JournalOptions.class) {
                return type.cast(new JournalOptions(surroundings));
            }
            if (type == CatalogueCommand.class) {
                return type.cast(new CatalogueCommand(surroundings));
            }
            if (type == DecideCommand.class) {
                return type.cast(new DecideCommand(surroundings));
            }
            if (type == RedactCommand.class) {
                return type.cast(new RedactCommand(surroundings));
            }
            if (type == LintCommand.class) {
                return type.cast(new LintCommand(surroundings));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
