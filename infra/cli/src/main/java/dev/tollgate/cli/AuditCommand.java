package dev.tollgate.cli;

import picocli.CommandLine.Command;

@Command(
        name = "audit",
        description =
                "Finds, checks and exports audit records, takes logs to compare them with, saves their checkpoints, and gets and checks "
                        + "proofs that they were sealed.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AuditQuery.class,
            AuditVerify.class,
            AuditExportCommand.class,
            ObserveCommand.class,
            CheckpointsCommand.class,
            ProveCommand.class,
            CheckProofCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  tollgate audit verify"})
final class AuditCommand extends WithHelp {}
