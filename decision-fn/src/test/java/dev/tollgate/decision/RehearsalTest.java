package dev.tollgate.decision;

import dev.tollgate.core.argument.ArgumentPath;
import dev.tollgate.core.argument.Reading;
import dev.tollgate.core.argument.sql.Dialect;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Engines;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.policy.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RehearsalTest {
    private static final ToolEntry PLAIN = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);
    private static final ToolEntry QUERY = new ToolEntry(
            List.of("read"),
            List.of(),
            Optional.empty(),
            new Reading(
                    Optional.empty(),
                    List.of(ArgumentPath.of("$.statement")),
                    Dialect.ANSI,
                    false,
                    List.of(),
                    List.of(),
                    Map.of()),
            false);

    @Test
    void rulesAreReachedByRolesThatPoliciesName() {
        var analysts = new Target(
                List.of(new Target.SubjectMatch.Role(new Glob("analyst"))),
                List.of(new Glob("tools/call")),
                List.of(),
                List.of());
        Policy policy = Bundles.policy("analysts", analysts, List.of(Bundles.allow("all")), List.of());

        List<Verdict> verdicts = rehearse(Map.of("query", QUERY), policy);

        assertEquals(Optional.of("all"), verdicts.getFirst().reason().rule());
    }

    @Test
    void aLargeCatalogueIsNotRehearsedWhole() {
        var tools = new HashMap<String, ToolEntry>();
        for (int i = 0; i < 100; i++) {
            tools.put("tool" + i, PLAIN);
        }

        assertEquals(8, rehearse(tools).size());
    }

    private static List<Verdict> rehearse(Map<String, ToolEntry> tools, Policy... policies) {
        Bundle bundle =
                Bundles.of(Map.of("server", new Server("server", false, tools, Optional.empty())), List.of(policies));
        return new Rehearsal(new Engine(bundle, Engines.SCAN)).run();
    }
}
