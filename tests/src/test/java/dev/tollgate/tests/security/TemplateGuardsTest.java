package dev.tollgate.tests.security;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What template.yaml holds off by itself, read as it is written: nothing here can play IAM. */
class TemplateGuardsTest {
    private static String template;

    @BeforeAll
    static void read() throws IOException {
        template = Files.readString(Repository.root().resolve("template.yaml"));
    }

    @Test
    void nobodyChangesRecords() {
        String statement = after("- Sid: NobodyChangesRecords", "- !If");

        assertTrue(statement.contains("Effect: Deny") && statement.contains("Principal: \"*\""), statement);
        for (String action : List.of("UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLUpdate", "PartiQLDelete")) {
            assertTrue(statement.contains("- dynamodb:" + action), action);
        }
        assertTrue(!statement.contains("Condition"), "nobody is exempt");
        for (String sid : sidsOf("AuditTable")) {
            assertTrue(!sid.contains("UpdateItem") && !sid.contains("DeleteItem"), sid);
        }
    }

    @Test
    void everyRouteIsThrottled() {
        String all = after("DefaultRouteSettings:", "RouteSettings:");

        assertTrue(all.contains("ThrottlingRateLimit: !Ref RequestsPerSecond"), all);
        assertTrue(all.contains("ThrottlingBurstLimit: !Ref RequestsPerSecond"), all);
        List<String> loose = template.lines()
                .filter(line -> line.contains("DetailedMetricsEnabled: true, "))
                .filter(line ->
                        !line.contains("ThrottlingRateLimit: !Ref ") || !line.contains("ThrottlingBurstLimit: !Ref "))
                .toList();
        assertEquals(List.of(), loose);
    }

    @Test
    void onlyTheGatewaysRoleInvokesInterceptors() {
        List<String> permissions = Pattern.compile("Type: AWS::Lambda::Permission.*?\\n\\n", Pattern.DOTALL)
                .matcher(template)
                .results()
                .map(MatchResult::group)
                .filter(permission -> permission.contains("AgentCore"))
                .toList();

        assertEquals(2, permissions.size());
        assertTrue(permissions.stream().allMatch(each -> each.contains("Principal: !Ref AgentCoreGatewayRole")));
    }

    /** The statements of functions' roles about this table. */
    private static List<String> sidsOf(String table) {
        return Pattern.compile("- Sid: (?:(?!- Sid: ).)*?Resource: !GetAtt " + table + "\\.Arn", Pattern.DOTALL)
                .matcher(template)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String after(String begin, String end) {
        int from = template.indexOf(begin);
        assertTrue(from >= 0, begin);
        int to = template.indexOf(end, from + begin.length());
        assertTrue(to >= 0, end);
        return template.substring(from, to);
    }
}
