package dev.tollgate.cli.compile;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads a file of YAML documents into nodes that know their places. Aliases and tags are refused, so that a document
 * reads the same wherever it stands and is never larger in memory than on disk.
 */
final class YamlText {
    private static final int MOST_LEVELS = 60;

    private YamlText() {}

    /** The documents of the file that are not empty; none when it cannot be read, which is then a problem. */
    static List<Value> documents(Source source) {
        try {
            if (!isPlain(source)) {
                return List.of();
            }
            var documents = new ArrayList<Value>();
            for (Node root : yaml(source).composeAll(new StringReader(source.text()))) {
                if (!isEmpty(root)) {
                    documents.add(new Value(source, root));
                }
            }
            return documents;
        } catch (MarkedYAMLException malformed) {
            source.problem(malformed.getProblemMark(), "this is not YAML: " + malformed.getProblem());
        } catch (ReaderException unreadable) {
            at(source, unreadable.getPosition(), "this character is not allowed in YAML; write it as an escape");
        } catch (YAMLException refused) {
            source.problem(1, 1, refused.getMessage());
        }
        return List.of();
    }

    private static Yaml yaml(Source source) {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(MOST_LEVELS + 1);
        options.setCodePointLimit(source.codePoints().length + 1);
        options.setMaxAliasesForCollections(0);
        return new Yaml(new SafeConstructor(options));
    }

    /** Whether the file does without what is refused. */
    private static boolean isPlain(Source source) {
        int before = source.findings().count();
        int level = 0;
        for (Event event : yaml(source).parse(new StringReader(source.text()))) {
            refuse(source, event);
            level += switch (event) {
                case CollectionStartEvent start -> 1;
                case CollectionEndEvent end -> -1;
                default -> 0;
            };
            if (level > MOST_LEVELS) {
                source.problem(
                        event.getStartMark(), "this is nested too deep (expected at most " + MOST_LEVELS + " levels)");
                return false;
            }
        }
        return source.findings().count() == before;
    }

    private static void refuse(Source source, Event event) {
        switch (event) {
            case AliasEvent alias ->
                source.problem(
                        alias.getStartMark(),
                        "aliases (*" + alias.getAnchor() + ") are not supported; write the value out");
            case ScalarEvent scalar
            when isTag(scalar.getTag()) -> source.problem(scalar.getStartMark(), tagRefused(scalar.getTag()));
            case CollectionStartEvent collection
            when isTag(collection.getTag()) ->
                source.problem(collection.getStartMark(), tagRefused(collection.getTag()));
            default -> {}
        }
    }

    private static boolean isTag(String tag) {
        return tag != null && !tag.equals("!");
    }

    private static String tagRefused(String tag) {
        return "tags (" + tag + ") are not supported; write the value without it";
    }

    private static boolean isEmpty(Node root) {
        return root instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    private static void at(Source source, int position, String message) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(position, source.codePoints().length); i++) {
            if (source.codePoints()[i] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        source.problem(line, column, message);
    }
}
