package dev.tollgate.tests.corpus;

import dev.tollgate.tests.corpus.Library.Document;
import dev.tollgate.tests.corpus.Library.Group;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes texts from templates: the same seed and number, the same text. */
final class Corpus {
    /** The texts of a hundred. */
    private static final List<Group> MIX = mix();

    private static final List<String> RECORD_FORMS = List.of(
            "json",
            "json",
            "json",
            "json",
            "csv",
            "csv",
            "psql",
            "mysql",
            "yaml",
            "logfmt",
            "markdown_table",
            "html_table");

    private static final List<String> LANGUAGES = List.of(
            "en", "en", "en", "en", "de", "de", "fr", "fr", "es", "es", "it", "it", "pt", "pt", "nl", "nl", "pl", "pl",
            "ja", "ja", "hi", "hi", "sv", "fi", "ko", "zh");

    private final long seed;
    private final Values values = Values.read();
    private final Map<Split, Library> libraries = new EnumMap<>(Split.class);

    Corpus(long seed) {
        this.seed = seed;
        for (Split split : Split.values()) {
            libraries.put(split, new Library(split));
        }
    }

    private static List<Group> mix() {
        return Stream.of(
                        Map.entry(Group.LETTERS, 33),
                        Map.entry(Group.RECORDS, 22),
                        Map.entry(Group.LOGS, 9),
                        Map.entry(Group.CODE, 13),
                        Map.entry(Group.INJECTED, 9),
                        Map.entry(Group.PLAIN, 10),
                        Map.entry(Group.TOOLS, 4))
                .flatMap(share -> IntStream.range(0, share.getValue()).mapToObj(i -> share.getKey()))
                .toList();
    }

    Values values() {
        return values;
    }

    /** Half of them from each split. */
    Stream<CorpusText> texts(int size) {
        return IntStream.range(0, size).mapToObj(this::text);
    }

    CorpusText text(int number) {
        // Seeds in a row make Random's first numbers alike.
        var dice = new Dice(mixed(seed * 1_000_003 + number));
        Split split = number % 2 == 0 ? Split.TUNED : Split.HELDOUT;
        Library library = libraries.get(split);
        Group group = dice.oneOf(MIX);
        Document document = dice.oneOf(library.documents(group));
        boolean isRecord = group == Group.RECORDS && dice.inHundred(70);
        String language = isRecord || document.language().equals("*") ? dice.oneOf(LANGUAGES) : document.language();
        String form = isRecord ? dice.oneOf(RECORD_FORMS) : document.form();
        Draft draft = isRecord
                ? new Records(values, library, language, dice).made(form)
                : filled(document, new Filler(values, library, language, dice), dice);
        boolean isWrapped = !form.equals("json") && !form.equals("tools_list") && dice.inHundred(15);
        Draft whole = isWrapped ? answer(draft, dice) : draft;
        return new CorpusText(
                number,
                split,
                isWrapped ? "mcp_" + form : form,
                language,
                document.name(),
                whole.text(),
                whole.byteMarks(),
                whole.hasInjection());
    }

    private static long mixed(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    private static Draft filled(Document document, Filler filler, Dice dice) {
        var draft = filler.filled(document.text());
        if (document.isRepeated()) {
            int more = dice.between(2, 7);
            for (int i = 0; i < more; i++) {
                draft.add("\n").add(filler.filled(document.text()));
            }
        }
        return draft;
    }

    /** As an MCP server answers. */
    private static Draft answer(Draft text, Dice dice) {
        return dice.inHundred(70)
                ? Draft.of("{\"content\":[{\"type\":\"text\",\"text\":")
                        .addQuoted(text)
                        .add("}],\"isError\":false}")
                : Draft.of("{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///srv/docs/"
                                + dice.between(1, 999) + ".txt\",\"mimeType\":\"text/plain\",\"text\":")
                        .addQuoted(text)
                        .add("}}]}");
    }
}
