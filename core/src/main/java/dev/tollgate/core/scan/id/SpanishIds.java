package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * Numbers of persons in Spain: Real Decreto 1553/2005 (DNI), Orden EHA/451/2008 (NIF) and Real Decreto 557/2011 (NIE). The
 * letter at the end is that of the number modulo 23; of a NIE the X, Y or Z in front counts as 0, 1 or 2, and of those
 * without a DNI the K, L or M does not count.
 */
final class SpanishIds {
    private static final String LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

    private SpanishIds() {}

    static List<IdForm> forms() {
        return List.of(
                nif("99.999.999-A", SpanishIds::isNif, 92, 97),
                nif("99.999.999A", SpanishIds::isNif, 90, 97),
                nif("99999999-A", SpanishIds::isNoDate, 75, 96),
                nif("99999999-A", SpanishIds::isNif, 0, 96),
                nif("99999999A", SpanishIds::isNoDate, 70, 96),
                nif("99999999A", SpanishIds::isNif, 0, 96),
                nif("99999999 A", SpanishIds::isNif, 0, 94),
                nif("A9999999A", SpanishIds::isNifWithoutDni, 0, 95),
                nie("A9999999A", 85, 97),
                nie("A-9999999-A", 90, 97),
                nie("A9999999-A", 88, 97),
                nie("A-9999999A", 88, 97),
                nie("A 9999999 A", 75, 96));
    }

    private static IdForm nif(String shape, IdForm.Check check, int alone, int labelled) {
        return new IdForm(PersonalType.ES_NIF, shape, check, alone, labelled);
    }

    private static IdForm nie(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.ES_NIE, shape, SpanishIds::isNie, alone, labelled);
    }

    static boolean isNif(String number) {
        return number.charAt(8) == LETTERS.charAt(number(number, 0, 8) % 23);
    }

    /** A date with a letter behind it names a version or a batch more often than a person. */
    private static boolean isNoDate(String number) {
        int century = number(number, 0, 2);
        boolean isDate = (century == 19 || century == 20)
                && CalendarDate.exists(number(number, 0, 4), number(number, 4, 6), number(number, 6, 8));
        return !isDate && isNif(number);
    }

    private static boolean isNifWithoutDni(String number) {
        char kind = number.charAt(0);
        return kind >= 'K' && kind <= 'M' && number.charAt(8) == LETTERS.charAt(number(number, 1, 8) % 23);
    }

    static boolean isNie(String number) {
        int kind = number.charAt(0) - 'X';
        return kind >= 0
                && kind <= 2
                && number.charAt(8) == LETTERS.charAt((kind * 10_000_000 + number(number, 1, 8)) % 23);
    }
}
