package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import dev.tollgate.core.scan.health.HealthPlanNumber;
import dev.tollgate.core.scan.injection.InjectionDetector;
import dev.tollgate.core.scan.money.Bic;
import dev.tollgate.core.scan.money.CardSecurityCode;
import dev.tollgate.core.scan.network.EmailAddress;
import dev.tollgate.core.scan.network.TopLevelDomains;
import dev.tollgate.core.scan.person.BirthDates;
import dev.tollgate.core.scan.person.LabelledNames;
import dev.tollgate.core.scan.person.NameField;
import dev.tollgate.core.scan.person.NameOfMailbox;
import dev.tollgate.core.scan.person.NameWords;
import dev.tollgate.core.scan.person.PersonNames;
import dev.tollgate.core.scan.person.SignedNames;
import dev.tollgate.core.scan.place.JapaneseAddress;
import dev.tollgate.core.scan.place.PostalCodes;
import dev.tollgate.core.scan.secret.Secrets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All detectors, by what calls for them.
 *
 * @param email at each at sign
 * @param names at each capital letter
 * @param labelledNames at each colon
 * @param nameOfMailbox at each e-mail address
 * @param numbers at each digit
 * @param fields at each label, and in the field of each name that says what it is
 * @param words at each word
 * @param secrets in the field of each name that says that it is one
 * @param injection at words, long groups of letters and digits, and odd characters
 */
record Detectors(
        EmailAddress email,
        PersonNames names,
        LabelledNames labelledNames,
        NameOfMailbox nameOfMailbox,
        NumberDetectors numbers,
        FieldDetectors fields,
        WordTable words,
        Secrets secrets,
        InjectionDetector injection,
        FieldNames fieldNames,
        TokenForm tokens,
        Set<FindingType> types) {
    /** What people call values that are found by their form as well. */
    private static final List<String> LABELS = List.of(
            "labels.txt",
            "id/labels.txt",
            "phone/labels.txt",
            "money/labels.txt",
            "thing/labels.txt",
            "health/labels.txt");

    /** Labels of values that have no form of their own: they tell what a field is, and the detectors read texts themselves. */
    private static final List<String> FIELDS = List.of("person/labels.txt", "place/labels.txt");

    static Detectors all() {
        NumberDetectors numbers = NumberDetectors.all();
        NameWords nameWords = NameWords.ofResources();
        var secrets = new Secrets();
        var injection = new InjectionDetector();
        var bic = new Bic();
        var securityCode = new CardSecurityCode();
        var healthPlan = new HealthPlanNumber();
        var births = new BirthDates();
        var postalCodes = new PostalCodes();
        List<WordDetector> ofPersons = List.of(
                bic, securityCode, healthPlan, new SignedNames(nameWords), births, postalCodes, new JapaneseAddress());
        List<WordDetector> ofWords = Stream.of(ofPersons, secrets.detectors())
                .<WordDetector>flatMap(List::stream)
                .toList();
        List<Label> labels = labels(LABELS);
        List<String> plain = ResourceLines.of(Detectors.class, "plain-labels.txt");
        Set<FindingType> types = types(secrets);
        var tokens = new TokenForm(types);
        var ofFields = new ArrayList<>(labels);
        ofFields.addAll(labels(FIELDS));
        return new Detectors(
                new EmailAddress(TopLevelDomains.ofResource()),
                new PersonNames(nameWords),
                new LabelledNames(nameWords),
                new NameOfMailbox(nameWords),
                numbers,
                new FieldDetectors(
                        numbers, new NameField(nameWords), births, postalCodes, bic, securityCode, healthPlan),
                new WordTable(Phrases.ofTexts(labels, plain), ofWords, injection.words()),
                secrets,
                injection,
                new FieldNames(ofFields, plain, secrets, tokens),
                tokens,
                types);
    }

    static Set<FindingType> allTypes() {
        return types(new Secrets());
    }

    /** Every type that something here can find. */
    private static Set<FindingType> types(Secrets secrets) {
        var types = new HashSet<FindingType>(List.of(PersonalType.values()));
        types.addAll(secrets.kinds());
        types.addAll(List.of(Indicator.values()));
        return Set.copyOf(types);
    }

    private static List<Label> labels(List<String> resources) {
        return resources.stream()
                .flatMap(resource -> Labels.read(Detectors.class.getResourceAsStream(resource)).stream())
                .toList();
    }
}
