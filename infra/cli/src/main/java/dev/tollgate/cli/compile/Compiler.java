package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.Document.Kind;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundle.Settings;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Turns a folder of YAML files into a bundle. The same documents give the same bytes, however they are spread over
 * files.
 */
public final class Compiler {
    private static final int MOST_POLICIES = 1_000;

    private final List<Problem> problems = new ArrayList<>();
    private final Map<Kind, List<Document>> documents;

    private Compiler(Path folder) {
        this.documents = SourceFolder.read(folder, problems).stream()
                .flatMap(source -> YamlText.documents(source).stream())
                .flatMap(root -> Document.read(root).stream())
                .collect(Collectors.groupingBy(Document::kind));
    }

    /** @throws CompileException with everything that is wrong */
    public static CompiledBundle compile(Path folder) throws CompileException {
        var compiler = new Compiler(folder);
        Bundle bundle = compiler.bundle();
        if (!compiler.problems.isEmpty()) {
            throw new CompileException(compiler.problems);
        }
        CompiledBundle compiled = CompiledBundle.of(bundle);
        if (compiled.canonical().length > SourceFolder.MOST_BYTES) {
            throw new CompileException(
                    List.of(inFolder("the compiled bundle has more than 10 MB (expected less data or fewer rules)")));
        }
        return compiled;
    }

    private Bundle bundle() {
        Document head = head();
        Map<String, Server> servers = servers();
        Json.Obj data = data();
        var targets = new TargetReader(servers);
        var conditions = new ConditionReader(data.members().keySet());
        Map<String, LimitRule> limits = limits(new LimitReader(targets, conditions));
        var policies = policies(new PolicyReader(targets, conditions, limits.keySet()), limits);
        return new Bundle(
                head == null ? "?" : head.name(),
                head == null ? Settings.DEFAULT : BundleReader.settings(head),
                servers,
                policies,
                limits,
                Map.of(),
                Map.of(),
                data);
    }

    private Document head() {
        List<Document> bundles = of(Kind.BUNDLE);
        if (bundles.isEmpty() && problems.isEmpty()) {
            problems.add(inFolder("there is no document of kind Bundle (expected exactly one)"));
        }
        bundles.stream()
                .skip(1)
                .forEach(another -> another.at().problem("another document of kind Bundle (expected exactly one)"));
        return bundles.isEmpty() ? null : bundles.getFirst();
    }

    private Map<String, Server> servers() {
        var servers = new LinkedHashMap<String, Server>();
        for (Document document : distinct(Kind.SERVER)) {
            servers.put(document.name(), ServerReader.read(document));
        }
        return servers;
    }

    private Json.Obj data() {
        var data = new TreeMap<String, Json>();
        for (Document document : distinct(Kind.DATA)) {
            data.put(document.name(), DataReader.read(document));
        }
        return new Json.Obj(data);
    }

    private Map<String, LimitRule> limits(LimitReader reader) {
        var limits = new LinkedHashMap<String, LimitRule>();
        for (Document document : distinct(Kind.LIMIT)) {
            limits.put(document.name(), reader.read(document));
        }
        return limits;
    }

    private List<Policy> policies(PolicyReader reader, Map<String, LimitRule> limits) {
        var policies = new ArrayList<Policy>();
        List<Document> distinct = distinct(Kind.POLICY);
        for (Document document : distinct) {
            reader.read(document).ifPresent(policies::add);
        }
        if (distinct.size() > MOST_POLICIES) {
            distinct.get(MOST_POLICIES).at().problem("a bundle has at most 1,000 policies; this one is too many");
        }
        checkUse(limits, reader.usedLimits());
        policies.sort(Comparator.comparing(Policy::name));
        return policies;
    }

    /** A limit is named by policies or stands alone: with neither it does nothing, with both it is not clear when. */
    private void checkUse(Map<String, LimitRule> limits, Set<String> used) {
        for (Document document : of(Kind.LIMIT)) {
            LimitRule limit = limits.get(document.name());
            if (limit == null) {
                continue;
            }
            if (limit.target().isEmpty() && !used.contains(limit.name())) {
                document.at().problem("no policy names this limit, and it has no target (expected one of them)");
            }
            if (limit.target().isPresent() && used.contains(limit.name())) {
                document.at().problem("this limit has a target and is named by a policy (expected one of them)");
            }
        }
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

    private static Problem inFolder(String message) {
        return new Problem(".", 1, 1, message);
    }
}
