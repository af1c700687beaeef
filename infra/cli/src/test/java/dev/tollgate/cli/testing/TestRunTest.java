package dev.tollgate.cli.testing;

import dev.tollgate.cli.BundleFolder;
import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.Compiler;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TestRunTest {
    private static final String BUNDLE = """
            {apiVersion: tollgate.dev/v1, kind: Bundle, metadata: {name: b}, spec: {}}
            ---
            apiVersion: tollgate.dev/v1
            kind: Server
            metadata: {name: crm}
            spec: {tools: {query: {traits: [read]}}}
            ---
            apiVersion: tollgate.dev/v1
            kind: Policy
            metadata: {name: p}
            spec:
              target: {tools: [crm/query]}
              rules:
                - {id: few, effect: allow, when: args.limit < 10}
                - {id: none, effect: deny, when: args.limit == 0, reason: Ask for some.}
                - {id: warned, effect: allow, when: "args.limit == 5", obligations: [{type: warn, message: Five!}]}
            ---
            apiVersion: tollgate.dev/v1
            kind: Test
            metadata: {name: queries}
            spec:
              cases:
            """;

    @TempDir
    private Path folder;

    @Test
    void aCaseThatComesOutAsExpectedPasses() throws Exception {
        TestRun run = run("{name: few, agent: {id: bot}, request: {tool: crm/query, arguments: {limit: 5}},"
                + " expect: {effect: allow, policy: p, rule: few, obligations: [warn], would_be: allow}}");

        assertTrue(run.passed(), run.toString());
    }

    @Test
    void eachExpectationThatFailsSaysWhatItIsInstead() throws Exception {
        TestRun run = run("{name: x, agent: {id: bot}, request: {tool: crm/query, arguments: {limit: 0}},"
                + " expect: {effect: allow, policy: q, rule: few, obligations: [warn], would_be: allow}}");

        assertEquals(
                List.of(
                        "expected effect allow, but it is deny: denied_by_policy (p/none)",
                        "expected policy 'q', but it is 'p'",
                        "expected rule 'few', but it is 'none'",
                        "expected obligations [warn], but they are []",
                        "expected would_be allow, but it would be deny"),
                run.failed().getFirst().failures());
        assertEquals(
                List.of(
                        "p/few (allow) matched: args.limit < 10 (args.limit is int)",
                        "p/none (deny) matched: args.limit == 0 (args.limit is int)"),
                run.failed().getFirst().why());
    }

    @Test
    void coverageNamesWhatNoCaseCameTo() throws Exception {
        TestRun run = run("{name: few, agent: {id: bot}, request: {tool: crm/query, arguments: {limit: 5}},"
                + " expect: {effect: allow}}");

        assertEquals(
                new Coverage(6, List.of("p/few was never false", "p/none never matched", "p/warned was never false")),
                run.coverage());
        assertEquals(50, run.coverage().percent());
    }

    @Test
    void everyRuleBothWaysIsAHundredPercent() throws Exception {
        TestRun run = run(
                "{name: '5', agent: {id: bot}, request: {tool: crm/query, arguments: {limit: 5}}, expect: {effect: allow}}",
                "{name: '0', agent: {id: bot}, request: {tool: crm/query, arguments: {limit: 0}}, expect: {effect: deny}}",
                "{name: '50', agent: {id: bot}, request: {tool: crm/query, arguments: {limit: 50}}, expect: {effect: deny}}");

        assertTrue(run.passed(), run.toString());
        assertEquals(new Coverage(6, List.of()), run.coverage());
        assertEquals(100, run.coverage().percent());
    }

    @Test
    void writesJUnitXmlThatAParserReads() throws Exception {
        TestRun run = run(
                "{name: 'a <b> & \"c\"', agent: {id: bot}, request: {tool: crm/query, arguments: {limit: 0}},"
                        + " expect: {effect: allow}}",
                "{name: good, agent: {id: bot}, request: {tool: crm/query, arguments: {limit: 0}}, expect: {effect: deny}}");
        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JUnitXml.text(run, "b"))));
        var suite = (org.w3c.dom.Element) xml.getElementsByTagName("testsuite").item(0);
        var cases = xml.getElementsByTagName("testcase");
        var failure = (org.w3c.dom.Element) xml.getElementsByTagName("failure").item(0);

        assertEquals("queries", suite.getAttribute("name"));
        assertEquals("2", suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals(2, cases.getLength());
        assertEquals("a <b> & \"c\"", ((org.w3c.dom.Element) cases.item(0)).getAttribute("name"));
        assertEquals(
                "expected effect allow, but it is deny: denied_by_policy (p/none)", failure.getAttribute("message"));
        assertEquals(1, xml.getElementsByTagName("failure").getLength());
    }

    private TestRun run(String... cases) throws CompileException {
        var yaml = new StringBuilder(BUNDLE);
        for (String testCase : cases) {
            yaml.append("    - ").append(testCase).append('\n');
        }
        return TestRun.of(Compiler.compile(BundleFolder.of(folder, "bundle.yaml", yaml.toString())));
    }
}
