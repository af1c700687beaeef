package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML value in its place. Each way to read it reports what it finds instead and answers empty, so that reading goes
 * on and everything wrong is found in one go.
 */
record Value(Source source, Node node) {
    /** RFC 8259, section 6. YAML's other ways to write numbers mean different things to different readers. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** What YAML 1.1 or 1.2, but not both, would take for something else than text. */
    private static final Pattern DOUBTFUL = Pattern.compile("(?i:yes|no|on|off|true|false|null)"
            + "|[-+]?\\.(?i:inf)|\\.(?i:nan)"
            + "|[-+]?[0-9][0-9_]*(\\.[0-9_]*)?([eE][+-]?[0-9]+)?|[-+]?0[xo][0-9a-fA-F_]+|0b[01_]+"
            + "|[-+]?[0-9]+(:[0-5]?[0-9])+|<<|=");

    private static final int LONGEST_NUMBER = 300;
    private static final int LONGEST_SENTENCE = 500;

    void problem(String message) {
        source.problem(node.getStartMark(), message);
    }

    /** Reports what only looks wrong. */
    void warning(String message) {
        source.warning(line(), node.getStartMark().getColumn() + 1, message);
    }

    /** Reports at a character of this text, counted in code points. */
    void problemAt(int offset, String message) {
        var position = position(offset);
        source.problem(position.line(), position.column(), message);
    }

    /** Reports what only looks wrong at a character of this text. */
    void warningAt(int offset, String message) {
        var position = position(offset);
        source.warning(position.line(), position.column(), message);
    }

    private ScalarPositions.Position position(int offset) {
        return node instanceof ScalarNode scalar
                ? ScalarPositions.of(source, scalar, offset)
                : new ScalarPositions.Position(line(), node.getStartMark().getColumn() + 1);
    }

    Optional<String> text() {
        if (node instanceof ScalarNode scalar && !scalar.isPlain()) {
            return Optional.of(scalar.getValue());
        }
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
            return wrong("a text");
        }
        String text = scalar.getValue();
        if (NUMBER.matcher(text).matches() || DOUBTFUL.matcher(text).matches() || text.equals("~")) {
            problem("expected a text; put it in quotes, \"" + text + "\", if that is what it is");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** The text of an expression, in which {@code true} and {@code 1} need no quotes. */
    Optional<String> expression() {
        return node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()
                ? Optional.of(scalar.getValue())
                : wrong("an expression");
    }

    Optional<Long> positiveInteger() {
        return integer(1, Long.MAX_VALUE, "a whole number from 1 on");
    }

    Optional<Long> integer(long least, long most) {
        return integer(least, most, String.format(Locale.ROOT, "a whole number from %,d to %,d", least, most));
    }

    private Optional<Long> integer(long least, long most, String expected) {
        if (node instanceof ScalarNode scalar
                && scalar.isPlain()
                && INTEGER.matcher(scalar.getValue()).matches()) {
            long number = Long.parseLong(scalar.getValue());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        }
        return wrong(expected);
    }

    Optional<Boolean> bool() {
        if (node instanceof ScalarNode scalar && scalar.isPlain()) {
            if (scalar.getValue().equals("true")) {
                return Optional.of(true);
            }
            if (scalar.getValue().equals("false")) {
                return Optional.of(false);
            }
        }
        return wrong("true or false");
    }

    /** A span of time. */
    Optional<Duration> duration(Duration least, Duration most, String expected) {
        return text().flatMap(text -> {
            Optional<Duration> span =
                    DurationText.parse(text).filter(each -> each.compareTo(least) >= 0 && each.compareTo(most) <= 0);
            if (span.isEmpty()) {
                problem("'" + shortened(text) + "' is no such span of time (expected " + expected + ")");
            }
            return span;
        });
    }

    /** A text for people: a reason, a message. */
    Optional<String> sentence(String what) {
        return text().filter(text -> {
            boolean good = !text.isBlank() && text.length() <= LONGEST_SENTENCE;
            if (!good) {
                problem(what + " (expected 1 to " + LONGEST_SENTENCE + " characters)");
            }
            return good;
        });
    }

    /** One of a few words. */
    <T> Optional<T> oneOf(Map<String, T> words) {
        return text().flatMap(text -> {
            if (!words.containsKey(text)) {
                problem("expected " + any(words.keySet()) + ", not '" + text + "'"
                        + Suggestion.after(text, words.keySet()));
            }
            return Optional.ofNullable(words.get(text));
        });
    }

    /** The items of a list that has at least one. */
    List<Value> list() {
        if (node instanceof SequenceNode sequence && sequence.getValue().isEmpty()) {
            problem("expected at least one entry in the list");
        }
        return items();
    }

    /** The items of a list that may be empty. */
    List<Value> items() {
        if (!(node instanceof SequenceNode sequence)) {
            wrong("a list");
            return List.of();
        }
        return sequence.getValue().stream().map(item -> new Value(source, item)).toList();
    }

    /** The texts of a list that may be empty. */
    List<String> texts() {
        return items().stream().map(Value::text).flatMap(Optional::stream).toList();
    }

    /** The texts of a list, without those that stand there twice. */
    List<Value> distinctTexts() {
        var texts = new HashMap<String, Value>();
        var distinct = new ArrayList<Value>();
        for (Value item : list()) {
            item.text().ifPresent(text -> {
                if (texts.put(text, item) == null) {
                    distinct.add(item);
                } else {
                    item.problem("'" + text + "' stands there twice");
                }
            });
        }
        return distinct;
    }

    /** The members of a mapping, each under its name. */
    Optional<Map<String, Member>> members() {
        if (!(node instanceof MappingNode mapping)) {
            return wrong("a mapping (name: value)");
        }
        var members = new java.util.LinkedHashMap<String, Member>();
        for (NodeTuple tuple : mapping.getValue()) {
            var key = new Value(source, tuple.getKeyNode());
            key.text().ifPresent(name -> {
                var member = new Member(key, new Value(source, tuple.getValueNode()));
                if (members.putIfAbsent(name, member) != null) {
                    key.problem("'" + name + "' stands there twice");
                }
            });
        }
        return Optional.of(members);
    }

    record Member(Value key, Value value) {}

    /** A mapping of which each field is known. */
    Optional<Fields> fields(Shape shape) {
        return members().map(members -> Fields.of(this, members, shape));
    }

    /** A mapping of anything, as JSON. */
    Optional<Json.Obj> object() {
        return json() instanceof Json.Obj object ? Optional.of(object) : wrong("a mapping (name: value)");
    }

    /** From 1. */
    int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** Any value, as JSON. */
    Json json() {
        return switch (node) {
            case ScalarNode scalar -> scalarJson(scalar);
            case SequenceNode sequence ->
                new Json.Arr(sequence.getValue().stream()
                        .map(item -> new Value(source, item).json())
                        .toList());
            default -> {
                var object = Json.object();
                members()
                        .ifPresent(members -> members.forEach((name, member) ->
                                object.put(name, member.value().json())));
                yield object.build();
            }
        };
    }

    private Json scalarJson(ScalarNode scalar) {
        String text = scalar.getValue();
        if (!scalar.isPlain()) {
            return Json.of(text);
        }
        return switch (text) {
            case "true" -> Json.Bool.TRUE;
            case "false" -> Json.Bool.FALSE;
            case "null", "~", "" -> Json.Null.NULL;
            default -> {
                if (NUMBER.matcher(text).matches() && text.length() <= LONGEST_NUMBER) {
                    yield new Json.Num(text);
                }
                if (DOUBTFUL.matcher(text).matches()) {
                    problem("it is not clear what '" + text + "' is: write true, false or a decimal number, "
                            + "or put it in quotes if it is a text");
                }
                yield Json.of(text);
            }
        };
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    /** Reports that something else was expected here. */
    <T> Optional<T> wrong(String expected) {
        problem("expected " + expected + ", not " + kind());
        return Optional.empty();
    }

    private String kind() {
        return switch (node) {
            case MappingNode mapping -> "a mapping";
            case SequenceNode sequence -> "a list";
            case ScalarNode scalar when scalar.getValue().isEmpty() -> "nothing";
            case ScalarNode scalar -> "'" + shortened(scalar.getValue()) + "'";
            default -> "this";
        };
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
    }

    static String any(Collection<String> words) {
        List<String> all = List.copyOf(words);
        return all.size() == 1 ? "'" + all.getFirst() + "'" : "one of " + String.join(", ", all);
    }
}
