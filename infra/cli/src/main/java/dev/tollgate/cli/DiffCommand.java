package dev.tollgate.cli;

import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.cli.diff.Difference;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.store.AdministrationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description =
                "Says what publishing a folder would change: against the active bundle, against another published one, or "
                        + "against another folder. + is new, - is gone, ~ changed. Exit code 1 when there are differences.",
        footerHeading = "%nExample:%n",
        footer = {
            "  tollgate bundle diff infra/bundle",
            "  tollgate bundle diff --folder infra/bundle-permissive infra/bundle"
        })
final class DiffCommand extends ReportingCommand {
    @Parameters(paramLabel = "DIR", description = "The folder of the bundle's YAML files.")
    private Path folder;

    @Option(
            names = "--against",
            paramLabel = "DIGEST",
            description = "A published bundle; its first letters are enough. Default: the active one.")
    private Optional<String> digest;

    @Option(names = "--folder", paramLabel = "DIR", description = "Compare with this folder instead.")
    private Optional<Path> other;

    @Mixin
    private StoreOptions where;

    @Override
    Report run() throws AdministrationException, StoreException, CompileException {
        if (digest.isPresent() && other.isPresent()) {
            throw misused("--against and --folder exclude each other");
        }
        Bundle after = Compiler.compile(folder).bundle();
        Bundle before = other.isPresent() ? Compiler.compile(other.get()).bundle() : published();
        List<Difference> differences = Difference.between(before, after);
        var lines = new ArrayList<>(differences.stream().map(Difference::text).toList());
        lines.add(
                switch (differences.size()) {
                    case 0 -> "No differences.";
                    case 1 -> "1 difference";
                    default -> differences.size() + " differences";
                });
        Json json = Json.object()
                .put(
                        "differences",
                        new Json.Arr(differences.stream().map(DiffCommand::json).toList()))
                .build();
        return new Report(lines, List.of(), json, differences.isEmpty() ? 0 : 1);
    }

    private Bundle published() throws StoreException, AdministrationException {
        try (Stores stores = where.open()) {
            return stores.published(digest);
        }
    }

    private static Json json(Difference difference) {
        return Json.object()
                .put("place", Json.texts(difference.place()))
                .put("before", difference.before())
                .put("after", difference.after())
                .build();
    }
}
