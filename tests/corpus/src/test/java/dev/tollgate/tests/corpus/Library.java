package dev.tollgate.tests.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The templates of one split. */
final class Library {
    /** The files of whole documents, and how many of a hundred texts are made from each. */
    enum Group {
        LETTERS,
        RECORDS,
        LOGS,
        CODE,
        INJECTED,
        PLAIN,
        TOOLS;

        String file() {
            return name().toLowerCase(java.util.Locale.ROOT) + ".txt";
        }
    }

    /**
     * @param form such as {@code email}
     * @param language ISO 639-1, or * for any
     * @param isRepeated whether it is one of several lines
     */
    record Document(String name, String form, String language, boolean isRepeated, String text) {}

    /** @param type of {@code PersonalType}, a kind of secret, or, with a dash before it, a kind of negative */
    record Named(String type, String language, List<String> names) {}

    private final Split split;
    private final Map<Group, List<Document>> documents = new LinkedHashMap<>();
    private final Map<String, List<String>> sentences;
    private final Map<String, List<String>> injections;
    private final List<Named> labels;
    private final List<Named> fields;

    Library(Split split) {
        this.split = split;
        for (Group group : Group.values()) {
            documents.put(group, documents(group.file()));
        }
        this.sentences = byLanguage("sentences.txt");
        this.injections = byLanguage("injections.txt");
        this.labels = named("labels.txt");
        this.fields = named("fields.txt");
    }

    private String file(String name) {
        return split.folder() + "/" + name;
    }

    private List<Document> documents(String file) {
        var documents = new ArrayList<Document>();
        for (String block : ("\n" + Resources.text(file(file))).split("\n=== ")) {
            int end = block.indexOf('\n');
            if (block.isBlank() || block.startsWith("\n#") || end < 0) {
                continue;
            }
            String[] head = block.substring(0, end).trim().split(" ");
            documents.add(new Document(
                    file + ":" + (documents.size() + 1),
                    head[0],
                    head[1],
                    head.length > 2 && head[2].equals("repeat"),
                    block.substring(end + 1).stripTrailing()));
        }
        return List.copyOf(documents);
    }

    private Map<String, List<String>> byLanguage(String file) {
        var lines = new LinkedHashMap<String, List<String>>();
        for (String line : Resources.lines(file(file))) {
            int bar = line.indexOf('|');
            lines.computeIfAbsent(line.substring(0, bar), language -> new ArrayList<>())
                    .add(line.substring(bar + 1));
        }
        return lines;
    }

    private List<Named> named(String file) {
        return Resources.lines(file(file)).stream()
                .map(line -> line.split("\\|"))
                .map(parts -> new Named(parts[0], parts[1], Arrays.asList(parts[2].split(";"))))
                .toList();
    }

    Split split() {
        return split;
    }

    List<Document> documents(Group group) {
        return documents.get(group);
    }

    List<String> sentences(String language) {
        return sentences.getOrDefault(language, sentences.get("en"));
    }

    List<String> languages() {
        return List.copyOf(sentences.keySet());
    }

    Map<String, List<String>> injections() {
        return injections;
    }

    /** Those of the language. */
    List<Named> labels(String language) {
        return labels.stream()
                .filter(label -> label.language().equals(language))
                .toList();
    }

    List<Named> fields() {
        return fields;
    }
}
