package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import dev.tollgate.core.scan.Phrases.Meaning;
import dev.tollgate.core.scan.money.Bic;
import dev.tollgate.core.scan.money.CardForms;
import dev.tollgate.core.scan.money.CryptoAddress;
import dev.tollgate.core.scan.money.Iban;
import dev.tollgate.core.scan.network.EmailAddress;
import dev.tollgate.core.scan.network.IpAddressText;
import dev.tollgate.core.scan.network.MacAddressText;
import dev.tollgate.core.scan.network.TopLevelDomains;
import dev.tollgate.core.scan.place.GeoCoordinates;
import dev.tollgate.core.scan.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All detectors, and the automaton that finds the words of those that wait for words. */
final class Detectors {
    private static final List<String> LABELS = List.of("labels.txt");

    private final Bic bic = new Bic();
    private final Secrets secrets = new Secrets();
    private final List<WordDetector> ofWords = Stream.of(List.of(bic), secrets.detectors())
            .<WordDetector>flatMap(List::stream)
            .toList();
    private final EmailAddress email = new EmailAddress(TopLevelDomains.ofResource());
    private final IpAddressText ip = new IpAddressText();
    private final MacAddressText mac = new MacAddressText();
    private final Iban iban = new Iban();
    private final CryptoAddress crypto = new CryptoAddress();
    private final GeoCoordinates geo = new GeoCoordinates();
    private final IdShapes shapes;
    private final Phrases phrases;
    private final Keywords words;
    private final WordDetector[] owners;
    private final int[] places;

    Detectors() {
        this.shapes = new IdShapes(CardForms.all());
        this.phrases = Phrases.of(labels(), lines("plain-labels.txt"));
        var all = new ArrayList<>(phrases.words());
        int ofDetectors =
                ofWords.stream().mapToInt(detector -> detector.words().size()).sum();
        this.owners = new WordDetector[ofDetectors];
        this.places = new int[ofDetectors];
        int next = 0;
        for (WordDetector detector : ofWords) {
            for (int place = 0; place < detector.words().size(); place++) {
                owners[next] = detector;
                places[next++] = place;
            }
            all.addAll(detector.words());
        }
        this.words = Keywords.of(all);
    }

    /** What people call values that are found by their form as well. */
    private static List<Label> labels() {
        return LABELS.stream()
                .flatMap(resource -> Labels.read(Detectors.class.getResourceAsStream(resource)).stream())
                .toList();
    }

    private static List<String> lines(String resource) {
        try (InputStream lines = Detectors.class.getResourceAsStream(resource)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(String::strip)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Keywords words() {
        return words;
    }

    FieldNames fieldNames() {
        return new FieldNames(labels(), lines("plain-labels.txt"), secrets);
    }

    /** Tells what ends before {@code end} to whom it belongs. */
    void look(int word, byte[] text, int from, int to, int end, Pass pass) {
        int ofPhrases = phrases.words().size();
        if (word < ofPhrases) {
            Meaning meaning = phrases.meaning(word);
            pass.phrase(meaning, words.length(word), end);
        } else {
            owners[word - ofPhrases].look(text, from, to, places[word - ofPhrases], end, pass);
        }
    }

    void personalField(PersonalType type, byte[] text, int from, int to, Sink sink) {
        switch (type) {
            case BIC -> bic.lookWhole(text, from, to, sink);
            case GEO_COORDINATES -> geo.lookField(text, from, to, sink);
            default -> {}
        }
    }

    void phone(byte[] text, int from, int to, int at, Sink sink) {}

    EmailAddress email() {
        return email;
    }

    IpAddressText ip() {
        return ip;
    }

    MacAddressText mac() {
        return mac;
    }

    Iban iban() {
        return iban;
    }

    CryptoAddress crypto() {
        return crypto;
    }

    GeoCoordinates geo() {
        return geo;
    }

    Secrets secrets() {
        return secrets;
    }

    IdShapes shapes() {
        return shapes;
    }
}
