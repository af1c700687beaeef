package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ToolCatalogue.ToolName;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import dev.tollgate.core.policy.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

class TargetCoverTest {
    private static final ToolCatalogue CATALOGUE = new ToolCatalogue(
            Map.of(
                    "crm",
                    new Server(
                            "crm",
                            false,
                            Map.of("query", entry("read"), "export", entry("read", "egress")),
                            Optional.of(entry("unknown")))),
            Map.of());

    private final TargetCover cover = new TargetCover(CATALOGUE);

    private static ToolEntry entry(String... traits) {
        return new ToolEntry(List.of(traits), List.of(), Optional.empty(), false);
    }

    /** Against the engine's own matching: what the narrow target matches, the one that covers it matches too. */
    @Property(tries = 20_000)
    void aTargetThatCoversAnotherMatchesAllItsCalls(@ForAll("targets") Target wide, @ForAll("targets") Target narrow) {
        boolean covers = cover.covers(wide, narrow);
        Statistics.collect(covers ? "covers" : "does not");
        Statistics.coverage(coverage -> coverage.check("covers").percentage(share -> share > 3));
        if (covers) {
            for (Call call : CALLS) {
                assertTrue(!narrow.matches(call) || wide.matches(call), () -> wide + " and " + narrow + " on " + call);
            }
        }
    }

    @Property
    void everyTargetCoversItself(@ForAll("targets") Target target) {
        assertTrue(cover.covers(target, target));
    }

    @Provide
    Arbitrary<Target> targets() {
        Arbitrary<Glob> names = Arbitraries.of("*", "a*", "ab", "b", "*b").map(Glob::new);
        Arbitrary<Glob> types = Arbitraries.of("*", "agent", "user").map(Glob::new);
        Arbitrary<SubjectMatch> subjects = Arbitraries.oneOf(
                Combinators.combine(types, names).as(SubjectMatch.Identity::new),
                names.map(SubjectMatch.Role::new),
                names.map(SubjectMatch.Owner::new),
                names.map(SubjectMatch.Purpose::new));
        Arbitrary<ToolMatch> tools = Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.of("*", "crm", "c*").map(Glob::new),
                                Arbitraries.of("*", "query", "q*", "export", "other")
                                        .map(Glob::new))
                        .as(ToolMatch.Named::new),
                Arbitraries.of("read", "egress", "unknown").map(ToolMatch.WithTrait::new));
        Arbitrary<ResourceMatch> resources = Combinators.combine(types, names).as(ResourceMatch::new);
        Arbitrary<List<Glob>> actions = Arbitraries.of("*", "tools/*", "tools/call", "read")
                .map(Glob::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2);
        return Arbitraries.oneOf(
                Combinators.combine(
                                subjects.list().ofMaxSize(2),
                                actions,
                                tools.list().ofMaxSize(2))
                        .as((who, how, what) -> new Target(who, how, what, List.of())),
                Combinators.combine(
                                subjects.list().ofMaxSize(2),
                                actions,
                                resources.list().ofMaxSize(2))
                        .as((who, how, what) -> new Target(who, how, List.of(), what)));
    }

    private static final List<Call> CALLS = calls();

    private static List<Call> calls() {
        var calls = new ArrayList<Call>();
        for (String type : List.of("agent", "user")) {
            for (String id : List.of("ab", "b", "axb")) {
                var subject = new Call.Subject(type, id, List.of("b", id), "ab", "a", Json.Obj.EMPTY);
                for (String action : List.of("tools/call", "tools/list", "read")) {
                    for (String tool : List.of("query", "export", "other")) {
                        calls.add(call(subject, action, Optional.of(new ToolName("crm", tool))));
                    }
                    calls.add(call(subject, action, Optional.empty()));
                }
            }
        }
        return calls;
    }

    private static Call call(Call.Subject subject, String action, Optional<ToolName> tool) {
        return new Call(
                subject,
                new Call.Action(action, Json.Obj.EMPTY),
                tool.map(name -> new Call.Resource("tool", name.tool(), Json.Obj.EMPTY))
                        .orElse(new Call.Resource("user", "ab", Json.Obj.EMPTY)),
                tool.map(name -> new Call.Tool(
                        name.server(), name.tool(), CATALOGUE.entry(name).orElseThrow())),
                Json.Obj.EMPTY);
    }
}
