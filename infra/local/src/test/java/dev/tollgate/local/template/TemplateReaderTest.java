package dev.tollgate.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TemplateReaderTest {
    private static final Path ROOT = Path.of("../..");

    @TempDir
    Path directory;

    @Test
    void readsTheTemplateThatIsDeployed() {
        StackTemplate template = new TemplateReader(ROOT)
                .read(ROOT.resolve("template.yaml"), Map.of("Packaging", "jvm", "PublicUrl", "http://127.0.0.1:8080"));

        Map<String, Route> routes = template.routes().stream().collect(Collectors.toMap(Route::key, route -> route));
        assertTrue(routes.keySet().containsAll(List.of("POST /access/v1/evaluation", "GET /v1/health", "$default")));
        assertEquals(
                new Route("POST /access/v1/evaluation", "DecisionFunction", Duration.ofSeconds(6)),
                routes.get("POST /access/v1/evaluation"));

        Table audit = template.table("AuditTable");
        assertEquals("tollgate-AuditTable", audit.name());
        assertEquals(List.of(new Table.Key("pk", "HASH"), new Table.Key("sk", "RANGE")), audit.keys());
        assertEquals(Optional.of("NEW_AND_OLD_IMAGES"), audit.streamViewType());
        assertEquals(Optional.of("ttl"), audit.ttlAttribute());
        assertEquals(Optional.empty(), template.table("RegistryTable").ttlAttribute());

        LambdaFunction decision = template.functions().stream()
                .filter(function -> function.logicalId().equals("DecisionFunction"))
                .findFirst()
                .orElseThrow();
        assertEquals("java25", decision.runtime());
        assertTrue(decision.fullTiering(), "SnapStart");
        assertEquals(ROOT.resolve("decision-fn/target/function.zip"), decision.code());
        assertEquals(Duration.ofSeconds(5), decision.timeout());
        assertEquals("tollgate-RegistryTable", decision.environment().get("TOLLGATE_REGISTRY_TABLE"));
        assertEquals("http://127.0.0.1:8080", decision.environment().get("TOLLGATE_PUBLIC_URL"));
        assertTrue(decision.jsonLogs());

        assertTrue(template.schedules()
                .contains(
                        new Schedule("AuditScheduleFunction.Minute", "AuditScheduleFunction", Duration.ofMinutes(1))));
    }

    @Test
    void packagingChoosesTheRuntime() {
        StackTemplate template =
                new TemplateReader(ROOT).read(ROOT.resolve("template.yaml"), Map.of("Packaging", "native"));
        assertTrue(template.functions().stream()
                .allMatch(function -> function.runtime().equals("provided.al2023")));
        assertFalse(template.functions().getFirst().fullTiering());
    }

    @ParameterizedTest
    @CsvSource({"jwt,JWT", "iam,AWS_IAM"})
    void refusesAuthorizersThatNobodyHereCanPlay(String auth, String type) {
        var refused = assertThrows(
                TemplateException.class,
                () -> new TemplateReader(ROOT)
                        .read(
                                ROOT.resolve("template.yaml"),
                                Map.of("Auth", auth, "JwtIssuer", "https://issuer.example")));
        assertEquals(
                "Resources.EvaluationRoute.AuthorizationType is " + type
                        + ": nobody on this machine can verify that. Run the local stack with Auth=keys",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Choice|a",
                "{Ref: Choice}|a",
                "!Ref Items|tollgate-Items",
                "!Sub '${Choice}-${AWS::Region}-${!Kept}'|a-us-east-1-${Kept}",
                "!Sub ['${Choice}-${Own}', {Own: !Ref Choice}]|a-a",
                "{'Fn::Sub': '${Items.Arn}'}|arn:aws:dynamodb:us-east-1:000000000000:table/tollgate-Items",
                "!GetAtt Items.StreamArn|arn:aws:dynamodb:us-east-1:000000000000:table/tollgate-Items/stream/local",
                "{'Fn::GetAtt': [Fn, Arn]}|arn:aws:lambda:us-east-1:000000000000:function:tollgate-Fn",
                "!Ref Fn.Alias|arn:aws:lambda:us-east-1:000000000000:function:tollgate-Fn",
                "!Join ['/', [x, !Ref Choice]]|x/a",
                "!If [IsA, yes, no]|yes",
                "!If [Both, yes, no]|no",
                "!If [Either, !If [IsA, deep, no], no]|deep",
                "{'Fn::If': [IsA, 'yes', 'no']}|yes",
            })
    void makesTheCalls(String call, String value) throws IOException {
        var template = read(minimal("        Variables: {VALUE: " + call + "}"), Map.of());
        assertEquals(value, template.functions().getFirst().environment().get("VALUE"));
    }

    @Test
    void noValueLeavesThePropertyOut() throws IOException {
        var template = read(
                minimal("        Variables: {A: !Ref AWS::NoValue, B: !If [IsA, !Ref AWS::NoValue, x]}"), Map.of());
        assertEquals(Map.of("GLOBAL", "yes"), template.functions().getFirst().environment());
    }

    @Test
    void mergesGlobalsAndOverridesParameters() throws IOException {
        var template = read(minimal("        Variables: {VALUE: !Ref Choice}"), Map.of("Choice", "b"));
        assertEquals(
                Map.of("GLOBAL", "yes", "VALUE", "b"),
                template.functions().getFirst().environment());
        assertEquals(128, template.functions().getFirst().memoryMb());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Nobody|Resources.Fn.Environment.Variables.VALUE (line 26) refers to Nobody, which is neither a parameter nor a resource",
                "!ImportValue x|Resources.Fn.Environment.Variables.VALUE (line 26): the local stack does not understand !ImportValue",
                "!GetAtt Items.Color|Resources.Fn.Environment.Variables.VALUE (line 26): the local stack does not know the attribute Color of Items (AWS::DynamoDB::Table)",
                "!If [Unknown, a, b]|Resources.Fn.Environment.Variables.VALUE names the condition Unknown, which the template does not have",
                "[a, list]|Resources.Fn.Environment.Variables.VALUE (line 26) must be text",
            })
    void namesThePlaceOfWhatItCannotRead(String call, String message) throws IOException {
        String yaml = minimal("        Variables: {VALUE: " + call + "}");
        var refused = assertThrows(TemplateException.class, () -> read(yaml, Map.of()));
        assertEquals(message, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Type: AWS::Lambda::EventSourceMapping|Resources.Other (line 29): the local stack does not understand the type AWS::Lambda::EventSourceMapping",
                "Properties: {}|Resources.Other (line 29) has no Type",
            })
    void refusesTypesThatItWouldHaveToRun(String resource, String message) throws IOException {
        String yaml = minimal("        Variables: {}") + "\n  Other:\n    " + resource + "\n";
        var refused = assertThrows(TemplateException.class, () -> read(yaml, Map.of()));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void passesOverWhatHasNoPartOnOneMachineAndWhatIsNotDeployed() throws IOException {
        String yaml = minimal("        Variables: {}")
                + "\n  Alarm: {Type: AWS::CloudWatch::Alarm}\n  Never: {Type: AWS::EC2::Instance, Condition: Both}\n";
        assertEquals(1, read(yaml, Map.of()).functions().size());
    }

    @Test
    void readsStreamsAndIndexes() throws IOException {
        String yaml = minimal("        Variables: {}")
                .replace(
                        "CodeUri: x.zip",
                        "CodeUri: x.zip\n      Events: {Changes: {Type: DynamoDB, Properties: {Stream: !GetAtt Items.StreamArn,"
                                + " StartingPosition: TRIM_HORIZON, BatchSize: 7, MaximumBatchingWindowInSeconds: 2,"
                                + " MaximumRetryAttempts: 3, MaximumRecordAgeInSeconds: 60,"
                                + " BisectBatchOnFunctionError: true, FunctionResponseTypes: [ReportBatchItemFailures],"
                                + " FilterCriteria: {Filters: [{Pattern: '{\"eventName\":[\"INSERT\"]}'}]}}}}")
                .replace(
                        "      StreamSpecification",
                        "      GlobalSecondaryIndexes: [{IndexName: several, KeySchema: [{AttributeName: a, KeyType: HASH},"
                                + " {AttributeName: b, KeyType: HASH}, {AttributeName: c, KeyType: RANGE}],"
                                + " Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [d]}}]\n      StreamSpecification");
        StackTemplate template = read(yaml, Map.of());
        assertEquals(
                List.of(new EventSource(
                        "Fn.Changes",
                        "Fn",
                        "Items",
                        "TRIM_HORIZON",
                        7,
                        Duration.ofSeconds(2),
                        3,
                        Duration.ofSeconds(60),
                        true,
                        true,
                        List.of("{\"eventName\":[\"INSERT\"]}"))),
                template.eventSources());
        assertEquals(
                List.of(new Table.Index(
                        "several",
                        List.of(new Table.Key("a", "HASH"), new Table.Key("b", "HASH"), new Table.Key("c", "RANGE")),
                        "INCLUDE",
                        List.of("d"))),
                template.table("Items").indexes());
    }

    @ParameterizedTest
    @CsvSource({"rate(1 minute),60", "rate(5 minutes),300", "rate(2 hours),7200", "rate(1 day),86400"})
    void readsSchedules(String rate, long seconds) throws IOException {
        assertEquals(
                List.of(new Schedule("Fn.Minute", "Fn", Duration.ofSeconds(seconds))),
                read(scheduled("Schedule: " + rate), Map.of()).schedules());
    }

    @Test
    void aScheduleThatIsSwitchedOffIsNone() throws IOException {
        assertEquals(
                List.of(),
                read(scheduled("Schedule: rate(1 minute), Enabled: false"), Map.of())
                        .schedules());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"cron(0 1 * * ? *)", "rate(0 minutes)", "rate(1 second)", "rate(99999 days)", "rate(minute)"})
    void refusesAScheduleThatItCannotKeep(String schedule) {
        var refused =
                assertThrows(TemplateException.class, () -> read(scheduled("Schedule: '" + schedule + "'"), Map.of()));
        assertEquals(
                "Resources.Fn.Events.Minute.Properties.Schedule: the local stack understands rates only, such as"
                        + " rate(1 minute), not " + schedule,
                refused.getMessage());
    }

    @Test
    void refusesEventsThatNobodyHereCanSend() {
        var refused = assertThrows(
                TemplateException.class,
                () -> read(scheduled("Schedule: rate(1 minute)").replace("Type: Schedule", "Type: SNS"), Map.of()));
        assertEquals(
                "Resources.Fn.Events.Minute.Type: the local stack does not understand the event SNS",
                refused.getMessage());
    }

    @Test
    void anEventIsInvokedOnceOrRefused() throws IOException {
        String scheduled = scheduled("Schedule: rate(1 minute)");
        assertEquals(
                1,
                read(invoked(scheduled, "MaximumRetryAttempts: 0"), Map.of())
                        .schedules()
                        .size());
        var refused = assertThrows(
                TemplateException.class, () -> read(invoked(scheduled, "MaximumEventAgeInSeconds: 60"), Map.of()));
        assertEquals(
                "Resources.Fn.EventInvokeConfig.MaximumRetryAttempts: the local stack does not try an event again;"
                        + " 0 was expected",
                refused.getMessage());
    }

    private static String invoked(String template, String config) {
        return template.replace("CodeUri: x.zip", "CodeUri: x.zip\n      EventInvokeConfig: {" + config + "}");
    }

    private static String scheduled(String properties) {
        return minimal("        Variables: {}")
                .replace(
                        "CodeUri: x.zip",
                        "CodeUri: x.zip\n      Events: {Minute: {Type: Schedule, Properties: {" + properties + "}}}");
    }

    @Test
    void readsTheKeysThatSignAndHowLongABucketKeeps() throws IOException {
        StackTemplate template = read(minimal("        Variables: {}") + """
                  Seal: {Type: "AWS::KMS::Key", Properties: {KeySpec: ECC_NIST_EDWARDS25519, KeyUsage: SIGN_VERIFY}}
                  Secret: {Type: "AWS::KMS::Key", Properties: {Description: "encrypts"}}
                  Kept:
                    Type: AWS::S3::Bucket
                    Properties:
                      ObjectLockEnabled: true
                      ObjectLockConfiguration: {Rule: {DefaultRetention: {Mode: COMPLIANCE, Days: 400}}}
                  Open: {Type: "AWS::S3::Bucket", Properties: {}}
                """, Map.of());

        assertEquals(List.of(new SigningKey("Seal", "ECC_NIST_EDWARDS25519")), template.keys());
        assertEquals(
                List.of(
                        new Bucket("Kept", Optional.of(new Bucket.Retention("COMPLIANCE", 400))),
                        new Bucket("Open", Optional.empty())),
                template.buckets());
    }

    @Test
    void saysWhereTheYamlIsBroken() {
        assertEquals(
                "template.yaml is not YAML: mapping values are not allowed here, line 2",
                assertThrows(TemplateException.class, () -> read("a: b\nc: d: e\n", Map.of()))
                        .getMessage());
        assertTrue(assertThrows(TemplateException.class, () -> read("a: 1\na: 2\n", Map.of()))
                .getMessage()
                .contains("line 2: a stands there twice"));
        assertTrue(assertThrows(
                        TemplateException.class,
                        () -> new TemplateReader(directory).read(directory.resolve("no"), Map.of()))
                .getMessage()
                .startsWith("there is no template at "));
    }

    private StackTemplate read(String yaml, Map<String, String> parameters) throws IOException {
        Path file = directory.resolve("template.yaml");
        Files.writeString(file, yaml);
        return new TemplateReader(directory).read(file, parameters);
    }

    private static String minimal(String variables) {
        return """
                Parameters:
                  Choice: {Type: String, Default: a}
                Conditions:
                  IsA: !Equals [!Ref Choice, a]
                  Both: !And [{Condition: IsA}, !Not [!Condition IsA]]
                  Either: !Or [!Condition Both, !Equals [a, a]]
                Globals:
                  Function:
                    Environment:
                      Variables: {GLOBAL: 'yes'}
                Resources:
                  Items:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                      KeySchema: [{AttributeName: pk, KeyType: HASH}]
                      StreamSpecification: {StreamViewType: NEW_IMAGE}
                  Fn:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: java25
                      Handler: a.B::c
                      CodeUri: x.zip
                      # The line with variables is line 26.
                      Environment:
                """ + variables + "\n";
    }
}
