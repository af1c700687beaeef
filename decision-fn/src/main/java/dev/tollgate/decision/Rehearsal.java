package dev.tollgate.decision;

import dev.tollgate.core.argument.ArgumentPath;
import dev.tollgate.core.argument.ArgumentPath.Step;
import dev.tollgate.core.argument.Reading;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.record.SealedRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides calls that nobody made, so that the first one that somebody makes finds the code of it loaded: a few tools of
 * the catalogue, by an agent that has the roles that policies name. What comes out goes nowhere.
 */
final class Rehearsal {
    private static final int MOST_TOOLS = 8;
    private static final int MOST_ROLES = 20;

    private final Engine engine;

    Rehearsal(Engine engine) {
        this.engine = engine;
    }

    /** What came out for each tool. */
    List<Verdict> run() {
        var nobody = new Call.Subject("agent", "nobody", roles(engine.bundle()), "", "", Json.Obj.EMPTY);
        return tools(engine.bundle()).map(tool -> decide(nobody, tool)).toList();
    }

    private Verdict decide(Call.Subject subject, Call.Tool tool) {
        Json.Obj resource = Json.object().put("server", tool.server()).build();
        Json.Obj context = Json.object()
                .put("arguments", arguments(tool.entry().reading()))
                .build();
        var call = new Call(
                subject,
                new Call.Action("tools/call", Json.Obj.EMPTY),
                new Call.Resource("tool", tool.name(), resource),
                Optional.of(tool),
                context);
        Verdict verdict = engine.decide(call, Situation.at(Instant.EPOCH));
        // What a record needs beside it.
        SealedRecord.hashOf(resource);
        return verdict;
    }

    /** Those whose arguments are understood first: that code is the slowest when it is new. */
    private static Stream<Call.Tool> tools(Bundle bundle) {
        return bundle.servers().values().stream()
                .flatMap(Rehearsal::tools)
                .sorted((one, other) -> Boolean.compare(
                        one.entry().reading().equals(Reading.NONE),
                        other.entry().reading().equals(Reading.NONE)))
                .limit(MOST_TOOLS);
    }

    private static Stream<Call.Tool> tools(Server server) {
        return server.tools().entrySet().stream()
                .map(entry -> new Call.Tool(server.name(), entry.getKey(), entry.getValue()));
    }

    private static List<String> roles(Bundle bundle) {
        return bundle.policies().stream()
                .map(Policy::target)
                .flatMap(target -> target.subjects().stream())
                .flatMap(subject -> subject instanceof Target.SubjectMatch.Role(var role) && role.isLiteral()
                        ? Stream.of(role.pattern())
                        : Stream.empty())
                .distinct()
                .limit(MOST_ROLES)
                .toList();
    }

    /** Of what stands in an argument of its own: a statement, a URL, a path. */
    private static Json.Obj arguments(Reading reading) {
        var arguments = Json.object();
        Map.of(
                        "select a from b where c = 1", reading.sql(),
                        "https://example.com/a?b=c", reading.urls(),
                        "/a/b", reading.paths())
                .forEach((sample, places) -> places.forEach(place -> put(arguments, place, sample)));
        return arguments.build();
    }

    private static void put(Json.Members arguments, ArgumentPath place, String sample) {
        if (place.steps().size() == 1 && place.steps().getFirst() instanceof Step.Member(String name)) {
            arguments.put(name, sample);
        }
    }
}
