package dev.tollgate.cli;

import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.cli.testing.Coverage;
import dev.tollgate.cli.testing.JUnitXml;
import dev.tollgate.cli.testing.TestRun;
import dev.tollgate.cli.testing.TestRun.Result;
import dev.tollgate.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description =
                "Runs the Test documents of a bundle's folder, and says how much of the rules they cover: each rule must "
                        + "match once, and each condition must be false once. Exit code 1 when a case fails.",
        footerHeading = "%nExample:%n",
        footer = {"  tollgate bundle test --junit report.xml --min-coverage 100 infra/bundle"})
final class TestCommand extends ReportingCommand {
    @Parameters(paramLabel = "DIR", description = "The folder of the bundle's YAML files.")
    private Path folder;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML too.")
    private Optional<Path> junit;

    @Option(
            names = "--min-coverage",
            paramLabel = "PERCENT",
            description = "Fail when less is covered. Default: 0.",
            defaultValue = "0")
    private int leastCoverage;

    @Override
    Report run() throws CompileException, IOException {
        if (leastCoverage < 0 || leastCoverage > 100) {
            throw misused("--min-coverage is a percentage (expected 0 to 100)");
        }
        CompiledBundle compiled = Compiler.compile(folder);
        TestRun run = TestRun.of(compiled);
        if (junit.isPresent()) {
            JUnitXml.write(run, compiled.bundle().name(), junit.get());
        }
        boolean isCovered = run.coverage().percent() >= leastCoverage;
        return new Report(lines(run, isCovered), List.of(), json(run), run.passed() && isCovered ? 0 : 1);
    }

    private List<String> lines(TestRun run, boolean isCovered) {
        var lines = new ArrayList<>(failures(run, folder));
        Coverage coverage = run.coverage();
        coverage.missed().forEach(missed -> lines.add("not covered: " + missed));
        lines.add(inWords(run));
        lines.add("coverage " + coverage.percent() + " %: "
                + (coverage.goals() - coverage.missed().size()) + " of "
                + coverage.goals() + " outcomes of rules"
                + (isCovered ? "" : " (expected at least " + leastCoverage + " %)"));
        return lines;
    }

    /** Each failed case, with what came out and why. */
    static List<String> failures(TestRun run, Path folder) {
        var lines = new ArrayList<String>();
        for (Result result : run.failed()) {
            String place = folder.resolve(result.testCase().file()) + ":"
                    + result.testCase().line();
            result.failures()
                    .forEach(failure ->
                            lines.add(place + ": " + result.testCase().name() + ": " + failure));
            result.why().forEach(why -> lines.add("    " + why));
        }
        return lines;
    }

    static String inWords(TestRun run) {
        int failed = run.failed().size();
        return (run.results().size() - failed) + " passed, " + failed + " failed";
    }

    private static Json json(TestRun run) {
        return Json.object()
                .put("passed", run.results().size() - run.failed().size())
                .put("failed", run.failed().size())
                .put(
                        "failures",
                        new Json.Arr(
                                run.failed().stream().map(TestCommand::json).toList()))
                .put(
                        "coverage",
                        Json.object()
                                .put("percent", run.coverage().percent())
                                .put("goals", run.coverage().goals())
                                .put("missed", Json.texts(run.coverage().missed()))
                                .build())
                .build();
    }

    private static Json json(Result result) {
        return Json.object()
                .put("file", result.testCase().file())
                .put("line", result.testCase().line())
                .put("test", result.testCase().document())
                .put("case", result.testCase().name())
                .put("failures", Json.texts(result.failures()))
                .put("why", Json.texts(result.why()))
                .build();
    }
}
