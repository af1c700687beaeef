package dev.tollgate.cli.compile;

import dev.tollgate.cli.BundleFolder;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Engine;
import dev.tollgate.core.policy.Situation;
import dev.tollgate.core.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the starter bundle says of some calls. */
class StarterBundleTest {
    private static Engine engine;

    @BeforeAll
    static void compile() throws CompileException {
        engine = new Engine(
                Compiler.compile(BundleFolder.ofRepository("infra/bundle")).bundle());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            any       | filesystem/read_file      | {}                                        | allowed, reads-per-agent, calls-per-agent
            any       | filesystem/write_file     | {}                                        | no_matching_policy
            developer | filesystem/write_file     | {"branch":"fix-1"}                        | allowed, writes-per-agent, calls-per-agent
            developer | filesystem/write_file     | {"branch":"main"}                         | data_access
            developer | filesystem/delete_file    | {}                                        | denied_by_policy
            analyst   | crm/search_customers      | {"region":"eu"}                           | allowed, crm-per-agent, calls-per-agent
            analyst   | crm/search_customers      | {"region":"cn"}                           | no_matching_policy
            analyst   | crm/search_customers      | {"region":"eu","fields":["card_number"]}  | data_access
            analyst   | crm/search_customers      | {"region":"eu","fields":3}                | policy_error
            analyst   | crm/export_customers      | {}                                        | denied_by_policy
            analyst   | crm/merge_customers       | {}                                        | no_matching_policy
            analyst   | mail/send                 | {}                                        | unknown_tool
            """)
    void decides(String role, String tool, String arguments, String expected) throws JsonException {
        Verdict verdict = engine.decide(
                call(role, tool, (Json.Obj) new JsonText(9).parse(arguments)), Situation.at(Instant.EPOCH));

        var said = new StringBuilder(verdict.reason().code().word());
        verdict.takes().forEach(take -> said.append(", ").append(take.limit().name()));
        assertEquals(expected, said.toString());
    }

    private static Call call(String role, String name, Json.Obj arguments) {
        String server = name.substring(0, name.indexOf('/'));
        String tool = name.substring(name.indexOf('/') + 1);
        Optional<Call.Tool> known = engine.bundle()
                .server(server)
                .flatMap(catalogue -> catalogue.tool(tool))
                .map(entry -> new Call.Tool(server, tool, entry));
        return new Call(
                new Call.Subject("agent", "bot", List.of(role), "ada", "tests", Json.Obj.EMPTY),
                new Call.Action("tools/call", Json.Obj.EMPTY),
                new Call.Resource(
                        "tool", tool, Json.object().put("server", server).build()),
                known,
                Json.object().put("arguments", arguments).build());
    }
}
