package dev.tollgate.core.redact;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundle.Settings;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Calls;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.ObligationRule;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Redaction;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.redact.ProfileSelection.Selected;
import dev.tollgate.core.scan.PersonalType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The agent of the calls is {@code bot}, an analyst and reader. */
class ProfileSelectionTest {
    private static final Obligation HIPAA = redact("hipaa");
    private static final Map<String, Redaction> REDACTIONS = Map.of(
            "crm", profile("{\"labels\": {\"sensitive\": {\"*\": \"drop\"}}}", tools("crm", "*")),
            "mail", profile("{}", tools("mail", "*")),
            "analysts", profile("{}", role("analyst")),
            "stewards", profile("{}", role("steward")),
            "named", profile("{\"cap\": {\"rows\": 5}}", Optional.empty()),
            "pci", profile("{\"findings\": {\"*\": \"mask\"}}", Optional.empty()));

    private final ProfileSelection selection = new ProfileSelection(bundle(Mode.ENFORCE, List.of()));

    @Test
    void takesTheProfilesWhoseTargetIsAboutTheCall() {
        assertEquals(List.of("analysts", "crm"), names(selection.decided(Calls.ofTool(), List.of())));
        assertEquals(
                List.of("analysts", "mail"), names(selection.decided(Calls.ofTool("mail", "read", ANY), List.of())));
        assertEquals(List.of(), names(selection.decided(Calls.on("read", "todo", "1"), List.of())));
    }

    @Test
    void takesTheProfilesThatTheDecisionObligesTo() {
        Selected selected = selection.decided(Calls.ofTool(), List.of(HIPAA, redact("named"), redact("crm")));

        assertEquals(List.of("analysts", "crm", "hipaa", "named"), names(selected));
        assertEquals(List.of(), selected.missing());
    }

    @Test
    void aDocumentTakesThePlaceOfABuiltInProfile() {
        Profile pci = selection
                .decided(Calls.on("read", "todo", "1"), List.of(redact("pci")))
                .profiles()
                .getFirst();

        assertEquals(new Transform.Mask(0, 0), pci.findings().get("*"));
    }

    @Test
    void saysWhichProfileIsNoLongerThere() {
        assertEquals(
                List.of("gone"),
                selection
                        .decided(Calls.ofTool(), List.of(HIPAA, redact("gone")))
                        .missing());
    }

    @Test
    void takesTheCapOfTheObligations() {
        var cap = new Obligation(
                Obligation.CAP_RESPONSE,
                Json.object().put("rows", 7).put("bytes", 100).build());

        Selected selected = selection.decided(Calls.ofTool(), List.of(cap, redact("named")));

        assertEquals(OptionalLong.of(7), selected.cap().rows());
        assertEquals(OptionalLong.of(5), selected.rules().cap().rows());
        assertEquals(OptionalLong.of(100), selected.rules().cap().bytes());
    }

    @Test
    void theToolsLabelsAndTheAgentsRolesCount() {
        var entry = new ToolEntry(List.of("read"), List.of("sensitive"), Optional.empty(), false);

        assertEquals(
                Transform.DROP,
                selection
                        .decided(Calls.ofTool("crm", "query", entry), List.of())
                        .rules()
                        .of(PersonalType.IBAN, 90));
        assertEquals(
                Transform.KEEP,
                selection
                        .decided(Calls.ofTool("crm", "query", ANY), List.of())
                        .rules()
                        .of(PersonalType.IBAN, 90));
    }

    @Test
    void withoutADecisionEverythingThatCouldApplyToTheAgentDoes() {
        var obliging = new ProfileSelection(bundle(
                Mode.ENFORCE,
                List.of(
                        policy("p", Mode.ENFORCE, new ObligationRule.Redact("hipaa")),
                        policy("q", Mode.MONITOR, new ObligationRule.Redact("gdpr")),
                        policy(
                                "c",
                                Mode.ENFORCE,
                                new ObligationRule.CapResponse(new ObligationRule.Cap(
                                        Optional.of(9L), Optional.empty(), Optional.empty()))))));

        Selected selected = obliging.undecided(Calls.bot());

        assertEquals(List.of("analysts", "crm", "hipaa", "mail"), names(selected));
        assertEquals(Set.of("sensitive"), selected.labels());
        assertEquals(OptionalLong.of(9), selected.cap().bytes());
        assertEquals(Transform.DROP, selected.rules().of(PersonalType.IBAN, 90));
    }

    @Test
    void withoutADecisionOtherAgentsProfilesDoNotApply() {
        var steward = new Call.Subject("agent", "s", List.of("steward"), "acme", "", Json.Obj.EMPTY);

        assertEquals(List.of("crm", "mail", "stewards"), names(selection.undecided(steward)));
    }

    @Test
    void aBundleThatOnlyMonitorsChangesNothing() {
        var monitoring = new ProfileSelection(
                bundle(Mode.MONITOR, List.of(policy("p", Mode.ENFORCE, new ObligationRule.Redact("hipaa")))));

        assertEquals(List.of(), names(monitoring.decided(Calls.ofTool(), List.of())));
        assertEquals(List.of(), names(monitoring.undecided(Calls.bot())));
    }

    private static final ToolEntry ANY = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);

    private static List<String> names(Selected selected) {
        return selected.profiles().stream().map(Profile::name).toList();
    }

    private static Bundle bundle(Mode mode, List<Policy> policies) {
        var settings = new Settings(
                mode,
                Settings.DEFAULT.budget(),
                Settings.DEFAULT.historyWindow(),
                Settings.DEFAULT.retention().usual());
        return new Bundle("b", settings, Map.of(), policies, Map.of(), Map.of(), REDACTIONS, Json.Obj.EMPTY);
    }

    private static Policy policy(String name, Mode mode, ObligationRule obligation) {
        Rule rule = Bundles.obliged(Bundles.allow("r"), obligation);
        return new Policy(
                name, mode, role("reader").orElseThrow(), Optional.empty(), List.of(rule), List.of(), List.of());
    }

    private static Obligation redact(String profile) {
        return new Obligation(
                Obligation.REDACT, Json.object().put("profile", profile).build());
    }

    private static Redaction profile(String json, Optional<Target> target) {
        return new Redaction(Calls.json(json), target);
    }

    private static Optional<Target> tools(String server, String tool) {
        return target(List.of(), List.of(new ToolMatch.Named(new Glob(server), new Glob(tool))));
    }

    private static Optional<Target> role(String role) {
        return target(List.of(new SubjectMatch.Role(new Glob(role))), List.of());
    }

    private static Optional<Target> target(List<SubjectMatch> subjects, List<ToolMatch> tools) {
        return Optional.of(new Target(subjects, List.of(new Glob("tools/call")), tools, List.of()));
    }
}
