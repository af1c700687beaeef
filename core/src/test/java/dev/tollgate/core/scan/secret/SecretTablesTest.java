package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.FindingType;
import dev.tollgate.core.scan.FindingType.Group;
import dev.tollgate.core.scan.MarkedText;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.core.scan.SecretKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SecretTablesTest {
    private static final Scanner SCANNER = new Scanner();

    @ParameterizedTest
    @MethodSource("texts")
    void findsWhatIsMarkedAndNoOtherSecret(MarkedText text) {
        assertEquals(text.expected(), secrets(text));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void findsEachKindAndNotWhatIsTooShortForIt(MarkedText text) {
        assertEquals(text.expected(), secrets(text));
    }

    @Test
    void eachKindHasATrueCase() {
        Set<String> shown = kinds().stream()
                .flatMap(text -> text.expected().stream())
                .map(expected -> expected.substring(0, expected.indexOf(' ')))
                .collect(Collectors.toSet());

        assertEquals(
                SecretRules.ofResource().stream()
                        .map(SecretRule::kind)
                        .map(SecretKind::name)
                        .collect(Collectors.toSet()),
                shown);
    }

    @Test
    void whatIsFoundIsAKindThatProfilesMayNameAndTokensDo() {
        Set<FindingType> types = SCANNER.types();

        Stream.concat(texts().stream(), kinds().stream())
                .flatMap(text -> text.expected().stream())
                .map(expected -> expected.substring(0, expected.indexOf(' ')))
                .distinct()
                .forEach(kind ->
                        assertTrue(types.stream().anyMatch(type -> type.name().equals(kind)), kind));
    }

    @ParameterizedTest
    @CsvSource({
        "password, hunter2, PASSWORD",
        "userPassword, sunshine, PASSWORD",
        "db_password_prod, 'p w0rd', ''",
        "api_key, k39xq27mzf81wd, GENERIC_SECRET",
        "clientSecret, 123e4567-e89b-42d3-a456-426614174999, GENERIC_SECRET",
        "authorization, Bearer k39xq27mzf81wd, GENERIC_SECRET",
        "Authorization, Basic Ym9iOmh1bnRlcjIy, BASIC_AUTH_CREDENTIALS",
        "datadog_api_key, 3f9a87c6d5e4b3a2918f7e6d5c4b3a29, DATADOG_API_KEY",
        "key, q8Zr4Lk92MxWv71TbN3s, GENERIC_SECRET",
        "key, uploads/2024/report2.pdf, ''",
        "token_count, 4096123456, ''",
        "next_token, q8Zr4Lk92MxWv71TbN3s, ''",
        "nextPageToken, q8Zr4Lk92MxWv71TbN3s, ''",
        "max_tokens, 128000, ''",
        "password_changed_at, 2026-11-24T10:20:30Z, ''",
        "has_password, true, ''",
        "secret_name, q8Zr4Lk92MxWv71TbN3s, ''",
        "key_id, q8Zr4Lk92MxWv71TbN3s, ''",
        "public_key, q8Zr4Lk92MxWv71TbN3s, ''",
        "primary key, q8Zr4Lk92MxWv71TbN3s, ''",
        "sort_key, q8Zr4Lk92MxWv71TbN3s, ''",
        "password, changeme, ''",
        "password, [PASSWORD], ''",
        "password, {{ .Values.password }}, ''",
        "token, refresh, ''"
    })
    void theNameOfAFieldSaysWhetherItsValueIsSecret(String name, String value, String expected) {
        byte[] bytes = SecretSamples.bytes(value);
        String found = SCANNER.scan(bytes, 0, bytes.length, SCANNER.field(name)).values().stream()
                .filter(finding -> finding.type().group() == Group.SECRET && finding.confidence() >= 50)
                .map(finding -> finding.type().name())
                .collect(Collectors.joining(","));

        assertEquals(expected, found);
    }

    private static List<String> secrets(MarkedText text) {
        Set<String> personal = Set.of("EMAIL_ADDRESS", "IP_ADDRESS", "PHONE_NUMBER", "POSTAL_ADDRESS");
        return text.found(SCANNER, 50).stream()
                .filter(found -> !personal.contains(found.substring(0, found.indexOf(' '))))
                .toList();
    }

    static List<MarkedText> texts() {
        return read("/scan/secrets.txt");
    }

    static List<MarkedText> kinds() {
        return read("/scan/secret-kinds.txt");
    }

    private static List<MarkedText> read(String resource) {
        try (InputStream lines = SecretTablesTest.class.getResourceAsStream(resource)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.replace("¦", "").replace('⏎', '\n'))
                    .map(MarkedText::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
