package dev.tollgate.cli;

import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.cli.testing.VerdictText;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.EvaluationJson;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.authzen.EvaluationRequest.Explain;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.policy.Verdict.Step;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "decide",
        description =
                "Decides one request here, as the decision function would, and says why. The request is what a hook sends: "
                        + "JSON for POST /access/v1/evaluation. Limits are not taken, nothing is recorded, and the agent is what the "
                        + "options say. Exit code 0 for allow, 1 for deny.",
        footerHeading = "%nExample:%n",
        footer = {"  tollgate decide --bundle infra/bundle --role analyst request.json"})
final class DecideCommand extends ReportingCommand {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_LEVELS = 64;

    @Parameters(paramLabel = "FILE", description = "The request; - for the standard input.")
    private String request;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "A folder of policies. Default: the active bundle of the registry.")
    private Optional<Path> folder;

    @Option(names = "--role", paramLabel = "ROLE", description = "A role of the agent; can be given several times.")
    private List<String> roles = List.of();

    @Option(names = "--owner", paramLabel = "OWNER", description = "The agent's owner.", defaultValue = "")
    private String owner;

    @Option(names = "--purpose", paramLabel = "PURPOSE", description = "The agent's purpose.", defaultValue = "")
    private String purpose;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When it is asked, such as 2026-11-24T10:00:00Z. Default: now.")
    private Optional<String> at;

    @Option(names = "--explain", description = "Say of each rule that was looked at what it came to, and why.")
    private boolean explain;

    @Mixin
    private StoreOptions where;

    private final Surroundings surroundings;

    DecideCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private record Source(Bundle bundle, String digest) {}

    @Override
    Report run() throws AdministrationException, StoreException, CompileException, IOException {
        EvaluationRequest asked = read();
        Source source = source();
        Explain wanted = explain ? Explain.FULL : asked.explain();
        Decision decision = decide(asked, source.bundle(), wanted);
        return new Report(
                lines(decision, wanted),
                List.of(),
                EvaluationJson.item(decision, Optional.empty(), source.digest(), wanted),
                decision.allows() ? 0 : 1);
    }

    private Decision decide(EvaluationRequest asked, Bundle bundle, Explain wanted) throws AdministrationException {
        Question question = Question.of(asked);
        var call = question.call(agent(question), bundle);
        var engine = new Engine(bundle, new JsonScan(new Scanner()));
        var situation =
                Situation.at(at.map(this::time).orElse(surroundings.clock().instant()));
        return Decision.unlimited(
                call, wanted == Explain.FULL ? engine.explain(call, situation) : engine.decide(call, situation));
    }

    private Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            throw misused("--at: '" + text + "' is no time (expected such as 2026-11-24T10:00:00Z)");
        }
    }

    private Optional<Agent> agent(Question question) throws AdministrationException {
        if (question.agentId().isEmpty()) {
            return Optional.empty();
        }
        String id = question.agentId().get();
        if (!Agent.isId(id)) {
            throw new AdministrationException("'" + id + "' is no agent's id, so no such agent can be registered");
        }
        return Optional.of(new Agent(id, purpose, owner, roles, Agent.Status.ACTIVE, List.of()));
    }

    private EvaluationRequest read() throws IOException, AdministrationException {
        try {
            byte[] bytes = request.equals("-")
                    ? surroundings.input().readNBytes(MOST_BYTES + 1)
                    : Files.readAllBytes(surroundings.directory().resolve(request));
            if (bytes.length > MOST_BYTES) {
                throw new AdministrationException(request + ": a request has at most 256 KiB");
            }
            if (new JsonText(MOST_LEVELS).parse(bytes) instanceof Json.Obj object) {
                return new EvaluationReader().read(object);
            }
            throw new AdministrationException(request + ": expected a JSON object");
        } catch (NoSuchFileException missing) {
            throw new AdministrationException("there is no file " + request);
        } catch (JsonException malformed) {
            throw new AdministrationException(request + ": " + malformed.getMessage());
        } catch (ProblemException refused) {
            throw new AdministrationException(request + ": " + refused.problem().message());
        }
    }

    private Source source() throws AdministrationException, StoreException, CompileException {
        if (folder.isPresent()) {
            CompiledBundle compiled = Compiler.compile(folder.get());
            return new Source(compiled.bundle(), compiled.digest());
        }
        try (Stores stores = where.open()) {
            String digest = stores.registry().publication(Optional.empty()).digest();
            return new Source(stores.published(Optional.of(digest)), digest);
        }
    }

    private static List<String> lines(Decision decision, Explain wanted) {
        var lines = new ArrayList<String>();
        lines.add(decision.answer().word() + ": " + VerdictText.of(decision.reason()));
        lines.add(decision.reason().message());
        for (Obligation obligation : decision.obligations()) {
            lines.add("obligation " + obligation.type() + " " + JsonText.write(obligation.properties()));
        }
        decision.redirect().ifPresent(to -> lines.add("ask for " + to.server() + "/" + to.tool()));
        decision.wouldBe()
                .ifPresent(would ->
                        lines.add("would be " + would.answer().word() + ": " + VerdictText.of(would.reason())));
        if (wanted == Explain.FULL) {
            for (Step step : decision.trace()) {
                lines.add("  " + VerdictText.of(step));
            }
        }
        return lines;
    }
}
