package dev.tollgate.local.template;

import dev.tollgate.local.template.TemplateValue.Call;
import dev.tollgate.local.template.TemplateValue.Items;
import dev.tollgate.local.template.TemplateValue.Members;
import dev.tollgate.local.template.TemplateValue.Text;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML with CloudFormation's tags. Scalars stay text: whoever needs a number says so. */
final class TemplateYaml {

    Members read(Path file) {
        String yaml;
        try {
            yaml = Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new TemplateException("there is no template at " + file.toAbsolutePath());
        } catch (IOException unreadable) {
            throw new TemplateException("cannot read " + file.toAbsolutePath() + ": " + unreadable.getMessage());
        }
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(50);
        try {
            Node root = new Yaml(options).compose(new StringReader(yaml));
            if (root != null && value(root) instanceof Members members) {
                return members;
            }
        } catch (MarkedYAMLException malformed) {
            throw new TemplateException(file.getFileName() + " is not YAML: " + malformed.getProblem() + ", line "
                    + (malformed.getProblemMark().getLine() + 1));
        } catch (YAMLException malformed) {
            throw new TemplateException(file.getFileName() + " is not YAML: " + malformed.getMessage());
        }
        throw new TemplateException(file.getFileName() + " is not a template: its top is not a mapping");
    }

    private TemplateValue value(Node node) {
        int line = node.getStartMark().getLine() + 1;
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return plain(node, line);
        }
        String function = tag.substring(1);
        TemplateValue argument = plain(node, line);
        return new Call(function, function.equals("GetAtt") ? splitAtDot(argument) : argument, line);
    }

    private TemplateValue plain(Node node, int line) {
        return switch (node) {
            case ScalarNode scalar -> new Text(scalar.getValue(), line);
            case SequenceNode sequence ->
                new Items(sequence.getValue().stream().map(this::value).toList(), line);
            case MappingNode mapping -> mapping(mapping, line);
            default -> throw new TemplateException("line " + line + ": YAML of an unknown kind");
        };
    }

    private TemplateValue mapping(MappingNode mapping, int line) {
        Map<String, TemplateValue> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new TemplateException("line " + line + ": a mapping's key must be text");
            }
            if (members.putIfAbsent(key.getValue(), value(tuple.getValueNode())) != null) {
                throw new TemplateException(
                        "line " + (key.getStartMark().getLine() + 1) + ": " + key.getValue() + " stands there twice");
            }
        }
        if (members.size() == 1) {
            var only = members.entrySet().iterator().next();
            if (only.getKey().equals("Ref")) {
                return new Call("Ref", only.getValue(), line);
            }
            if (only.getKey().startsWith("Fn::")) {
                return new Call(only.getKey().substring(4), only.getValue(), line);
            }
        }
        return new Members(members, line);
    }

    private static TemplateValue splitAtDot(TemplateValue argument) {
        if (argument instanceof Text(String text, int line) && text.indexOf('.') > 0) {
            List<TemplateValue> parts = new ArrayList<>();
            parts.add(new Text(text.substring(0, text.indexOf('.')), line));
            parts.add(new Text(text.substring(text.indexOf('.') + 1), line));
            return new Items(parts, line);
        }
        return argument;
    }
}
