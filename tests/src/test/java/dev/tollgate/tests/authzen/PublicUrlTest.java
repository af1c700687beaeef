package dev.tollgate.tests.authzen;

import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What the template takes as its PublicUrl, which the metadata names. With a path, the identifier would not be the one
 * that the well-known URL is made of: that path would be a tenant.
 */
class PublicUrlTest {
    private static Pattern allowed;

    @BeforeAll
    static void read() throws IOException {
        try (Reader template = Files.newBufferedReader(Repository.root().resolve("template.yaml"))) {
            // Nodes, since CloudFormation's tags mean nothing to this parser.
            Node root = new Yaml(new LoaderOptions()).compose(template);
            var pattern = (ScalarNode) member(member(member(root, "Parameters"), "PublicUrl"), "AllowedPattern");
            allowed = Pattern.compile(pattern.getValue());
        }
    }

    private static Node member(Node object, String name) {
        return ((MappingNode) object)
                .getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no " + name))
                        .getValueNode();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§9.1.1 a public URL is https and a host, perhaps with a port")
    @ValueSource(strings = {"", "https://pdp.example.com", "https://pdp.example.com:8443", "https://a-b.example"})
    void takesTheUrlOfAHost(String url) {
        assertTrue(allowed.matcher(url).matches());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§9.1.1 anything else is refused when the stack is deployed")
    @ValueSource(
            strings = {
                "http://pdp.example.com",
                "https://pdp.example.com/",
                "https://pdp.example.com/tollgate",
                "https://pdp.example.com?a=b",
                "https://pdp.example.com#a",
                "https://user@pdp.example.com",
                "https://",
                "pdp.example.com"
            })
    void takesNothingButAnHttpsUrlOfAHost(String url) {
        assertFalse(allowed.matcher(url).matches());
    }
}
