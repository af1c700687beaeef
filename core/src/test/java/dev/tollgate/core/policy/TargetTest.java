package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TargetTest {
    private static final List<Glob> CALLS = List.of(new Glob("tools/call"));

    @Test
    void emptyListsStandForEverythingButActions() {
        assertTrue(target(List.of(), CALLS, List.of(), List.of()).matches(Calls.ofTool()));
        assertTrue(target(List.of(), CALLS, List.of(), List.of()).matches(Calls.on("tools/call", "todo", "1")));
        assertFalse(target(List.of(), List.of(), List.of(), List.of()).matches(Calls.ofTool()));
        assertFalse(target(List.of(), CALLS, List.of(), List.of()).matches(Calls.on("can_read", "todo", "1")));
    }

    @ParameterizedTest
    @CsvSource({
        "crm, query, true",
        "crm, *, true",
        "*, query, true",
        "c*, q*, true",
        "crm, export, false",
        "files, query, false"
    })
    void namesToolsByServerAndName(String server, String tool, boolean matches) {
        var target =
                target(List.of(), CALLS, List.of(new ToolMatch.Named(new Glob(server), new Glob(tool))), List.of());

        assertEquals(matches, target.matches(Calls.ofTool()));
    }

    @Test
    void namesToolsByTrait() {
        var egress = target(List.of(), CALLS, List.of(new ToolMatch.WithTrait("egress")), List.of());
        var sending = new ToolEntry(List.of("write", "egress"), List.of(), Optional.empty(), false);

        assertFalse(egress.matches(Calls.ofTool()));
        assertTrue(egress.matches(Calls.ofTool("mail", "send", sending)));
    }

    @Test
    void toolsAndResourcesNeverMatchTheOther() {
        var tools = target(List.of(), List.of(Glob.ANY), List.of(new ToolMatch.Named(Glob.ANY, Glob.ANY)), List.of());
        var resources = target(List.of(), List.of(Glob.ANY), List.of(), List.of(new ResourceMatch(Glob.ANY, Glob.ANY)));

        assertFalse(tools.matches(Calls.on("can_read", "todo", "1")));
        assertTrue(resources.matches(Calls.on("can_read", "todo", "1")));
        assertTrue(tools.matches(Calls.ofTool()));
        assertFalse(resources.matches(Calls.ofTool()));
    }

    @Test
    void theFourListsAreAndedAndTheirEntriesOred() {
        var target = target(
                List.of(new SubjectMatch.Role(new Glob("nobody")), new SubjectMatch.Owner(new Glob("acme"))),
                List.of(new Glob("tools/list"), new Glob("tools/*")),
                List.of(new ToolMatch.WithTrait("egress"), new ToolMatch.WithTrait("read")),
                List.of());
        var otherOwner = new Call.Subject("agent", "bot", List.of(), "other", "reports", Json.Obj.EMPTY);

        assertTrue(target.matches(Calls.ofTool()));
        assertFalse(target.matches(Calls.withSubject(Calls.ofTool(), otherOwner)));
    }

    @Test
    void namesSubjectsByWhatTheRegistrySays() {
        assertTrue(matches(new SubjectMatch.Identity(new Glob("agent"), new Glob("b*"))));
        assertTrue(matches(new SubjectMatch.Role(new Glob("reader"))));
        assertTrue(matches(new SubjectMatch.Owner(new Glob("acme"))));
        assertTrue(matches(new SubjectMatch.Purpose(new Glob("rep*"))));
        assertFalse(matches(new SubjectMatch.Identity(new Glob("user"), Glob.ANY)));
        assertFalse(matches(new SubjectMatch.Role(new Glob("admin"))));
    }

    @Test
    void nothingThatIsClaimedMatches() {
        var claiming = new Call.Subject(
                "agent", "bot", List.of(), "", "", Calls.json("{\"roles\":[\"admin\"],\"owner\":\"acme\"}"));
        var admins = target(List.of(new SubjectMatch.Role(new Glob("admin"))), CALLS, List.of(), List.of());
        var acme = target(List.of(new SubjectMatch.Owner(new Glob("acme"))), CALLS, List.of(), List.of());

        assertFalse(admins.matches(Calls.withSubject(Calls.ofTool(), claiming)));
        assertFalse(acme.matches(Calls.withSubject(Calls.ofTool(), claiming)));
    }

    private static boolean matches(SubjectMatch subject) {
        return target(List.of(subject), CALLS, List.of(), List.of()).matches(Calls.ofTool());
    }

    private static Target target(
            List<SubjectMatch> subjects, List<Glob> actions, List<ToolMatch> tools, List<ResourceMatch> resources) {
        return new Target(subjects, actions, tools, resources);
    }
}
