package dev.tollgate.cli.diff;

import dev.tollgate.cli.BundleFolder;
import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleCodec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DifferenceTest {
    private static final String BUNDLE = """
            {apiVersion: tollgate.dev/v1, kind: Bundle, metadata: {name: b}, spec: {retention: 90d}}
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
            """;

    @TempDir
    private Path folder;

    @Test
    void equalBundlesHaveNone() throws CompileException {
        assertEquals(List.of(), Difference.between(bundle(BUNDLE), bundle(BUNDLE)));
    }

    @Test
    void aBundleIsLikeWhatIsPublishedOfIt() throws Exception {
        CompiledBundle starter = Compiler.compile(BundleFolder.ofRepository("infra/bundle"));
        Bundle published = BundleCodec.decode(new JsonText(512).parse(starter.canonical()));

        assertEquals(List.of(), Difference.between(published, starter.bundle()));
    }

    @Test
    void longValuesAreShortened() throws CompileException {
        String change = between(BUNDLE, BUNDLE.replace("Ask for some.", "Ask. ".repeat(80)))
                .getFirst();

        assertEquals("~ policy p, rule none, reason: \"Ask for some.\" -> \"" + "Ask. ".repeat(31) + "Ask.…", change);
    }

    @Test
    void showsConditionsAsTheirAuthorsWroteThem() throws CompileException {
        assertEquals(
                List.of("~ policy p, rule few, when: args.limit < 10 -> args.limit < 20"),
                between(BUNDLE, BUNDLE.replace("< 10", "< 20")));
    }

    @Test
    void aWholeRuleOrToolOrDocumentIsOneDifference() throws CompileException {
        String without = BUNDLE.substring(0, BUNDLE.indexOf("    - {id: none"));
        String more = BUNDLE + """
                ---
                apiVersion: tollgate.dev/v1
                kind: Data
                metadata: {name: words}
                spec: {list: [a], other: 1}
                """;

        assertEquals(List.of("- policy p, rule none"), between(BUNDLE, without));
        assertEquals(List.of("+ policy p, rule none"), between(without, BUNDLE));
        assertEquals(List.of("+ data words"), between(BUNDLE, more));
        assertEquals(
                List.of("+ server crm, tool wipe"),
                between(BUNDLE, BUNDLE.replace("{traits: [read]}}", "{traits: [read]}, wipe: {traits: [write]}}")));
    }

    @Test
    void aMemberThatIsNewOrGoneShowsWhatItSays() throws CompileException {
        assertEquals(
                List.of("- policy p, rule none, reason: \"Ask for some.\""),
                between(BUNDLE, BUNDLE.replace(", reason: Ask for some.", "")));
        assertEquals(
                List.of("~ settings, retention_s: 7776000 -> 864000"), between(BUNDLE, BUNDLE.replace("90d", "10d")));
    }

    private List<String> between(String before, String after) throws CompileException {
        return Difference.between(bundle(before), bundle(after)).stream()
                .map(Difference::text)
                .toList();
    }

    private Bundle bundle(String yaml) throws CompileException {
        return Compiler.compile(BundleFolder.of(folder, "bundle.yaml", yaml)).bundle();
    }
}
