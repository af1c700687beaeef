package dev.tollgate.cli;

import dev.tollgate.cli.catalogue.PrintableText;
import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.cli.redact.DiffText;
import dev.tollgate.cli.redact.DiffText.Colours;
import dev.tollgate.cli.redact.LineDiff;
import dev.tollgate.cli.redact.TrialAnswer;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundle.Settings;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.redact.ProfileSelection;
import dev.tollgate.core.redact.ProfileSelection.Selected;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redacted;
import dev.tollgate.core.redact.Redacted.Action;
import dev.tollgate.core.redact.Redacted.Count;
import dev.tollgate.core.redact.Redacted.Located;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Scanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "redact",
        description = {
            "Redacts a tool's answer here, as the redaction function would: JSON, an MCP result or plain text. The result "
                    + "goes to the standard output; what was found, and what is different, to the standard error output.",
            "Nothing is sent and nothing is recorded."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing was found", "1:something was found", "2:it was not understood, or could not be read"
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  tollgate redact answer.json --profile gdpr --diff",
            "  tollgate redact answer.json --bundle my-bundle --tool crm/query \\",
            "    --agent-role data-steward --explain"
        })
final class RedactCommand extends ReportingCommand {
    private static final int MOST_BYTES = 6 * 1024 * 1024;

    @Parameters(paramLabel = "FILE", description = "The answer; - for the standard input. At most 6 MB.")
    private String file;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "A profile: gdpr, hipaa, pci, secrets, or one of --bundle. Can be given several times.")
    private List<String> profiles = List.of();

    @Option(names = "--bundle", paramLabel = "DIR", description = "A folder of policies with profiles of its own.")
    private Optional<Path> folder;

    @Option(
            names = "--tool",
            paramLabel = "SERVER/TOOL",
            description = "Whose answer it is: profiles of --bundle whose target is about it apply too.")
    private Optional<String> tool;

    @Option(
            names = "--agent-role",
            paramLabel = "ROLE",
            description = "A role of the agent; can be given several times.")
    private List<String> roles = List.of();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The key for pseudonyms: an id, a colon and 64 hex digits. Default: a new one for this time.")
    private Optional<Path> keyFile;

    @Option(names = "--explain", description = "Say of each finding where it is in the result.")
    private boolean explain;

    @Option(names = "--diff", description = "Show what is different, line by line. Default: on a terminal.")
    private boolean diff;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description = "Whether differences are red and green. Default: on a terminal, unless NO_COLOR is set.")
    private Color color;

    private final Surroundings surroundings;

    RedactCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private enum Color {
        AUTO,
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    int failureCode() {
        return ExitCode.USAGE;
    }

    @Override
    Report run() throws CompileException, IOException {
        if (profiles.isEmpty() && tool.isEmpty()) {
            throw misused("say by what: --profile NAME, or --bundle DIR with --tool SERVER/TOOL");
        }
        Bundle bundle = folder.isEmpty()
                ? bundle()
                : Compiler.compile(surroundings.directory().resolve(folder.get()))
                        .bundle();
        Selected selected = selected(bundle);
        PseudonymKey key = keyFile.isEmpty()
                ? PseudonymKeyFile.oneOff()
                : PseudonymKeyFile.read(surroundings.directory().resolve(keyFile.get()));
        TrialAnswer answer = TrialAnswer.of(read(), file);
        Redacted redacted = answer.redacted(
                new Redactor(new Scanner()),
                selected.rules(),
                key,
                explain ? Redactor.Detail.PLACES : Redactor.Detail.COUNTS);
        List<String> names = selected.rules().profileNames();
        boolean isFound = !redacted.findings().isEmpty() || redacted.action() != Action.PASSED;
        return new Report(
                answer.lines(redacted),
                notes(answer, redacted, names, bundle),
                json(answer, redacted, names),
                isFound ? 1 : 0);
    }

    /** Without documents, there are the profiles that are built in. */
    private static Bundle bundle() {
        return new Bundle("none", Settings.DEFAULT, Map.of(), List.of(), Map.of(), Map.of(), Map.of(), Json.Obj.EMPTY);
    }

    private Selected selected(Bundle bundle) {
        var selection = new ProfileSelection(bundle);
        Selected selected = tool.isEmpty()
                ? selection.named(profiles, roles)
                : selection.decided(
                        call(bundle, tool.get()),
                        profiles.stream()
                                .map(profile -> new Obligation(
                                        Obligation.REDACT,
                                        Json.object().put("profile", profile).build()))
                                .toList());
        selected.missing().stream().findFirst().ifPresent(name -> {
            throw misused("--profile: there is no profile '" + name + "' (expected one of "
                    + String.join(", ", selection.names())
                    + (folder.isEmpty() ? ", or --bundle DIR with others)" : ")"));
        });
        return selected;
    }

    private Call call(Bundle bundle, String name) {
        int slash = name.indexOf('/');
        if (folder.isEmpty() || slash <= 0) {
            throw misused("--tool: expected SERVER/TOOL of the catalogue of --bundle, such as crm/query");
        }
        String server = name.substring(0, slash);
        String ofServer = name.substring(slash + 1);
        Call.Tool entry = bundle.tool(server, ofServer)
                .orElseThrow(() -> misused("--tool: the catalogue of the bundle has no tool '" + name + "'"));
        return new Call(
                new Call.Subject("agent", "local", roles, "", "", Json.Obj.EMPTY),
                new Call.Action("tools/call", Json.Obj.EMPTY),
                new Call.Resource(
                        "tool", ofServer, Json.object().put("server", server).build()),
                Optional.of(entry),
                Json.Obj.EMPTY);
    }

    private byte[] read() throws IOException {
        try (InputStream in = file.equals("-")
                ? surroundings.input()
                : Files.newInputStream(surroundings.directory().resolve(file))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(file + " has more than 6 MB, which the redaction function would not take either");
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        }
    }

    private List<String> notes(TrialAnswer answer, Redacted redacted, List<String> names, Bundle bundle) {
        var notes = new ArrayList<>(answer.notes());
        if (diff || surroundings.screen() == Surroundings.Screen.TERMINAL) {
            notes.addAll(DiffText.of(
                    LineDiff.between(answer.original(), answer.result(redacted)),
                    isColoured() ? Colours.ANSI : Colours.NONE));
        }
        if (bundle.settings().mode() == Mode.MONITOR && tool.isPresent()) {
            notes.add("This bundle only monitors: no profile applies by its target.");
        }
        notes.add(summary(redacted, names));
        if (!redacted.findings().isEmpty()) {
            notes.addAll(counts(redacted.findings()));
        }
        if (explain && !redacted.located().isEmpty()) {
            notes.add("");
            notes.addAll(places(redacted.located()));
        }
        boolean hasPseudonyms =
                redacted.findings().stream().anyMatch(count -> count.action().equals("pseudonym"));
        if (keyFile.isEmpty() && hasPseudonyms) {
            notes.add("Pseudonyms are made with a key for this time only; with --key-file they stay the same.");
        }
        return notes;
    }

    private static String summary(Redacted redacted, List<String> names) {
        String by = names.isEmpty() ? "No profile applies" : "By " + String.join(", ", names);
        int found = redacted.findings().stream().mapToInt(Count::count).sum();
        String what = found == 0 ? "nothing was found" : found == 1 ? "1 finding" : found + " findings";
        return by + ": " + redacted.action().word() + ", " + what + "."
                + redacted.blocked()
                        .map(reason -> " Held back: " + reason + ".")
                        .orElse("");
    }

    private static List<String> counts(List<Count> findings) {
        var table = new TextTable("TYPE", "COUNT", "BECOMES", "CONFIDENCE");
        findings.forEach(count -> table.row(
                count.type(), Integer.toString(count.count()), count.action(), Integer.toString(count.confidence())));
        return table.lines();
    }

    private static List<String> places(List<Located> located) {
        var table = new TextTable("TYPE", "BECOMES", "CONFIDENCE", "CHARACTERS", "PLACE IN THE RESULT");
        located.forEach(place -> table.row(
                place.type(),
                place.action(),
                Integer.toString(place.confidence()),
                place.from() + "-" + place.to(),
                place.pointer().isEmpty() ? "(the whole)" : PrintableText.escaped(place.pointer())));
        List<String> lines = table.lines();
        if (located.size() == Redacted.MOST_LOCATED) {
            lines = new ArrayList<>(lines);
            lines.add("The places of more than " + Redacted.MOST_LOCATED + " findings are not told.");
        }
        return lines;
    }

    /** https://no-color.org: what the command line says comes first. */
    private boolean isColoured() {
        return switch (color) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                surroundings.screen() == Surroundings.Screen.TERMINAL
                        && surroundings
                                .environment()
                                .getOrDefault("NO_COLOR", "")
                                .isEmpty();
        };
    }

    private Json json(TrialAnswer answer, Redacted redacted, List<String> names) {
        var json = Json.object()
                .put("action", redacted.action().word())
                .put("profiles", Json.texts(names))
                .put(
                        "findings",
                        new Json.Arr(redacted.findings().stream()
                                .map(count -> (Json) Json.object()
                                        .put("type", count.type())
                                        .put("count", count.count())
                                        .put("action", count.action())
                                        .put("confidence", count.confidence())
                                        .build())
                                .toList()))
                .put("labels", Json.texts(redacted.labels().stream().sorted().toList()))
                .put("result", answer.json(redacted));
        if (explain) {
            json.put(
                    "places",
                    new Json.Arr(redacted.located().stream()
                            .map(place -> (Json) Json.object()
                                    .put("type", place.type())
                                    .put("action", place.action())
                                    .put("pointer", place.pointer())
                                    .put("from", place.from())
                                    .put("to", place.to())
                                    .put("confidence", place.confidence())
                                    .build())
                            .toList()));
        }
        return json.build();
    }
}
