package dev.tollgate.tests.corpus;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.tests.corpus.People.Person;

/** Makes up a value of any type. */
record Values(People people, Places places, Secrets secrets, Injections injections) {
    static Values read() {
        return new Values(new People(), new Places(), new Secrets(), new Injections());
    }

    /** @param language of the text, or what a slot asks for: a country, {@code lines} of an address */
    String personal(PersonalType type, String language, Person person, Dice dice) {
        return switch (type) {
            case EMAIL_ADDRESS -> Contacts.email(person.first(), person.last(), dice);
            case PHONE_NUMBER -> Contacts.phoneOf(language, dice);
            case IP_ADDRESS -> language.equals("v4") ? Contacts.ipv4(dice) : Contacts.ip(dice);
            case MAC_ADDRESS -> Contacts.mac(dice);
            case POSTAL_ADDRESS ->
                language.endsWith("+lines")
                        ? places.address(language.substring(0, 2), "\n", dice)
                        : places.address(language, ", ", dice);
            case POSTAL_CODE -> language.equals("uk") ? Places.ukCode(dice) : places.code(language, dice);
            case GEO_COORDINATES -> language.equals("one") ? Contacts.coordinate(dice) : Contacts.coordinates(dice);
            case PERSON_NAME -> person.whole();
            case DATE_OF_BIRTH -> Things.date(language, 1930, 2012, dice);
            case AGE -> Integer.toString(dice.between(90, 106));
            case CREDIT_CARD -> Money.card(dice);
            case CARD_SECURITY_CODE -> dice.digits(dice.inHundred(80) ? 3 : 4);
            case CARD_TRACK_DATA -> Money.track(dice);
            case IBAN -> Money.iban(dice);
            case BIC -> Money.bic(dice);
            case BANK_ACCOUNT -> Money.account(language, dice);
            case CRYPTO_ADDRESS -> Money.crypto(dice);
            case MEDICAL_RECORD_NUMBER -> Things.medicalRecord(dice);
            case HEALTH_PLAN_NUMBER -> Things.healthPlan(dice);
            case VEHICLE_ID -> Things.vin(dice);
            case LICENSE_PLATE -> Things.plate(language, dice);
            case DEVICE_ID -> language.equals("adid") ? Things.uuid(dice) : Things.imei(dice);
            default -> NationalIds.of(type, dice);
        };
    }
}
