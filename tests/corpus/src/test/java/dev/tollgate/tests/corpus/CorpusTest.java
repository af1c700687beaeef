package dev.tollgate.tests.corpus;

import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.tests.corpus.Library.Document;
import dev.tollgate.tests.corpus.Library.Group;
import dev.tollgate.tests.corpus.Mark.Sort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@TestInstance(Lifecycle.PER_CLASS)
class CorpusTest {
    private static final long SEED = 7;
    private static final int SIZE = 5_000;
    private static final int FEW = 500;

    private final Corpus corpus = new Corpus(SEED);
    private final List<CorpusText> texts = corpus.texts(SIZE).toList();

    private static Path sample() {
        return Path.of(System.getProperty("tollgate.root"), "tests/corpus/data/sample.md");
    }

    @Test
    void makesTheSameTextsFromTheSameSeed() throws IOException {
        String made = new Sample(corpus).markdown();
        if (Boolean.getBoolean("tollgate.corpus.write")) {
            Files.createDirectories(sample().getParent());
            Files.writeString(sample(), made);
        }
        assertEquals(Files.readString(sample()), made);
        assertEquals(texts.subList(0, FEW), new Corpus(SEED).texts(FEW).toList());
    }

    @Test
    void makesOtherTextsFromAnotherSeed() {
        Set<String> others =
                new Corpus(SEED + 1).texts(FEW).map(CorpusText::text).collect(Collectors.toSet());
        long same = texts.stream().filter(text -> others.contains(text.text())).count();
        assertTrue(same < SIZE / 50, same + " texts are the same");
    }

    @Test
    void marksWhatWasPutIntoATextAndLeavesNoSlotOpen() {
        for (CorpusText text : texts) {
            byte[] bytes = text.bytes();
            for (Mark mark : text.marks()) {
                assertTrue(mark.from() < mark.to() && mark.to() <= bytes.length, text.template());
                String value = new String(bytes, mark.from(), mark.to() - mark.from(), StandardCharsets.UTF_8);
                assertTrue(!value.contains("\uFFFD") && value.equals(value.strip()), text.template() + ": " + value);
            }
        }
    }

    @Test
    void hasEveryTypeInBothSplitsAndAsManyNegativesAsLabels() {
        for (Split split : Split.values()) {
            List<Mark> marks = texts.stream()
                    .filter(text -> text.split() == split)
                    .flatMap(text -> text.marks().stream())
                    .toList();
            for (PersonalType type : PersonalType.values()) {
                long count = marks.stream()
                        .filter(mark ->
                                mark.sort() == Sort.PERSONAL && mark.name().equals(type.name()))
                        .count();
                assertTrue(count >= 10, split + " has " + count + " of " + type);
            }
            long labels =
                    marks.stream().filter(mark -> mark.sort().mustBeFound()).count();
            long negatives =
                    marks.stream().filter(mark -> mark.sort() == Sort.NEGATIVE).count();
            assertTrue(negatives >= labels, split + ": " + negatives + " negatives, " + labels + " labels");
        }
    }

    @Test
    void hasSixtyKindsOfSecretsAndTenLanguages() {
        Set<String> kinds = texts.stream()
                .flatMap(text -> text.marks().stream())
                .filter(mark -> mark.sort() == Sort.SECRET)
                .map(Mark::name)
                .collect(Collectors.toSet());
        assertTrue(kinds.size() >= 60, "kinds of secrets: " + kinds.size());
        assertTrue(texts.stream().map(CorpusText::language).distinct().count() >= 10);
    }

    @Test
    void hasNoTemplateInBothSplits() {
        Library tuned = new Library(Split.TUNED);
        Library heldout = new Library(Split.HELDOUT);
        for (Group group : Group.values()) {
            Set<String> forms =
                    heldout.documents(group).stream().map(Document::text).collect(Collectors.toSet());
            tuned.documents(group).forEach(document -> assertTrue(!forms.contains(document.text()), document.name()));
        }
        for (String language : tuned.languages()) {
            Set<String> sentences = Set.copyOf(heldout.sentences(language));
            List<String> both = tuned.sentences(language).stream()
                    .filter(sentence -> sentences.contains(sentence) && !sentence.startsWith("{id}"))
                    .toList();
            assertEquals(List.of(), both);
        }
        Set<String> instructions =
                heldout.injections().values().stream().flatMap(List::stream).collect(Collectors.toSet());
        tuned.injections().values().stream()
                .flatMap(List::stream)
                .forEach(instruction -> assertTrue(!instructions.contains(instruction), instruction));
    }

    @Test
    void fillsEveryTemplateOfEveryGroup() {
        for (Split split : Split.values()) {
            var library = new Library(split);
            for (Group group : Group.values()) {
                for (Document document : library.documents(group)) {
                    String language = document.language().equals("*") ? "en" : document.language();
                    var filler = new Filler(corpus.values(), library, language, new Dice(SEED));
                    assertTrue(!filler.filled(document.text()).isEmpty(), document.name());
                }
            }
            for (String language : library.languages()) {
                var filler = new Filler(corpus.values(), library, language, new Dice(SEED));
                library.sentences(language)
                        .forEach(sentence -> assertTrue(!filler.filled(sentence).isEmpty(), sentence));
            }
        }
    }

    @Test
    void writesJsonThatIsJson() throws JsonException {
        Set<String> forms = Set.of("json", "json_config", "tools_list", "openapi", "prompts_list", "resources_list");
        for (CorpusText text : texts) {
            if (forms.contains(text.form()) || text.form().startsWith("mcp_")) {
                new JsonText(64).parse(text.text());
            }
        }
    }

    @Test
    void readsItsJsonFieldByField() {
        var scan = new AnswerScan(new dev.tollgate.core.scan.Scanner());
        String text =
                "{\"a\":\"x\\ny ann@example.org\",\"b\":\"{\\\"c\\\":\\\"\\\\u00e9 bob@example.org\\\"}\",\"ö\":1}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> found = scan.values(bytes).stream()
                .map(finding ->
                        new String(Arrays.copyOfRange(bytes, finding.from(), finding.to()), StandardCharsets.UTF_8))
                .toList();
        assertEquals(List.of("ann@example.org", "bob@example.org"), found);
    }
}
