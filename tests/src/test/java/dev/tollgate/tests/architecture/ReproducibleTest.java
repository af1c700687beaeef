package dev.tollgate.tests.architecture;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code make reproducible} lets pass how Quarkus names things, and nothing else. */
class ReproducibleTest {
    private static final String RECORDED = "io/quarkus/runner/recorded/";
    private static final String CHECKED = "ConfigBuildStep$validateRuntimeConfigProperty1";

    private final Path first = Repository.scratch("first");
    private final Path second = Repository.scratch("second");

    @Test
    void namesOfQuarkusMayDifferAndCodeTextsAndWhatANameMeansMayNot() throws Exception {
        write(first, "decision-fn", Map.of("Made", code("proxykey1", "a"), "Used", code("proxykey1", "proxykey2")));
        write(second, "decision-fn", Map.of("Made", code("proxykey7", "a"), "Used", code("proxykey7", "proxykey5")));
        write(first, "redaction-fn", Map.of("Made", code("proxykey1", "a"), "Used", code("proxykey1", "proxykey2")));
        write(second, "redaction-fn", Map.of("Made", code("proxykey2", "a"), "Used", code("proxykey1", "proxykey2")));
        write(
                first,
                "audit-fn",
                Map.of(CHECKED, code("state", "registry"), "Texts", code("x", "y"), "Code", code("x", "y")));
        write(
                second,
                "audit-fn",
                Map.of(CHECKED, code("registry", "state"), "Texts", code("y", "x"), "Code", code("x", "y", "y")));

        String said = compared();

        assertTrue(said.contains(
                "decision-fn/target/function.zip                    2 entries, 0 differ, and 2 in names"));
        assertTrue(said.contains(
                "redaction-fn/target/function.zip                   2 entries, 1 differ, and 1 in names"));
        assertTrue(said.contains(
                "audit-fn/target/function.zip                       3 entries, 2 differ, and 1 in names"));
        assertEquals(
                List.of("  differs: " + RECORDED + "Code.class", "  differs: " + RECORDED + "Texts.class"),
                said.lines()
                        .dropWhile(line -> !line.startsWith("audit-fn"))
                        .filter(line -> line.startsWith("  "))
                        .toList());
    }

    private String compared() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        Repository.root().resolve("infra/Reproducible.java").toString(),
                        first.toString(),
                        second.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), said);
        return said;
    }

    private static byte[] code(String... texts) {
        return ClassFile.of()
                .build(
                        ClassDesc.of("Recorded"),
                        type -> type.withMethodBody(
                                "deploy",
                                MethodTypeDesc.of(ConstantDescs.CD_void),
                                ClassFile.ACC_PUBLIC,
                                code -> use(code, texts)));
    }

    private static void use(CodeBuilder code, String... texts) {
        for (String text : texts) {
            code.loadConstant(text).pop();
        }
        code.return_();
    }

    private static void write(Path build, String module, Map<String, byte[]> classes) throws IOException {
        Path target = Files.createDirectories(build.resolve(module).resolve("target"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(target.resolve("function.zip")))) {
            for (Map.Entry<String, byte[]> of : classes.entrySet()) {
                zip.putNextEntry(new ZipEntry(RECORDED + of.getKey() + ".class"));
                zip.write(of.getValue());
            }
        }
    }
}
