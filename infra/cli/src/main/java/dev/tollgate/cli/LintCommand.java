package dev.tollgate.cli;

import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.cli.compile.Problem;
import dev.tollgate.core.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lint",
        description = "Says everything that is wrong in a bundle's folder, as file:line:column: message, "
                + "and then what only looks wrong, as warnings.",
        footerHeading = "%nExample:%n",
        footer = {"  tollgate bundle lint infra/bundle"})
final class LintCommand extends ReportingCommand {
    @Parameters(paramLabel = "DIR", description = "The folder of the bundle's YAML files.")
    private Path folder;

    @Option(names = "--strict", description = "Fail on warnings too.")
    private boolean strict;

    private final Surroundings surroundings;

    LintCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    Report run() {
        try {
            CompiledBundle compiled = Compiler.compile(folder, surroundings.today());
            return report(List.of(), compiled.warnings(), Optional.of(compiled));
        } catch (CompileException wrong) {
            return report(wrong.problems(), wrong.warnings(), Optional.empty());
        }
    }

    private Report report(List<Problem> problems, List<Problem> warnings, Optional<CompiledBundle> compiled) {
        var lines = new ArrayList<String>();
        problems.forEach(problem -> lines.add(problem.in(folder)));
        warnings.forEach(warning -> lines.add(warning.asWarningIn(folder)));
        lines.add(compiled.map(
                        bundle -> folder + ": " + counted(problems, warnings) + ". " + BundleCommand.inWords(bundle))
                .orElse(counted(problems, warnings)));
        var json = Json.object().put("problems", json(problems)).put("warnings", json(warnings));
        compiled.ifPresent(bundle -> json.put("bundle", BundleCommand.summary(bundle)));
        boolean fails = !problems.isEmpty() || strict && !warnings.isEmpty();
        return new Report(lines, List.of(), json.build(), fails ? 1 : 0);
    }

    private static String counted(List<Problem> problems, List<Problem> warnings) {
        return count(problems.size(), "problem") + (warnings.isEmpty() ? "" : ", " + count(warnings.size(), "warning"));
    }

    private static String count(int count, String thing) {
        return (count == 0 ? "no" : String.valueOf(count)) + " " + thing + (count == 1 ? "" : "s");
    }

    private static Json json(List<Problem> problems) {
        return new Json.Arr(problems.stream()
                .<Json>map(problem -> Json.object()
                        .put("file", problem.file())
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("message", problem.message())
                        .build())
                .toList());
    }
}
