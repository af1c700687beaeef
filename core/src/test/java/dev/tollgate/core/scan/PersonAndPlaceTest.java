package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PersonAndPlaceTest {
    private static final int ACTED_ON = 50;
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @MethodSource
    void findsWhatIsMarkedAndNothingElse(MarkedText text) {
        assertEquals(text.expected(), text.found(SCANNER, ACTED_ON));
    }

    static List<MarkedText> findsWhatIsMarkedAndNothingElse() {
        return Stream.of("names", "births", "addresses")
                .flatMap(file -> MarkedText.ofResource("/scan/" + file + ".txt").stream())
                .toList();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/scan/person-fields.csv")
    void takesTheWholeValueOfAFieldThatIsCalledSo(String field, String value, String type) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        List<String> found = SCANNER.scan(text, 0, text.length, SCANNER.field(field)).values().stream()
                .filter(finding -> finding.confidence() >= ACTED_ON)
                .map(finding -> finding.type() + " " + finding.from() + " " + finding.to())
                .toList();
        assertEquals(type == null ? List.of() : List.of(type + " 0 " + text.length), found);
    }

    @Test
    void readsTheColumnsOfATable() {
        MarkedText table = MarkedText.of("""
                id,full_name,dob,age,zip,product_name
                17,{{PERSON_NAME:Ann Smith}},{{DATE_OF_BIRTH:1980-02-29}},{{AGE:46}},{{POSTAL_CODE:90210}},Ann Arbor Desk
                18,{{PERSON_NAME:Xochil Quetzal}},{{DATE_OF_BIRTH:29.2.1981}},{{AGE:45}},{{POSTAL_CODE:10115}},Oak Chair
                """);

        assertEquals(table.expected(), table.found(SCANNER, ACTED_ON));
    }

    @Test
    void findsTheEndOfALetter() {
        MarkedText letter = MarkedText.of("""
                Dear Ms. {{PERSON_NAME:Jansen}},
                the parcel went to {{POSTAL_ADDRESS:12 High Street
                Leeds LS1 4DY}} on Monday.

                Best regards,
                {{PERSON_NAME:Xavier Quetzal}}
                Customer Service""");

        assertEquals(letter.expected(), letter.found(SCANNER, ACTED_ON));
    }

    @Test
    void endsALetterOfATeamWithoutAName() {
        MarkedText letter = MarkedText.of("Kind regards,\n\nCustomer Support Team\nAcme Ltd\n");

        assertEquals(letter.expected(), letter.found(SCANNER, ACTED_ON));
    }

    @Test
    void leavesOutWhatADictionaryAloneSaysUnlessAsked() {
        MarkedText text = MarkedText.of("{{PERSON_NAME:Jennifer Quetzal}} and {{PERSON_NAME:Virginia Anderson}} came.");

        assertEquals(List.of(), text.found(SCANNER, ACTED_ON));
        assertEquals(text.expected(), text.found(SCANNER, 40));
    }

    @Test
    void leavesOutAgesUnder90InRunningTextUnlessAsked() {
        MarkedText text = MarkedText.of("a {{AGE:12}}-year-old boy, aged {{AGE:12}}");

        assertEquals(List.of(), text.found(SCANNER, ACTED_ON));
        assertEquals(text.expected(), text.found(SCANNER, 40));
    }
}
