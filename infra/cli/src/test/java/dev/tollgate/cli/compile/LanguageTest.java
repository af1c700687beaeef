package dev.tollgate.cli.compile;

import dev.tollgate.cli.BundleFolder;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleCodec;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.ObligationRule.Cap;
import dev.tollgate.core.policy.ObligationRule.CapResponse;
import dev.tollgate.core.policy.ObligationRule.Redact;
import dev.tollgate.core.policy.ObligationRule.RewriteArguments;
import dev.tollgate.core.policy.ObligationRule.Warn;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Retention;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Schedule.Window;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Watching;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** What the policy language's own example becomes. */
class LanguageTest {
    private static CompiledBundle compiled;
    private static Bundle bundle;

    @BeforeAll
    static void compile() throws CompileException {
        compiled = Compiler.compile(BundleFolder.resource("bundles/language"));
        bundle = compiled.bundle();
    }

    @Test
    void readsTheSettings() {
        assertEquals(
                new Bundle.Settings(
                        Mode.ENFORCE,
                        50_000,
                        Duration.ofMinutes(30),
                        new Retention(
                                Duration.ofDays(30),
                                Map.of("security", Duration.ofDays(400), "redaction", Duration.ofDays(7))),
                        Watching.NOTHING),
                bundle.settings());
    }

    @Test
    void aBundleCanMonitorAndAllow(@TempDir Path folder) throws CompileException {
        Path monitored = BundleFolder.of(
                folder,
                "b.yaml",
                "{apiVersion: tollgate.dev/v1, kind: Bundle, metadata: {name: b}, spec: {mode: monitor, default: allow}}");

        assertEquals(
                Mode.MONITOR, Compiler.compile(monitored).bundle().settings().mode());
    }

    @Test
    void readsModes() {
        assertEquals(Mode.ENFORCE, policy("crm-analysts").mode());
        assertEquals(Mode.MONITOR, policy("wipes").mode());
        assertEquals(Mode.MONITOR, bundle.limits().get("crm-per-agent").mode());
    }

    @Test
    void readsApprovalsWithTheirGrants() {
        assertEquals(
                new Ruling.Approve(
                        List.of(new SubjectMatch.Role(new Glob("data-steward"))),
                        new Ruling.Grant(3, Duration.ofHours(2))),
                rule("crm-analysts", 2).ruling());
    }

    @Test
    void anApprovalCountsOnceWithinADayWhenNothingElseIsSaid() {
        assertEquals(
                new Ruling.Approve(
                        List.of(
                                new SubjectMatch.Role(new Glob("data-steward")),
                                new SubjectMatch.Identity(new Glob("user"), new Glob("ada")),
                                new SubjectMatch.Identity(new Glob("user"), new Glob("beth"))),
                        new Ruling.Grant(1, Duration.ofHours(24))),
                rule("quick-looks", 0).ruling());
    }

    @Test
    void readsStepUpsDenialsAndRedirects() {
        assertEquals(new Ruling.StepUp("urn:acme:mfa"), rule("crm-analysts", 3).ruling());
        assertEquals(
                new Ruling.Deny(Optional.of(ReasonCode.DATA_FLOW), Optional.empty()),
                rule("crm-analysts", 1).ruling());
        assertEquals(
                new Ruling.Deny(Optional.empty(), Optional.of(new Ruling.Redirect("crm", "export"))),
                rule("wipes", 0).ruling());
    }

    @Test
    void readsObligations() {
        assertEquals(new Redact("gdpr"), rule("crm-analysts", 0).obligations().get(0));
        var rewrite = assertInstanceOf(
                RewriteArguments.class, rule("crm-analysts", 0).obligations().get(1));
        assertEquals(Set.of("limit"), rewrite.set().keySet());
        assertEquals(
                List.of(
                        new CapResponse(new Cap(Optional.of(1000L), Optional.of(10L), Optional.of(4L))),
                        new Redact("hipaa"),
                        new Warn("Only ten rows are shown.")),
                rule("quick-looks", 0).obligations());
    }

    @Test
    void anExceptionHoldsThroughItsLastDayOrUntilItsTime() {
        var exemptions = policy("crm-analysts").exemptions();

        assertEquals(Instant.parse("2027-02-01T00:00:00Z"), exemptions.get(0).until());
        assertEquals(Set.of("large-exports"), exemptions.get(0).rules());
        assertEquals("data-steward", exemptions.get(0).approvedBy());
        assertEquals(Instant.parse("2027-01-31T17:00:00Z"), exemptions.get(1).until());
        assertEquals(
                List.of(new SubjectMatch.Role(new Glob("auditor"))),
                exemptions.get(1).subjects());
    }

    @Test
    void readsSchedules() {
        var schedule = bundle.schedules().get("business-hours");

        assertEquals(Optional.of("business-hours"), policy("crm-analysts").schedule());
        assertEquals(ZoneId.of("Europe/Berlin"), schedule.zone());
        assertEquals(Set.of(LocalDate.of(2026, 12, 25)), schedule.closed());
        assertEquals(
                List.of(
                        new Window(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 480, 1080),
                        new Window(EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), 1320, 120),
                        new Window(EnumSet.of(DayOfWeek.WEDNESDAY), 0, 1440)),
                schedule.windows());
    }

    @Test
    void carriesRedactionProfilesAsTheyWereWritten() {
        assertEquals(
                "{\"cap\":{\"bytes\":200000,\"depth\":32,\"rows\":500},\"fields\":[{\"path\":\"$.rows[*].birth_date\","
                        + "\"transform\":\"generalise_year\"},{\"name\":\"ssn\",\"transform\":\"drop\"}],\"findings\":"
                        + "{\"*\":\"replace\",\"EMAIL_ADDRESS\":\"pseudonym\",\"IBAN\":{\"mask\":{\"keep_last\":4}},"
                        + "\"PHONE_NUMBER\":\"mask\"},\"injection\":\"quarantine\",\"roles\":"
                        + "{\"data-steward\":{\"EMAIL_ADDRESS\":\"keep\"}}}",
                JsonText.write(bundle.redactions().get("gdpr").profile()));
    }

    @Test
    void whatIsPublishedReadsBackAsTheSameBundle() throws Exception {
        assertEquals(bundle, BundleCodec.decode(new JsonText(100).parse(compiled.canonical())));
    }

    @Test
    void theDayChangesWarningsOnly() throws CompileException {
        Path folder = BundleFolder.resource("bundles/language");

        CompiledBundle before = Compiler.compile(folder, LocalDate.of(2027, 1, 31));
        CompiledBundle after = Compiler.compile(folder, LocalDate.of(2027, 2, 1));

        assertEquals(compiled.digest(), before.digest());
        assertEquals(compiled.digest(), after.digest());
        assertEquals(List.of(), before.warnings());
        assertEquals(
                List.of(
                        "contract.yaml:47:85: this exception is over since 2027-02-01T00:00:00Z and can be removed",
                        "contract.yaml:48:89: this exception is over since 2027-01-31T17:00:00Z and can be removed"),
                after.warnings().stream().map(Problem::toString).toList());
    }

    private static Policy policy(String name) {
        return bundle.policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Rule rule(String policy, int place) {
        return policy(policy).rules().get(place);
    }
}
