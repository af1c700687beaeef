package dev.tollgate.core.scan.id;

import java.util.List;
import java.util.stream.Stream;

/**
 * Numbers that states and their offices give to persons, in all forms in which they are written.
 *
 * <p>How sure a number is without a label follows from how many numbers like it are none: a check digit alone is right by
 * chance once in ten or eleven, so a row of digits needs a label. Two check digits, a date, a key modulo 97 or a form of its
 * own make a number one that is found alone.
 */
public final class NationalIds {
    private NationalIds() {}

    public static List<IdForm> forms() {
        return Stream.of(
                        UnitedStatesIds.forms(),
                        UnitedStatesHealthIds.forms(),
                        UnitedStatesLicenses.forms(),
                        BritishIds.forms(),
                        IrishIds.forms(),
                        GermanIds.forms(),
                        AustrianIds.forms(),
                        SwissIds.forms(),
                        FrenchIds.forms(),
                        BelgianIds.forms(),
                        DutchIds.forms(),
                        SpanishIds.forms(),
                        PortugueseIds.forms(),
                        ItalianIds.forms(),
                        PolishIds.forms(),
                        SwedishIds.forms(),
                        FinnishIds.forms(),
                        TurkishIds.forms(),
                        IndianIds.forms(),
                        SingaporeIds.forms(),
                        KoreanIds.forms(),
                        JapaneseIds.forms(),
                        AustralianIds.forms(),
                        CanadianIds.forms(),
                        MexicanIds.forms(),
                        BrazilianIds.forms(),
                        SouthAfricanIds.forms())
                .flatMap(List::stream)
                .toList();
    }
}
