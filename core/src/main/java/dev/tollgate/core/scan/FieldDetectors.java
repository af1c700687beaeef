package dev.tollgate.core.scan;

import dev.tollgate.core.scan.health.HealthPlanNumber;
import dev.tollgate.core.scan.health.MedicalRecordNumber;
import dev.tollgate.core.scan.money.BankAccount;
import dev.tollgate.core.scan.money.Bic;
import dev.tollgate.core.scan.money.CardSecurityCode;
import dev.tollgate.core.scan.person.BirthDates;
import dev.tollgate.core.scan.person.NameField;
import dev.tollgate.core.scan.place.PostalCodes;
import dev.tollgate.core.scan.thing.DeviceId;
import dev.tollgate.core.scan.thing.LicensePlate;
import java.util.EnumMap;
import java.util.Map;

/** What reads a value because a label or the name of its field says of which type it is. */
final class FieldDetectors {
    private static final Whole NO_FIELD = (text, from, to, sink) -> {};
    private static final Behind NO_LABEL = (text, from, to, end, sink) -> {};

    private final Map<PersonalType, Whole> fields = new EnumMap<>(PersonalType.class);
    private final Map<PersonalType, Whole> likelyFields = new EnumMap<>(PersonalType.class);
    private final Map<PersonalType, Behind> labels = new EnumMap<>(PersonalType.class);

    FieldDetectors(
            NumberDetectors numbers,
            NameField names,
            BirthDates births,
            PostalCodes postalCodes,
            Bic bic,
            CardSecurityCode securityCode,
            HealthPlanNumber healthPlan) {
        field(PersonalType.BIC, bic::lookWhole);
        field(PersonalType.GEO_COORDINATES, numbers.geo()::lookField);
        field(PersonalType.PERSON_NAME, names::look);
        field(PersonalType.DATE_OF_BIRTH, births::lookField);
        field(PersonalType.AGE, numbers.ages()::lookField);
        field(PersonalType.POSTAL_ADDRESS, numbers.addresses()::lookField);
        field(PersonalType.POSTAL_CODE, postalCodes::lookField);
        likelyFields.put(PersonalType.PERSON_NAME, names::lookLikely);
        likelyFields.put(PersonalType.POSTAL_ADDRESS, numbers.addresses()::lookLikelyField);
        likelyFields.put(PersonalType.HEALTH_PLAN_NUMBER, healthPlan::lookLikelyField);
        var bankAccount = new BankAccount();
        var plate = new LicensePlate();
        var device = new DeviceId();
        var medicalRecord = new MedicalRecordNumber();
        labels.put(PersonalType.GEO_COORDINATES, wherever(numbers.geo()::behindLabel));
        label(PersonalType.BANK_ACCOUNT, bankAccount::behindLabel);
        label(PersonalType.CARD_SECURITY_CODE, wherever(securityCode::behindLabel));
        label(PersonalType.VEHICLE_ID, wherever(numbers.vehicle()::behindLabel));
        label(PersonalType.LICENSE_PLATE, wherever(plate::behindLabel));
        label(PersonalType.DEVICE_ID, device::behindLabel);
        label(PersonalType.MEDICAL_RECORD_NUMBER, wherever(medicalRecord::behindLabel));
        label(PersonalType.HEALTH_PLAN_NUMBER, wherever(healthPlan::behindLabel));
    }

    /** Reads the value of a field as a whole. */
    @FunctionalInterface
    private interface Whole {
        void look(byte[] text, int from, int to, Sink sink);
    }

    /** Reads what stands behind a label that ends before {@code end}. */
    @FunctionalInterface
    private interface Behind {
        void look(byte[] text, int from, int to, int end, Sink sink);
    }

    /** Reads what stands behind a label, and nothing before it. */
    @FunctionalInterface
    private interface Ahead {
        void look(byte[] text, int to, int end, Sink sink);
    }

    private static Behind wherever(Ahead detector) {
        return (text, from, to, end, sink) -> detector.look(text, to, end, sink);
    }

    private void field(PersonalType type, Whole detector) {
        fields.put(type, detector);
    }

    /** The name of a field is a label in front of all of its value. */
    private void label(PersonalType type, Behind detector) {
        labels.put(type, detector);
        fields.put(type, (text, from, to, sink) -> detector.look(text, from, to, from, sink));
    }

    void field(PersonalType type, byte[] text, int from, int to, Sink sink) {
        fields.getOrDefault(type, NO_FIELD).look(text, from, to, sink);
    }

    /** For fields that may be of a type, when their values look like it. */
    void likelyField(PersonalType type, byte[] text, int from, int to, Sink sink) {
        likelyFields.getOrDefault(type, NO_FIELD).look(text, from, to, sink);
    }

    void behindLabel(PersonalType type, byte[] text, int from, int to, int end, Sink sink) {
        labels.getOrDefault(type, NO_LABEL).look(text, from, to, end, sink);
    }
}
