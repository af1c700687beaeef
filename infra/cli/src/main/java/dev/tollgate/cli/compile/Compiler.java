package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.Document.Kind;
import dev.tollgate.cli.compile.PolicyReader.ReadPolicy;
import dev.tollgate.cli.compile.ToolCatalogue.ToolName;
import dev.tollgate.cli.testing.TestCase;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundle.Settings;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Schedule;
import dev.tollgate.core.policy.Server;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns a folder of YAML files into a bundle. The same documents give the same bytes, however they are spread over
 * files.
 */
public final class Compiler {
    private static final int MOST_POLICIES = 1_000;

    private final Findings findings = new Findings();
    private final SchemaFiles schemas;
    private final Map<Kind, List<Document>> documents;
    private final Optional<LocalDate> today;

    private Compiler(Path folder, Optional<LocalDate> today) {
        var content = SourceFolder.read(folder, findings);
        this.today = today;
        this.schemas = content.schemas();
        this.documents = content.sources().stream()
                .flatMap(source -> YamlText.documents(source).stream())
                .flatMap(root -> Document.read(root).stream())
                .collect(Collectors.groupingBy(Document::kind));
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
        Optional<Document> head = head();
        Settings settings = of(Kind.BUNDLE).stream().map(BundleReader::settings).toList().stream()
                .findFirst()
                .orElse(Settings.DEFAULT);
        ToolCatalogue catalogue = catalogue();
        var data = new Json.Obj(new TreeMap<>(each(Kind.DATA, DataReader::read)));
        Map<String, Schedule> schedules = each(Kind.SCHEDULE, ScheduleReader::read);
        Map<String, Json.Obj> redactions = each(Kind.REDACTION, RedactionReader::read);
        var scheduleNames = new Names("schedule", schedules.keySet());
        var targets = new TargetReader(catalogue);
        var conditions = new ConditionReader(data, scheduleNames);
        var limitReader = new LimitReader(catalogue, targets, conditions);
        Map<String, LimitRule> limits = each(Kind.LIMIT, limitReader::read);
        var limitNames = new Names("limit", limits.keySet());
        var profileNames = new Names("redaction profile", profiles(redactions.keySet()));
        var rules =
                new RuleReader(conditions, new RulingReader(catalogue), new ObligationReader(conditions, profileNames));
        var policies = policies(
                new PolicyReader(catalogue, targets, rules, new ExceptionReader(today), limitNames, scheduleNames));
        checkUse(limits, limitNames);
        return new Bundle(
                head.map(Document::name).orElse("?"),
                settings,
                catalogue.servers(),
                policies.stream()
                        .map(ReadPolicy::policy)
                        .sorted(Comparator.comparing(Policy::name))
                        .toList(),
                limits,
                schedules,
                redactions,
                data);
    }

    private static Set<String> profiles(Set<String> own) {
        var profiles = new TreeSet<>(own);
        profiles.addAll(RedactionReader.BUILT_IN);
        return profiles;
    }

    private Optional<Document> head() {
        List<Document> bundles = of(Kind.BUNDLE);
        if (bundles.isEmpty() && findings.count() == 0) {
            inFolder("there is no document of kind Bundle (expected exactly one)");
        }
        bundles.stream()
                .skip(1)
                .forEach(another -> another.at().problem("another document of kind Bundle (expected exactly one)"));
        return bundles.stream().findFirst();
    }

    private ToolCatalogue catalogue() {
        var reader = new ServerReader(schemas);
        var servers = new LinkedHashMap<String, Server>();
        var arguments = new LinkedHashMap<ToolName, ToolArguments>();
        each(Kind.SERVER, reader::read).forEach((name, read) -> {
            servers.put(name, read.server());
            arguments.putAll(read.arguments());
        });
        return new ToolCatalogue(servers, arguments);
    }

    private List<ReadPolicy> policies(PolicyReader reader) {
        List<Document> distinct = distinct(Kind.POLICY);
        if (distinct.size() > MOST_POLICIES) {
            distinct.get(MOST_POLICIES).at().problem("a bundle has at most 1,000 policies; this one is too many");
        }
        return distinct.stream()
                .flatMap(document -> reader.read(document).stream())
                .toList();
    }

    private List<TestCase> tests(Bundle bundle) {
        var reader = new TestReader(bundle);
        return distinct(Kind.TEST).stream()
                .flatMap(document -> reader.read(document).stream())
                .toList();
    }

    /** A limit is named by policies or stands alone: with neither it does nothing, with both it is not clear when. */
    private void checkUse(Map<String, LimitRule> limits, Names names) {
        for (Document document : of(Kind.LIMIT)) {
            LimitRule limit = limits.get(document.name());
            if (limit == null) {
                continue;
            }
            if (limit.target().isEmpty() && !names.isUsed(limit.name())) {
                document.at().problem("no policy names this limit, and it has no target (expected one of them)");
            }
            if (limit.target().isPresent() && names.isUsed(limit.name())) {
                document.at().problem("this limit has a target and is named by a policy (expected one of them)");
            }
        }
    }

    /** What the documents of a kind say, by their names. */
    private <T> Map<String, T> each(Kind kind, Function<Document, T> read) {
        var all = new LinkedHashMap<String, T>();
        distinct(kind).forEach(document -> all.put(document.name(), read.apply(document)));
        return all;
    }

    private List<Document> of(Kind kind) {
        return documents.getOrDefault(kind, List.of());
    }

    /** Without those whose name another one of the kind has; they are reported. */
    private List<Document> distinct(Kind kind) {
        var names = new HashMap<String, Document>();
        var distinct = new ArrayList<Document>();
        for (Document document : of(kind)) {
            Document first = names.putIfAbsent(document.name(), document);
            if (first == null) {
                distinct.add(document);
            } else if (!document.name().equals("?")) {
                document.at()
                        .problem("another " + kind.word() + " is called '" + document.name() + "', in "
                                + first.at().source().file() + " (expected a name of its own)");
            }
        }
        return distinct;
    }

    private void inFolder(String message) {
        findings.problem(new Problem(".", 1, 1, message));
    }
}
