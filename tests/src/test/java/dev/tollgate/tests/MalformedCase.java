package dev.tollgate.tests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One entry of tests/data/malformed; what its members mean stands in the README there. */
record MalformedCase(Map<String, Object> entry) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS = Set.of(
            "case",
            "set",
            "without",
            "body",
            "hex",
            "generate",
            "method",
            "path",
            "type",
            "key",
            "request-id",
            "echo",
            "status",
            "code",
            "says");

    MalformedCase {
        if (!MEMBERS.containsAll(entry.keySet())) {
            throw new IllegalArgumentException("unknown members in " + entry);
        }
    }

    static List<MalformedCase> all() throws IOException {
        var cases = new ArrayList<MalformedCase>();
        try (Stream<Path> files = Files.list(Repository.data("malformed"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                List<Map<String, Object>> entries =
                        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
                entries.forEach(entry -> cases.add(new MalformedCase(entry)));
            }
        }
        return cases;
    }

    String name() {
        return text("case").orElseThrow();
    }

    String method() {
        return text("method").orElse("POST");
    }

    String path() {
        return text("path").orElse("/access/v1/evaluation");
    }

    Optional<String> mediaType() {
        String type = text("type").orElse("application/json");
        return type.equals("none") ? Optional.empty() : Optional.of(type);
    }

    String key() {
        return text("key").orElse("enforcer");
    }

    /** @param otherwise used when the entry has none of its own */
    String requestId(String otherwise) {
        return switch (entry.get("request-id")) {
            case null -> otherwise;
            case Integer length -> "x".repeat(length);
            case Object text -> text.toString();
        };
    }

    boolean isEchoed() {
        return !Boolean.FALSE.equals(entry.get("echo"));
    }

    int status() {
        return (Integer) entry.get("status");
    }

    Optional<String> code() {
        return text("code");
    }

    String says() {
        return text("says").orElseThrow();
    }

    byte[] body() {
        if (method().equals("GET")) {
            return new byte[0];
        }
        if (entry.get("hex") instanceof String hex) {
            return HexFormat.ofDelimiter(" ").parseHex(hex);
        }
        String body = text("body").or(this::generated).orElseGet(this::changed);
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> generated() {
        return text("generate").map(what -> {
            String[] words = what.split(" ");
            int count = Integer.parseInt(words[1]);
            return switch (words[0]) {
                // The body and the context are two of the levels.
                case "arrays" -> with("{\"a\":" + "[".repeat(count - 2) + "]".repeat(count - 2) + "}");
                case "objects" -> with("{\"a\":".repeat(count - 1) + "{}" + "}".repeat(count - 1));
                case "bytes" ->
                    with("{\"a\":\"" + "x".repeat(count - with("{\"a\":\"\"}").length()) + "\"}");
                case "digits" -> with("{\"a\":" + "9".repeat(count) + "}");
                case "items" -> {
                    String good = good();
                    yield good.substring(0, good.length() - 1) + ",\"evaluations\":[" + "{},".repeat(count - 1)
                            + "{}]}";
                }
                default -> throw new IllegalArgumentException(what);
            };
        });
    }

    private String changed() {
        try {
            var question = (ObjectNode) JSON.readTree(good());
            text("without").ifPresent(path -> parent(question, path).remove(last(path)));
            if (entry.get("set") instanceof Map<?, ?> members) {
                members.forEach((path, value) -> parent(question, path.toString())
                        .set(last(path.toString()), JSON.<JsonNode>valueToTree(value)));
            }
            return JSON.writeValueAsString(question);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode parent(ObjectNode question, String path) {
        ObjectNode node = question;
        String[] steps = path.split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            node = (ObjectNode) node.get(steps[i]);
        }
        return node;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String good() {
        return Question.call(Stage.AGENT, "docs", "read");
    }

    private static String with(String context) {
        return Question.call(Stage.AGENT, "docs", "read", context);
    }

    private Optional<String> text(String member) {
        return Optional.ofNullable(entry.get(member)).map(Object::toString);
    }
}
