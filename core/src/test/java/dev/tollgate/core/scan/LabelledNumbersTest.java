package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Numbers of accounts, things and health care, in texts, fields of JSON and columns of CSV. */
class LabelledNumbersTest {
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @MethodSource
    void findsWhatIsMarkedAndNothingElse(MarkedText text) {
        assertEquals(text.expected(), text.found(SCANNER, 50));
    }

    static List<MarkedText> findsWhatIsMarkedAndNothingElse() {
        return Stream.of("/scan/things.txt", "/scan/health.txt")
                .flatMap(resource -> MarkedText.ofResource(resource).stream())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "phone, 2125550123, PHONE_NUMBER",
        "mobileNumber, 01711234567, PHONE_NUMBER",
        "contact_phone, 555-0123, PHONE_NUMBER",
        "customer.tel, 1711234567, PHONE_NUMBER",
        "telefono_cellulare, 3471234567, PHONE_NUMBER",
        "cvv, 123, CARD_SECURITY_CODE",
        "card_cvc, 4567, CARD_SECURITY_CODE",
        "accountNumber, 12345678, BANK_ACCOUNT",
        "routing_number, 021000021, BANK_ACCOUNT",
        "sortCode, 20-00-00, BANK_ACCOUNT",
        "vin, WVWZZZ1JZ3W386752, VEHICLE_ID",
        "licensePlate, B-MW 1234, LICENSE_PLATE",
        "imei, 352099001761481, DEVICE_ID",
        "device_id, 6D92078A-8246-4BA4-AE5B-76104861E7DC, DEVICE_ID",
        "serialNumber, C02XG2JHH7JG, DEVICE_ID",
        "mrn, 00123456, MEDICAL_RECORD_NUMBER",
        "patient.patientId, P-123456, MEDICAL_RECORD_NUMBER",
        "subscriber_id, XYZ123456789, HEALTH_PLAN_NUMBER",
        "kvnr, A123456780, HEALTH_PLAN_NUMBER",
    })
    void theNameOfAFieldIsALabel(String name, String value, String type) {
        assertEquals(List.of(type + " " + value), found(value, SCANNER.field(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "phone_updated_at, 1732443300",
        "phone_order_id, 2125550123",
        "phone_model, Pixel 9",
        "device_count, 12345678",
        "serial_number_count, 123456789",
        "order_phone_id, 42",
        "member_id, 12345678",
        "policy_number, 12345678",
        "cid, 1234",
        "account_id, 12345678",
        "plate, 12",
        "patient_count, 12345678",
        "vin, unknown",
        "vehicle_registration_date, 2026-11-24",
    })
    void anotherNameIsNone(String name, String value) {
        assertEquals(List.of(), found(value, SCANNER.field(name)));
    }

    @Test
    void theHeaderOfAColumnIsALabel() {
        String table = "order_id,phone,cvv,mrn,vin\n"
                + "2125550123,2125550123,123,00123456,WVWZZZ1JZ3W386752\n"
                + "01711234567,01711234567,4567,A12345,unknown\n";

        assertEquals(
                List.of(
                        "PHONE_NUMBER 2125550123",
                        "CARD_SECURITY_CODE 123",
                        "MEDICAL_RECORD_NUMBER 00123456",
                        "VEHICLE_ID WVWZZZ1JZ3W386752",
                        "PHONE_NUMBER 01711234567",
                        "CARD_SECURITY_CODE 4567",
                        "MEDICAL_RECORD_NUMBER A12345"),
                found(table, Field.NONE));
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
