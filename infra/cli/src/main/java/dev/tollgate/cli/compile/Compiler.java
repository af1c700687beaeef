package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.Document.Kind;
import dev.tollgate.cli.compile.PolicyReader.ReadPolicy;
import dev.tollgate.cli.testing.TestCase;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundle.Settings;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Redaction;
import dev.tollgate.core.policy.Schedule;
import dev.tollgate.core.scan.Scanner;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns a folder of YAML files into a bundle. The same documents give the same bytes, however they are spread over
 * files.
 */
public final class Compiler {
    private static final int MOST_POLICIES = 1_000;

    private final Findings findings = new Findings();
    private final Documents documents;
    private final ExceptionReader exceptions;

    // What policies name.
    private final ToolCatalogue catalogue;
    private final Json.Obj data;
    private final Map<String, Schedule> schedules;
    private final Map<String, Redaction> redactions;
    private final FindingTypes findingTypes = new FindingTypes(Scanner.allTypes());
    private final Names scheduleNames;
    private final Names profileNames;

    private final TargetReader targets;
    private final ConditionReader conditions;

    private Compiler(Path folder, Optional<LocalDate> today) {
        SourceFolder.Content content = SourceFolder.read(folder, findings);
        this.documents = new Documents(content.sources().stream()
                .flatMap(source -> YamlText.documents(source).stream())
                .flatMap(root -> Document.read(root).stream())
                .toList());
        this.exceptions = new ExceptionReader(today);
        this.catalogue = ToolCatalogue.of(documents.read(Kind.SERVER, new ServerReader(content.schemas())::read));
        this.data = new Json.Obj(new TreeMap<>(documents.read(Kind.DATA, DataReader::read)));
        this.schedules = documents.read(Kind.SCHEDULE, ScheduleReader::read);
        this.scheduleNames = new Names("schedule", schedules.keySet());
        this.targets = new TargetReader(catalogue);
        this.redactions = redactions();
        this.profileNames = new Names("redaction profile", RedactionReader.profiles(redactions.keySet()));
        this.conditions = new ConditionReader(data, scheduleNames, findingTypes);
    }

    /**
     * Without looking at the date.
     *
     * @throws CompileException with everything that is wrong
     */
    public static CompiledBundle compile(Path folder) throws CompileException {
        return new Compiler(folder, Optional.empty()).compile();
    }

    /**
     * @param today what is over by then is warned of; the bundle is the same on any day
     * @throws CompileException with everything that is wrong
     */
    public static CompiledBundle compile(Path folder, LocalDate today) throws CompileException {
        return new Compiler(folder, Optional.of(today)).compile();
    }

    private CompiledBundle compile() throws CompileException {
        Bundle bundle = bundle();
        List<TestCase> tests = tests(bundle);
        if (findings.count() > 0) {
            throw new CompileException(findings);
        }
        CompiledBundle compiled = CompiledBundle.of(bundle, tests, findings.warnings());
        if (compiled.canonical().length > SourceFolder.MOST_BYTES) {
            inFolder("the compiled bundle has more than 10 MB (expected less data or fewer rules)");
            throw new CompileException(findings);
        }
        return compiled;
    }

    private Bundle bundle() {
        String name = name();
        Settings settings = settings();
        Map<String, LimitRule> limits =
                documents.read(Kind.LIMIT, new LimitReader(catalogue, targets, conditions)::read);
        var limitNames = new Names("limit", limits.keySet());
        List<ReadPolicy> read = policies(limitNames);
        List<Policy> policies = read.stream()
                .map(ReadPolicy::policy)
                .sorted(Comparator.comparing(Policy::name))
                .toList();
        lintRules(read);
        lintUse(limits, limitNames, policies);
        return new Bundle(name, settings, catalogue.servers(), policies, limits, schedules, redactions, data);
    }

    private Map<String, Redaction> redactions() {
        var lint = new RedactionLint(catalogue, findingTypes);
        return documents.read(Kind.REDACTION, new RedactionReader(targets, findingTypes, lint)::read);
    }

    private String name() {
        List<Document> bundles = documents.of(Kind.BUNDLE);
        if (bundles.isEmpty() && findings.count() == 0) {
            inFolder("there is no document of kind Bundle (expected exactly one)");
        }
        bundles.stream()
                .skip(1)
                .forEach(another -> another.at().problem("another document of kind Bundle (expected exactly one)"));
        return bundles.stream().findFirst().map(Document::name).orElse("?");
    }

    private Settings settings() {
        List<Settings> all =
                List.copyOf(documents.read(Kind.BUNDLE, BundleReader::settings).values());
        return all.isEmpty() ? Settings.DEFAULT : all.getFirst();
    }

    private List<ReadPolicy> policies(Names limitNames) {
        var rules =
                new RuleReader(conditions, new RulingReader(catalogue), new ObligationReader(conditions, profileNames));
        var reader = new PolicyReader(catalogue, targets, rules, exceptions, limitNames, scheduleNames);
        List<Document> all = documents.of(Kind.POLICY);
        if (all.size() > MOST_POLICIES) {
            all.get(MOST_POLICIES).at().problem("a bundle has at most 1,000 policies; this one is too many");
        }
        return all.stream().flatMap(document -> reader.read(document).stream()).toList();
    }

    private void lintRules(List<ReadPolicy> policies) {
        var shadows = new ShadowLint(catalogue, policies);
        policies.stream().filter(ReadPolicy::isSound).forEach(policy -> {
            RuleLint.check(policy);
            shadows.check(policy);
        });
    }

    private void lintUse(Map<String, LimitRule> limits, Names limitNames, List<Policy> policies) {
        Reads reads = UseLint.reads(policies, limits.values());
        documents.of(Kind.LIMIT).forEach(limit -> UseLint.limit(limit, limits.get(limit.name()), limitNames));
        documents.of(Kind.SCHEDULE).forEach(schedule -> UseLint.schedule(schedule, scheduleNames));
        documents
                .of(Kind.REDACTION)
                .forEach(profile -> UseLint.redaction(profile, redactions.get(profile.name()), profileNames));
        documents
                .of(Kind.DATA)
                .forEach(each -> UseLint.data(each, data.get(each.name()).orElseThrow(), reads));
    }

    private List<TestCase> tests(Bundle bundle) {
        var reader = new TestReader(bundle);
        return documents.of(Kind.TEST).stream()
                .flatMap(document -> reader.read(document).stream())
                .toList();
    }

    private void inFolder(String message) {
        findings.problem(new Problem(".", 1, 1, message));
    }
}
