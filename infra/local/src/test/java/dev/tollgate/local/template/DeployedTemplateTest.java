package dev.tollgate.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** That template.yaml holds together with itself and with the functions' code, whatever parameters it is given. */
class DeployedTemplateTest {
    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final Path ROOT = Path.of("../..");
    private static final Pattern PATH = Pattern.compile("\"(/(?:access|v1|hooks|\\.well-known)[^\"{}]*)\"");
    private static final Pattern SETTING =
            Pattern.compile("@ConfigProperty\\(\\s*name = \"(tollgate\\.[a-z.]+)\"(, defaultValue)?[^)]*\\)\\s*(\\w+)");
    private static final Pattern CLOSING = Pattern.compile("/$");
    private static final String COLLECTOR = "arn:aws:lambda:us-east-1:000000000000:layer:collector:1";
    private static final Map<String, String> WITH_AGENT_CORE =
            Map.of("AgentCoreGatewayRole", "arn:aws:iam::000000000000:role/gateway");

    /** Every way in which the template says one thing or another. */
    private static List<Map<String, String>> deployments() {
        String key = "arn:aws:kms:us-east-1:000000000000:key/own";
        List<Map<String, String>> all = List.of(Map.of());
        for (List<Map<String, String>> choice : List.of(
                List.of(Map.of("Packaging", "native"), Map.of("Packaging", "jvm")),
                List.of(
                        Map.of("Auth", "keys"),
                        Map.of("Auth", "iam"),
                        Map.of("Auth", "jwt", "JwtIssuer", "https://issuer.example")),
                List.of(Map.<String, String>of(), Map.of("EncryptionKey", key)),
                List.of(
                        Map.<String, String>of(),
                        Map.of("Administrators", "arn:aws:iam::000000000000:role/a,arn:aws:iam::000000000000:user/b")),
                List.of(
                        Map.of("Tracing", "none"),
                        Map.of("Tracing", "xray"),
                        Map.of("Tracing", "otlp", "TracingLayer", COLLECTOR)),
                List.of(Map.<String, String>of(), WITH_AGENT_CORE),
                List.of(
                        Map.<String, String>of(),
                        Map.of("AlarmTopic", "arn:aws:sns:us-east-1:000000000000:alarms"),
                        Map.of(
                                "DecisionConcurrency", "50",
                                "AuditQueryConcurrency", "5",
                                "PublicUrl", "https://tollgate.example",
                                "SealOrigin", "tollgate.example/log")))) {
            var next = new ArrayList<Map<String, String>>();
            for (Map<String, String> before : all) {
                for (Map<String, String> more : choice) {
                    var both = new HashMap<>(before);
                    both.putAll(more);
                    next.add(both);
                }
            }
            all = next;
        }
        return all;
    }

    @Test
    void whateverTheParametersEveryReferenceLeadsToWhatIsDeployed() {
        var deployments = deployments();
        assertEquals(2 * 3 * 2 * 2 * 3 * 2 * 3, deployments.size());
        for (Map<String, String> parameters : deployments) {
            var template = new WholeTemplate(parameters);
            assertTrue(template.resolved().size() > 500, "the whole of it");
            template.conditions().forEach(template::condition);
            for (String id : template.resources()) {
                List<String> needed = template.dependsOn(id);
                assertTrue(template.resources().containsAll(needed), () -> id + " depends on " + needed);
            }
        }
    }

    @Test
    void everyParameterAndConditionIsUsed() {
        var template = new WholeTemplate(Map.of());
        var named = template.named();
        var unused = new TreeSet<>(template.parameters());
        unused.addAll(template.conditions());
        unused.removeIf(name -> named.stream().anyMatch(text -> text.equals(name) || text.contains("${" + name + "}")));
        assertEquals(Set.of(), unused);
    }

    @Test
    void namedAdministratorsAndTheFunctionsRolesAreThoseWhoMayPutRecords() {
        var template = new TemplateReader(ROOT)
                .read(
                        ROOT.resolve("template.yaml"),
                        Map.of("Administrators", "arn:aws:iam::000000000000:role/a,arn:aws:iam::000000000000:user/b"));
        Statement denial = template.permissions().tables().get(LocalNames.tableArn("AuditTable")).stream()
                .filter(statement -> statement.sid().equals("OnlyWritersPutRecords"))
                .findFirst()
                .orElseThrow();
        var exempt = ((Statement.PrincipalIsNoneOf) denial.conditions().getFirst()).arns();
        var expected = template.permissions().roles().values().stream()
                .map(Role::arn)
                .collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(List.of("arn:aws:iam::000000000000:role/a", "arn:aws:iam::000000000000:user/b"));
        assertEquals(expected, new TreeSet<>(exempt));
    }

    @Test
    void everyFunctionHasItsOwnRoleALogThatEndsAndAnAlarm() {
        var template = new WholeTemplate(WITH_AGENT_CORE);
        var packages = new HashMap<String, String>();
        for (String function : template.ofType(FUNCTION)) {
            Properties properties = template.properties(function);
            String code = properties.requiredText("CodeUri");
            String log = properties.requiredPart("LoggingConfig").requiredText("LogGroup");
            assertEquals("AWS::Logs::LogGroup", template.typeOf(log), function);
            // The interceptors are the same code for another caller, and need the same.
            String owner = code + (function.startsWith("Audit") ? function : "");
            String before = packages.putIfAbsent(properties.requiredText("Role"), owner);
            assertTrue(before == null || before.equals(owner), function + " has another function's role");
            assertTrue(
                    template.ofType("AWS::CloudWatch::Alarm").stream()
                            .map(template::properties)
                            .filter(alarm -> alarm.text("MetricName").equals(Optional.of("Errors")))
                            .flatMap(alarm -> alarm.parts("Dimensions").stream())
                            .anyMatch(
                                    dimension -> dimension.requiredText("Value").equals(LocalNames.of(function))),
                    "no alarm tells of errors of " + function);
        }
        for (String log : template.ofType("AWS::Logs::LogGroup")) {
            assertTrue(template.properties(log).integer("RetentionInDays").isPresent(), log);
        }
    }

    @Test
    void whatIsKeptOutlivesTheStackAndWhatIsNotSaysSo() {
        var template = new WholeTemplate(Map.of());
        for (String id : template.resources()) {
            if (Set.of(
                            "AWS::DynamoDB::Table",
                            "AWS::S3::Bucket",
                            "AWS::KMS::Key",
                            "AWS::SQS::Queue",
                            "AWS::Logs::LogGroup")
                    .contains(template.typeOf(id))) {
                assertTrue(template.attribute(id, "DeletionPolicy").isPresent(), id);
                assertEquals(
                        template.attribute(id, "DeletionPolicy"), template.attribute(id, "UpdateReplacePolicy"), id);
            }
        }
        for (String id : List.of("RegistryTable", "AuditTable", "ArchiveBucket", "SealKey")) {
            assertEquals(Optional.of("Retain"), template.attribute(id, "DeletionPolicy"), id);
        }
    }

    @Test
    void pagesCannotCallTheApi() {
        var template = new WholeTemplate(Map.of());
        template.ofType("AWS::ApiGatewayV2::Api")
                .forEach(api -> assertFalse(template.properties(api).has("CorsConfiguration"), api));
    }

    @Test
    void everyRouteOfAgentsAndHooksHasTheirThrottleAndNoOther() {
        var template = new WholeTemplate(Map.of("CallsPerSecond", "777"));
        Properties stage =
                template.properties(template.ofType("AWS::ApiGatewayV2::Stage").getFirst());
        Map<String, Properties> settings = stage.requiredPart("RouteSettings").partByName();
        settings.values().forEach(each -> {
            assertEquals(Optional.of(777), each.integer("ThrottlingRateLimit"));
            assertEquals(Optional.of(777), each.integer("ThrottlingBurstLimit"));
        });
        assertTrue(stage.requiredPart("DefaultRouteSettings").has("ThrottlingRateLimit"));
        Map<String, String> busy = new HashMap<>();
        routes(template).forEach((key, id) -> {
            if (key.matches("POST /(access|hooks|v1/redact).*")) {
                busy.put(key, id);
            }
        });
        assertEquals(busy.keySet(), settings.keySet());
        assertEquals(
                new TreeSet<>(busy.values()),
                new TreeSet<>(template.dependsOn(
                        template.ofType("AWS::ApiGatewayV2::Stage").getFirst())),
                "settings of a route need the route");
    }

    private static Map<String, String> routes(WholeTemplate template) {
        return template.ofType("AWS::ApiGatewayV2::Route").stream()
                .collect(Collectors.toMap(id -> template.properties(id).requiredText("RouteKey"), id -> id));
    }

    /** The other way round as well: what the code answers has a route. */
    @Test
    void routesLeadToTheFunctionWhoseCodeAnswersThem() {
        var template = new TemplateReader(ROOT).read(ROOT.resolve("template.yaml"), Map.of());
        Map<String, String> moduleOf = template.functions().stream()
                .collect(Collectors.toMap(LambdaFunction::logicalId, function -> module(function.code())));
        var unanswered = new TreeSet<String>();
        var routed = new HashSet<String>();
        for (Route route : template.routes()) {
            if (!route.key().equals(Route.DEFAULT)) {
                String fixed = CLOSING.matcher(route.key().replaceAll("^[A-Z]+ |\\{.*", ""))
                        .replaceAll("");
                routed.add(fixed);
                if (!matches(PATH, moduleOf.get(route.function())).contains(fixed)) {
                    unanswered.add(route.key());
                }
            }
        }
        assertEquals(Set.of(), unanswered, "no code of the function names them");
        var unrouted = moduleOf.values().stream()
                .flatMap(module -> matches(PATH, module).stream())
                .filter(path -> !routed.contains(CLOSING.matcher(path).replaceAll("")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unrouted, "no route leads to them");
    }

    @Test
    void functionsAreGivenTheSettingsTheyReadAndNoOthers() {
        var template = new WholeTemplate(WITH_AGENT_CORE);
        var read = new HashSet<String>();
        for (String function : template.ofType(FUNCTION)) {
            Map<String, String> given = template.environment(function);
            String module = module(ROOT.resolve(template.properties(function).requiredText("CodeUri")));
            for (MatchResult setting : settings(module)) {
                String variable = setting.group(1).toUpperCase(Locale.ROOT).replace('.', '_');
                read.add(variable);
                boolean needed = setting.group(2) == null && !setting.group(3).equals("Optional");
                assertTrue(
                        !needed || given.containsKey(variable),
                        () -> function + " reads " + variable + ", which has no default and is not given");
            }
        }
        var unread = template.ofType(FUNCTION).stream()
                .flatMap(function -> template.environment(function).keySet().stream())
                .filter(name -> name.startsWith("TOLLGATE_") && !read.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unread, "no function reads them");
    }

    private static List<MatchResult> settings(String module) {
        return sources(module)
                .flatMap(source -> SETTING.matcher(source).results())
                .toList();
    }

    private static Set<String> matches(Pattern pattern, String module) {
        return sources(module)
                .flatMap(source -> pattern.matcher(source).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static String module(Path zip) {
        return ROOT.relativize(zip).getName(0).toString();
    }

    private static Stream<String> sources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(DeployedTemplateTest::text)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
