package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PersonAndPlacePropertyTest {
    private static final Scanner SCANNER = new Scanner();
    private static final List<String> TITLES =
            List.of("Dr", "Dr.", "Mr", "Mrs.", "Prof.", "Sir", "Herr", "Frau", "Sig.", "Mme", "Dear", "MR", "J.");
    private static final List<String> JOINTS =
            List.of(" ", " ", " ", "", "  ", ".", ",", ", ", "-", "'", "(", ")", "\u00a0");
    private static final List<String> NAME_FIELDS =
            List.of("name", "full_name", "contact_name", "patient.name", "surname", "author", "text");
    private static final List<String> FIELDS =
            List.of("name", "full_name", "dob", "age", "address", "street", "zip", "text");

    private static final List<String> PIECES = List.of(
            "Ann",
            "Smith",
            "Dr.",
            "Mr",
            "Dear",
            "Patient",
            ":",
            ":",
            " ",
            " ",
            " ",
            ",",
            ".",
            "\n",
            "-",
            "'",
            "O'",
            "von ",
            "de la ",
            "J.",
            "Ł",
            "É",
            "é",
            "Ã",
            "田中",
            "さん",
            "氏名：",
            "カ",
            "東京都",
            "区",
            "born",
            "geb.",
            "né le ",
            "12",
            "1980",
            "-02-",
            "29",
            "/",
            "May",
            "de ",
            "年",
            "月",
            "日",
            "昭和",
            "age",
            "aged ",
            "years old",
            "歳",
            "93",
            "Street",
            "Baker",
            "rue ",
            "Hauptstraße",
            "str.",
            "Calle",
            "ul.",
            "PO Box ",
            "Apt",
            "#",
            "IL",
            "62704",
            "NW1",
            "6XE",
            "zip",
            "〒",
            "regards",
            "my name is",
            "@example.org",
            "<",
            "\"",
            "º",
            "the ");

    @Property(seed = "4")
    void piecesPutTogetherAreReadToTheEndWhereverTheyStand(
            @ForAll("mixtures") String text, @ForAll("fields") String name) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Field field = SCANNER.field(name);
        List<Finding> findings = SCANNER.scan(bytes, 0, bytes.length, field).values();

        var inside = new byte[bytes.length + 20];
        System.arraycopy(bytes, 0, inside, 10, bytes.length);
        List<Finding> moved = SCANNER.scan(inside, 10, 10 + bytes.length, field).values().stream()
                .map(finding ->
                        new Finding(finding.type(), finding.from() - 10, finding.to() - 10, finding.confidence()))
                .toList();
        assertEquals(findings, moved);
    }

    @Property(seed = "4")
    void bytesCutAnywhereAreReadToTheEnd(
            @ForAll("mixtures") String text, @ForAll("fields") String name, @ForAll("cuts") int cut) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = Math.min(cut, bytes.length);
        int to = Math.max(from, bytes.length - cut);
        for (Finding finding :
                SCANNER.scan(bytes, from, to, SCANNER.field(name)).values()) {
            assertTrue(finding.from() >= from && finding.to() <= to && finding.from() < finding.to());
        }
    }

    @Property(seed = "4")
    void arbitraryBytesInAFieldAreReadToTheEnd(@ForAll byte[] text, @ForAll("fields") String name) {
        for (Finding finding :
                SCANNER.scan(text, 0, text.length, SCANNER.field(name)).values()) {
            assertTrue(finding.from() >= 0 && finding.to() <= text.length && finding.from() < finding.to());
        }
    }

    @Property(seed = "4")
    void titlesWithNothingBehindThemAreReadToTheEnd(
            @ForAll("titles") String text, @ForAll("nameFields") String name, @ForAll("cuts") int cut) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Field field = SCANNER.field(name);
        for (Finding finding : SCANNER.scan(bytes, Math.min(cut, bytes.length), bytes.length, field)
                .values()) {
            assertTrue(finding.from() >= 0 && finding.to() <= bytes.length);
        }
    }

    @Provide
    Arbitrary<String> titles() {
        Arbitrary<String> joints = Arbitraries.of(JOINTS).list().ofMaxSize(2).map(some -> String.join("", some));
        return Combinators.combine(joints, Arbitraries.of(TITLES), joints)
                .as((before, title, behind) -> before + title + behind)
                .list()
                .ofMaxSize(3)
                .map(some -> String.join("", some));
    }

    @Provide
    Arbitrary<String> nameFields() {
        return Arbitraries.of(NAME_FIELDS);
    }

    @Provide
    Arbitrary<String> mixtures() {
        return Arbitraries.of(PIECES).list().ofMaxSize(24).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of(FIELDS);
    }

    @Provide
    Arbitrary<Integer> cuts() {
        return Arbitraries.integers().between(0, 7);
    }
}
