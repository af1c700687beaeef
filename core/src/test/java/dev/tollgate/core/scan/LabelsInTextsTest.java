package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What labels and names of fields say of the numbers behind them, shown by ids. */
class LabelsInTextsTest {
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSN: 487018850",
                "ssn=487018850",
                "customer_ssn: 487018850",
                "\"ssn\":\"487018850\"",
                "487018850 (SSN)",
                "487018850 is my SSN",
                "SSNs 487018850",
            })
    void aLabelStandsInFrontOfANumberOrRightBehindIt(String text) {
        assertEquals(List.of("US_SSN 487018850"), found(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "487018850",
                "The SSN is needed for the form that you sent us on Monday: 487018850",
                "SSN follows, order 487018850",
                "passn 487018850",
                "487018850 and my SSN",
            })
    void withoutALabelNearItABareNumberIsNobodys(String text) {
        assertEquals(List.of(), found(text));
    }

    @Test
    void aLabelReachesAlongAListAndNoFarther() {
        assertEquals(
                List.of("US_SSN 487018850", "US_SSN 232998430"), found("SSN 487018850, 232998430; page 754766242"));
    }

    @Test
    void ofAPhraseInsideOfALongerOneTheLongerCounts() {
        assertEquals(List.of("UK_PASSPORT 512345678"), found("UK passport number 512345678"));
        assertEquals(List.of("US_PASSPORT 512345678"), found("US passport number 512345678"));
    }

    @Test
    void aLabelOfSeveralTypesLeadsToThoseWhoseFormFits() {
        assertEquals(List.of("DE_TAX_ID 36574261809"), found("tax id 36574261809"));
        assertEquals(List.of("BR_CPF 24561372997"), found("tax id 24561372997"));
        assertEquals(List.of("ES_NIF 12345678Z"), found("tax_id=12345678Z"));
    }

    @Test
    void aWordOfEverydayIsALabelWithAColonOnly() {
        assertEquals(List.of("CA_SIN 307529123"), found("SIN: 307529123"));
        assertEquals(List.of(), found("vivir sin 307529123 problemas"));
    }

    @Test
    void labelsInCapitalLettersBeyondAsciiAreRead() {
        assertEquals(List.of("FR_NIR 1850578006084"), found("NUMÉRO DE SÉCURITÉ SOCIALE 1850578006084"));
    }

    @Test
    void inLanguagesWithoutSpacesALabelStandsRightBehindAWord() {
        assertEquals(List.of("JP_MY_NUMBER 391065180170"), found("私のマイナンバーは391065180170です。"));
    }

    @ParameterizedTest
    @CsvSource({
        "customerSsn, 487018850, US_SSN",
        "CUSTOMER_SSN, 487018850, US_SSN",
        "tax_id, 36574261809, DE_TAX_ID",
        "taxId, 12345678Z, ES_NIF",
        "sin, 307529123, CA_SIN",
        "steuerId, 36574261809, DE_TAX_ID",
        "steuer_idnr, 36574261809, DE_TAX_ID",
        "codiceFiscale, RSSMRA85T10A562S, IT_FISCAL_CODE",
        "patient.nhsNumber, 9434765919, UK_NHS",
        "ukPassportNo, 512345678, UK_PASSPORT",
        "aadhaar_no, 769719927510, IN_AADHAAR",
        "주민등록번호, 7110081875774, KR_RRN",
        "マイナンバー, 391065180170, JP_MY_NUMBER",
        "cpf, 24561372997, BR_CPF",
        "driversLicense, D1234567, US_DRIVER_LICENSE",
    })
    void theNameOfAFieldIsALabel(String name, String value, String type) {
        assertEquals(List.of(type + " " + value), found(value, SCANNER.field(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "orderId, 487018850",
        "sku, 12345678901",
        "businessUnit, 487018850",
        "ssn, 000123456",
        "aadhaar, 769719927511",
        "single, 307529123",
    })
    void otherFieldsAndNumbersThatCannotBeAreLeft(String name, String value) {
        assertEquals(List.of(), found(value, SCANNER.field(name)));
    }

    private static List<String> found(String text) {
        return found(text, Field.NONE);
    }

    private static List<String> found(String text, Field field) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SCANNER.scan(bytes, 0, bytes.length, field).values().stream()
                .filter(finding -> finding.confidence() >= JsonScan.LEAST_CONFIDENCE)
                .map(finding -> finding.type().name() + " "
                        + new String(bytes, finding.from(), finding.to() - finding.from(), StandardCharsets.UTF_8))
                .toList();
    }
}
