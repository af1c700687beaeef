package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import dev.tollgate.core.scan.health.HealthPlanNumber;
import dev.tollgate.core.scan.health.MedicalRecordNumber;
import dev.tollgate.core.scan.id.NationalIds;
import dev.tollgate.core.scan.injection.InjectionDetector;
import dev.tollgate.core.scan.money.BankAccount;
import dev.tollgate.core.scan.money.Bic;
import dev.tollgate.core.scan.money.CardForms;
import dev.tollgate.core.scan.money.CardSecurityCode;
import dev.tollgate.core.scan.money.CryptoAddress;
import dev.tollgate.core.scan.money.Iban;
import dev.tollgate.core.scan.money.TrackData;
import dev.tollgate.core.scan.network.EmailAddress;
import dev.tollgate.core.scan.network.IpAddressText;
import dev.tollgate.core.scan.network.MacAddressText;
import dev.tollgate.core.scan.network.TopLevelDomains;
import dev.tollgate.core.scan.person.Ages;
import dev.tollgate.core.scan.person.BirthDates;
import dev.tollgate.core.scan.person.LabelledNames;
import dev.tollgate.core.scan.person.NameField;
import dev.tollgate.core.scan.person.NameOfMailbox;
import dev.tollgate.core.scan.person.NameWords;
import dev.tollgate.core.scan.person.PersonNames;
import dev.tollgate.core.scan.person.SignedNames;
import dev.tollgate.core.scan.phone.PhoneNumber;
import dev.tollgate.core.scan.place.GeoCoordinates;
import dev.tollgate.core.scan.place.JapaneseAddress;
import dev.tollgate.core.scan.place.PostalCodes;
import dev.tollgate.core.scan.place.StreetAddress;
import dev.tollgate.core.scan.secret.Secrets;
import dev.tollgate.core.scan.thing.DeviceId;
import dev.tollgate.core.scan.thing.LicensePlate;
import dev.tollgate.core.scan.thing.VehicleId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All detectors, and the automaton that finds the words of those that wait for words. */
final class Detectors {
    private static final List<String> LABELS = List.of(
            "labels.txt",
            "id/labels.txt",
            "phone/labels.txt",
            "money/labels.txt",
            "thing/labels.txt",
            "health/labels.txt");

    /** Of a card's number. */
    private static final int SHORTEST_GROUP = 13;

    /** Labels of values that have no form of their own: they tell what a field is, and the detectors read texts themselves. */
    private static final List<String> FIELDS = List.of("person/labels.txt", "place/labels.txt");

    private final Bic bic = new Bic();
    private final Secrets secrets = new Secrets();
    private final CardSecurityCode securityCode = new CardSecurityCode();
    private final TrackData track = new TrackData();
    private final BankAccount bankAccount = new BankAccount();
    private final VehicleId vehicle = new VehicleId();
    private final LicensePlate plate = new LicensePlate();
    private final DeviceId device = new DeviceId();
    private final MedicalRecordNumber medicalRecord = new MedicalRecordNumber();
    private final HealthPlanNumber healthPlan = new HealthPlanNumber();
    private final NameWords nameWords = NameWords.ofResources();
    private final PersonNames names = new PersonNames(nameWords);
    private final LabelledNames labelledNames = new LabelledNames(nameWords);
    private final NameField nameField = new NameField(nameWords);
    private final NameOfMailbox nameOfMailbox = new NameOfMailbox(nameWords);
    private final Ages ages = new Ages();
    private final BirthDates births = new BirthDates();
    private final StreetAddress addresses = new StreetAddress();
    private final PostalCodes postalCodes = new PostalCodes();
    private final List<WordDetector> ofWords = Stream.of(
                    List.of(
                            bic,
                            securityCode,
                            healthPlan,
                            new SignedNames(nameWords),
                            births,
                            postalCodes,
                            new JapaneseAddress()),
                    secrets.detectors())
            .<WordDetector>flatMap(List::stream)
            .toList();
    private final EmailAddress email = new EmailAddress(TopLevelDomains.ofResource());
    private final IpAddressText ip = new IpAddressText();
    private final MacAddressText mac = new MacAddressText();
    private final Iban iban = new Iban();
    private final CryptoAddress crypto = new CryptoAddress();
    private final GeoCoordinates geo = new GeoCoordinates();
    private final PhoneNumber phone = new PhoneNumber();
    private final InjectionDetector injection = new InjectionDetector();
    private final TokenForm tokens = new TokenForm(types());
    private final IdShapes shapes;
    private final Phrases phrases;
    private final FieldNames fieldNames;
    private final Keywords words;
    private final WordDetector[] owners;
    private final int[] places;

    Detectors() {
        this.shapes = new IdShapes(Stream.of(CardForms.all(), NationalIds.forms())
                .flatMap(List::stream)
                .toList());
        List<String> plain = lines("plain-labels.txt");
        this.phrases = Phrases.ofTexts(labels(), plain);
        var ofFields = new ArrayList<>(labels());
        ofFields.addAll(labels(FIELDS));
        this.fieldNames = new FieldNames(ofFields, plain, secrets, tokens);
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
        all.addAll(InnerTables.SIGNS);
        all.addAll(injection.words());
        this.words = Keywords.of(all);
    }

    /** What people call values that are found by their form as well. */
    private static List<Label> labels() {
        return labels(LABELS);
    }

    private static List<Label> labels(List<String> resources) {
        return resources.stream()
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

    TokenForm tokens() {
        return tokens;
    }

    /** Every type that something here can find. */
    Set<FindingType> types() {
        var types = new HashSet<FindingType>(List.of(PersonalType.values()));
        ofWords.forEach(detector -> types.addAll(detector.secrets()));
        types.addAll(List.of(Indicator.values()));
        return Set.copyOf(types);
    }

    Keywords words() {
        return words;
    }

    FieldNames fieldNames() {
        return fieldNames;
    }

    /** Tells what ends before {@code end} to whom it belongs. */
    void look(int word, byte[] text, int from, int to, int end, Pass pass) {
        int ofPhrases = phrases.words().size();
        if (word < ofPhrases) {
            int length = words.length(word);
            if (!phrases.isOrdinary(word, text, end - length, end)) {
                pass.phrase(phrases.meaning(word), length, end);
            }
        } else if (word - ofPhrases < owners.length) {
            owners[word - ofPhrases].look(text, from, to, places[word - ofPhrases], end, pass);
        } else if (word - ofPhrases - owners.length < InnerTables.SIGNS.size()) {
            pass.tableSign(word - ofPhrases - owners.length, end);
        } else {
            pass.injectionWord(word - ofPhrases - owners.length - InnerTables.SIGNS.size(), end);
        }
    }

    void personalField(PersonalType type, byte[] text, int from, int to, Sink sink) {
        switch (type) {
            case BIC -> bic.lookWhole(text, from, to, sink);
            case GEO_COORDINATES -> geo.lookField(text, from, to, sink);
            case PERSON_NAME -> nameField.look(text, from, to, sink);
            case DATE_OF_BIRTH -> births.lookField(text, from, to, sink);
            case AGE -> ages.lookField(text, from, to, sink);
            case POSTAL_ADDRESS -> addresses.lookField(text, from, to, sink);
            case POSTAL_CODE -> postalCodes.lookField(text, from, to, sink);
            default -> behindLabel(type, text, from, to, from, sink);
        }
    }

    /** Looks at what a label of this type announces. */
    void behindLabel(PersonalType type, byte[] text, int from, int to, int end, Sink sink) {
        switch (type) {
            case CARD_SECURITY_CODE -> securityCode.behindLabel(text, to, end, sink);
            case GEO_COORDINATES -> geo.behindLabel(text, to, end, sink);
            case BANK_ACCOUNT -> bankAccount.behindLabel(text, from, to, end, sink);
            case VEHICLE_ID -> vehicle.behindLabel(text, to, end, sink);
            case LICENSE_PLATE -> plate.behindLabel(text, to, end, sink);
            case DEVICE_ID -> device.behindLabel(text, from, to, end, sink);
            case MEDICAL_RECORD_NUMBER -> medicalRecord.behindLabel(text, to, end, sink);
            case HEALTH_PLAN_NUMBER -> healthPlan.behindLabel(text, to, end, sink);
            default -> {}
        }
    }

    void likelyField(PersonalType type, byte[] text, int from, int to, Sink sink) {
        switch (type) {
            case PERSON_NAME -> nameField.lookLikely(text, from, to, sink);
            case POSTAL_ADDRESS -> addresses.lookLikelyField(text, from, to, sink);
            case HEALTH_PLAN_NUMBER -> healthPlan.lookLikelyField(text, from, to, sink);
            default -> {}
        }
    }

    /**
     * Looks at a group of letters and digits whose kind its form alone tells.
     *
     * @return the byte after what was found that goes on behind the group; {@code start} when nothing was
     */
    int group(byte[] text, int from, int to, int start, int end, Sink sink) {
        if (end - start < SHORTEST_GROUP) {
            return start;
        }
        vehicle.look(text, start, end, sink);
        return track.look(text, from, to, start, sink);
    }

    PhoneNumber phone() {
        return phone;
    }

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

    PersonNames names() {
        return names;
    }

    LabelledNames labelledNames() {
        return labelledNames;
    }

    NameOfMailbox nameOfMailbox() {
        return nameOfMailbox;
    }

    Ages ages() {
        return ages;
    }

    StreetAddress addresses() {
        return addresses;
    }

    InjectionDetector injection() {
        return injection;
    }

    IdShapes shapes() {
        return shapes;
    }
}
