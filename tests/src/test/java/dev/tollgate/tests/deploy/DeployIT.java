package dev.tollgate.tests.deploy;

import dev.tollgate.tests.deploy.Script.Ran;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.FreePort;
import dev.tollgate.tests.stage.Programs;
import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The scripts around {@code sam deploy}: what is deployed, what answers, and the way back. */
@BesideOthers
class DeployIT {
    private static final String ARM_64 = "7f454c46020101000000000000000000" + "0300b700";
    private static final String X86_64 = "7f454c46020101000000000000000000" + "03003e00";

    @Test
    void aPackageOfAnotherKindIsNotDeployed() throws Exception {
        Programs.assume("bash", "unzip");
        Path root = Repository.scratch("packages");
        Path script = Files.createDirectories(root.resolve("infra")).resolve("packages");
        Files.copy(Repository.root().resolve("infra/packages"), script);
        assertTrue(script.toFile().setExecutable(true));
        var packages = new Script(script, Map.of());

        zip(root, "decision-fn", "bootstrap", HexFormat.of().parseHex(ARM_64));
        zip(root, "redaction-fn", "bootstrap", HexFormat.of().parseHex(X86_64));
        zip(root, "audit-fn", "lib/audit.jar", new byte[0]);
        Ran mixed = packages.run("native", "arm64");
        assertEquals(1, mixed.exitCode());
        assertEquals("decision-fn/target/function.zip: native for arm64\n", mixed.out());
        assertEquals(
                List.of(
                        "redaction-fn/target/function.zip: native for x86_64, but native for arm64 is to be deployed: make native, on arm64",
                        "audit-fn/target/function.zip: jvm, but native for arm64 is to be deployed: make native, on arm64"),
                mixed.err().lines().toList());

        zip(root, "redaction-fn", "bootstrap", HexFormat.of().parseHex(ARM_64));
        zip(root, "audit-fn", "bootstrap", HexFormat.of().parseHex(ARM_64));
        assertEquals(0, packages.run("native", "arm64").exitCode());
        Ran jvm = packages.run("jvm", "x86_64");
        assertEquals(1, jvm.exitCode());
        assertTrue(jvm.err().contains("native for arm64, but jvm is to be deployed: make build\n"), jvm::err);

        Files.delete(root.resolve("audit-fn/target/function.zip"));
        Ran missing = packages.run("native", "arm64");
        assertEquals(1, missing.exitCode());
        assertTrue(missing.err().startsWith("audit-fn/target/function.zip: not there"), missing::err);
        assertEquals(2, packages.run("native", "mips").exitCode());
    }

    /** moto has CloudFormation and Lambda's versions and aliases; it runs no function. */
    @Test
    void whatWasDeployedAnswersAndWhatAnsweredBeforeDoesAgain() throws Exception {
        Programs.assume("bash", "aws", "moto_server");
        int port = FreePort.find();
        Path folder = Repository.scratch("live");
        Process moto = new ProcessBuilder("moto_server", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        try {
            Await.until("moto listens", Duration.ofSeconds(30), () -> isListening(port));
            liveAgainst("http://127.0.0.1:" + port, folder);
        } finally {
            moto.destroyForcibly();
        }
    }

    private static void liveAgainst(String endpoint, Path folder) throws Exception {
        Map<String, String> account = Map.of(
                "AWS_ENDPOINT_URL", endpoint,
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_REGION", "us-east-1",
                "AWS_DEFAULT_REGION", "us-east-1");
        var aws = new Script(Path.of("aws"), account);
        String function = """
                {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "python3.13", "Handler": "index.f",
                  "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Code": {"ZipFile": "def f(event, context): pass"}}}""";
        Path template = Files.writeString(folder.resolve("template.json"), """
                {"Resources": {"First": %1$s, "Second": %1$s,
                  "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17",
                    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"},
                      "Action": "sts:AssumeRole"}]}}}}}
                """.formatted(function));
        done(aws.run(
                "cloudformation",
                "create-stack",
                "--stack-name",
                "tg",
                "--capabilities",
                "CAPABILITY_IAM",
                "--template-body",
                "file://" + template));
        // moto makes neither of them for CloudFormation.
        List<String> functions = done(aws.run(
                        "lambda", "list-functions", "--query", "Functions[].[FunctionName]", "--output", "text"))
                .lines()
                .sorted()
                .toList();
        assertEquals(2, functions.size());
        for (String name : functions) {
            done(aws.run("lambda", "publish-version", "--function-name", name));
            done(aws.run(
                    "lambda", "create-alias", "--function-name", name, "--name", "live", "--function-version", "1"));
        }
        Script live = Script.ofInfra("live", account);

        String before = done(live.run("tg"));
        assertEquals(functions.get(0) + " 1\n" + functions.get(1) + " 1\n", before);

        // As a parameter does that is deployed anew: the function has it, and no version does.
        done(aws.run(
                "lambda",
                "update-function-configuration",
                "--function-name",
                functions.get(0),
                "--environment",
                "Variables={TOLLGATE_AUTH=jwt}"));
        assertEquals(
                functions.get(0) + " answers with version 2, before with 1\n" + functions.get(1)
                        + " answers with version 1, as before\n",
                done(live.run("tg", "newest")));

        // One of them is in the stack no more.
        Path kept = Files.writeString(folder.resolve("before"), before + "tg-Removed 3\n");
        assertEquals(
                functions.get(0) + " answers with version 1, before with 2\n" + functions.get(1)
                        + " answers with version 1, as before\n",
                done(live.run("tg", "as", kept.toString())));

        Ran unknown = live.run(
                "tg",
                "as",
                Files.writeString(folder.resolve("unknown"), functions.get(0) + " 7\n")
                        .toString());
        assertEquals(1, unknown.exitCode());
        assertTrue(unknown.err().contains("has no version 7 that can be run. Nothing was changed"), unknown::err);
        Ran foreign = live.run(
                "tg",
                "as",
                Files.writeString(folder.resolve("foreign"), "other 1\n").toString());
        assertEquals(1, foreign.exitCode());
        assertTrue(foreign.err().contains("names no function of tg. Nothing was changed"), foreign::err);
    }

    private static String done(Ran ran) {
        assertEquals(0, ran.exitCode(), ran::err);
        return ran.out();
    }

    private static boolean isListening(int port) {
        try (var connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connection.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void zip(Path root, String function, String entry, byte[] content) throws IOException {
        Path zip = Files.createDirectories(root.resolve(function).resolve("target"))
                .resolve("function.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(content);
        }
    }
}
