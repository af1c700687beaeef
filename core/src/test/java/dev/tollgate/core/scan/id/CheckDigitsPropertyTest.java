package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** For one type of each family of check digits. */
class CheckDigitsPropertyTest {
    private static final Scanner SCANNER = new Scanner();

    /**
     * @param label what stands in front of it in texts
     * @param whole the number with its check digits
     */
    record Number(PersonalType type, String label, String whole) {}

    /** @param complete adds what checks the digits, or nothing when there is no such number */
    private record Family(PersonalType type, String label, int digits, Function<String, String> complete) {

        Arbitrary<Number> numbers() {
            return Arbitraries.strings()
                    .numeric()
                    .ofLength(digits)
                    .map(complete)
                    .filter(whole -> !whole.isEmpty())
                    .map(whole -> new Number(type, label, whole));
        }
    }

    private static final List<Family> FAMILIES = List.of(
            new Family(PersonalType.CA_SIN, "SIN: ", 8, digit(CanadianIds::isSin)),
            new Family(PersonalType.IN_AADHAAR, "aadhaar ", 11, digit(IndianIds::isAadhaar)),
            new Family(PersonalType.UK_NHS, "NHS number ", 9, digit(BritishIds::isNhs)),
            new Family(PersonalType.NL_BSN, "BSN ", 8, digit(DutchIds::isBsn)),
            new Family(PersonalType.AU_TFN, "TFN ", 8, digit(AustralianIds::isTfn)),
            new Family(PersonalType.JP_MY_NUMBER, "マイナンバー", 11, digit(JapaneseIds::isMyNumber)),
            new Family(PersonalType.PT_NIF, "contribuinte ", 8, digit(PortugueseIds::isNif)),
            new Family(PersonalType.BR_CPF, "CPF ", 9, twoDigits(BrazilianIds::isCpf)),
            new Family(PersonalType.BR_CNPJ, "CNPJ ", 12, twoDigits(BrazilianIds::isCnpj)),
            new Family(PersonalType.AU_ABN, "ABN ", 9, twoDigits(AustralianIds::isAbn)),
            new Family(PersonalType.TR_KIMLIK, "TCKN ", 9, twoDigits(TurkishIds::isKimlik)),
            new Family(
                    PersonalType.CH_AHV,
                    "AHV ",
                    9,
                    digits -> digit(SwissIds::isAhv).apply("756" + digits)),
            new Family(
                    PersonalType.FR_NIR,
                    "NIR ",
                    8,
                    digits -> twoDigits(FrenchIds::isNir).apply("18505" + digits)),
            new Family(PersonalType.ES_NIF, "DNI ", 8, letter(SpanishIds::isNif)),
            new Family(
                    PersonalType.SG_NRIC,
                    "NRIC ",
                    7,
                    digits -> letter(SingaporeIds::isNric).apply("S" + digits)),
            new Family(PersonalType.IE_PPS, "PPSN ", 7, letter(IrishIds::isPps)));

    /** Their check digit is 0 for a rest of 0 and of 1, so that some changes are not seen. */
    private static final Set<PersonalType> LESS_SURE =
            EnumSet.of(PersonalType.PT_NIF, PersonalType.JP_MY_NUMBER, PersonalType.BR_CPF, PersonalType.BR_CNPJ);

    @Property(seed = "4")
    void aNumberThatFitsIsFoundBehindItsLabel(@ForAll("numbers") Number number) {
        assertTrue(isFound(number, number.whole()), number::whole);
    }

    @Property(seed = "4")
    void withOneDigitChangedItIsNot(
            @ForAll("numbers") Number number,
            @ForAll @IntRange(max = 20) int place,
            @ForAll @IntRange(min = 1, max = 9) int more) {
        int at = place % number.whole().length();
        char digit = number.whole().charAt(at);
        Assume.that(Character.isDigit(digit) && !LESS_SURE.contains(number.type()));
        char other = (char) ('0' + (digit - '0' + more) % 10);
        String changed =
                number.whole().substring(0, at) + other + number.whole().substring(at + 1);
        assertFalse(isFound(number, changed), changed);
    }

    @Property(seed = "4")
    void germanTaxIdsWithOneDigitChangedAreNone(
            @ForAll("germanTaxIds") String id,
            @ForAll @IntRange(max = 10) int place,
            @ForAll @IntRange(min = 1, max = 9) int more) {
        var changed = new StringBuilder(id);
        changed.setCharAt(place, (char) ('0' + (id.charAt(place) - '0' + more) % 10));
        assertTrue(isFound(new Number(PersonalType.DE_TAX_ID, "Steuer-ID ", id), id));
        assertFalse(CheckDigits.mod11And10(changed.toString()));
    }

    @Provide
    Arbitrary<Number> numbers() {
        return Arbitraries.of(FAMILIES).flatMap(Family::numbers);
    }

    /** Nine of the ten digits in any order, and one of them again. */
    @Provide
    Arbitrary<String> germanTaxIds() {
        return Arbitraries.shuffle(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"))
                .map(digits -> String.join("", digits.subList(0, 9)) + digits.getFirst())
                .filter(digits -> digits.charAt(0) != '0')
                .map(digit(GermanIds::isTaxId));
    }

    /** With the digit behind it that makes it whole. */
    private static Function<String, String> digit(Predicate<String> isWhole) {
        return digits -> first("0123456789", digits, whole -> isWhole.test(whole) ? whole : "");
    }

    private static Function<String, String> twoDigits(Predicate<String> isWhole) {
        return digits -> first("0123456789", digits, digit(isWhole));
    }

    private static Function<String, String> letter(Predicate<String> isWhole) {
        return digits -> first("ABCDEFGHIJKLMNOPQRSTUVWXYZ", digits, whole -> isWhole.test(whole) ? whole : "");
    }

    private static String first(String ends, String digits, Function<String, String> complete) {
        return ends.chars()
                .mapToObj(end -> complete.apply(digits + (char) end))
                .filter(whole -> !whole.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static boolean isFound(Number number, String whole) {
        byte[] text = (number.label() + whole).getBytes(StandardCharsets.UTF_8);
        int start = number.label().getBytes(StandardCharsets.UTF_8).length;
        return SCANNER.scan(text, 0, text.length, Field.NONE).values().stream()
                .filter(finding -> finding.confidence() >= 50)
                .anyMatch(finding -> isAt(finding, number.type(), start, text.length));
    }

    private static boolean isAt(Finding finding, PersonalType type, int from, int to) {
        return finding.type() == type && finding.from() == from && finding.to() == to;
    }
}
