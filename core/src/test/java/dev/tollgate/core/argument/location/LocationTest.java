package dev.tollgate.core.argument.location;

import dev.tollgate.core.json.AnyJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.expr.Networks;
import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LocationTest {

    @TestFactory
    Stream<DynamicTest> namesTheHostThatAnyClientWouldContact() {
        return cases("urls.json", text -> shown(Location.url(text)));
    }

    @TestFactory
    Stream<DynamicTest> writesPathsInOneForm() {
        return cases("paths.json", text -> shown(Location.path(text)));
    }

    @TestFactory
    Stream<DynamicTest> agreesWithJavaOnTheHost() {
        return cases("urls.json")
                .filter(each -> each.text("url").isPresent())
                .map(each -> test(each, () -> {
                    String url = each.text("url").orElseThrow();
                    if (url.contains("://")) {
                        String host = new URI(url).getRawAuthority().replaceFirst(":\\d+$", "");
                        String expected = each.text("host").orElseThrow();
                        assertEquals(expected.contains(":") ? "[" + expected + "]" : expected, host);
                    }
                }));
    }

    @Property(tries = 20_000)
    void readsANormalisedUrlAsTheSame(@ForAll("urls") String text) throws URISyntaxException {
        if (Location.url(text) instanceof Location.Url first) {
            assertEquals(first, Location.url(first.text()), text);
            assertEquals(first.host(), ((Location.Url) Location.url(bare(first.host()))).host(), text);
            if (first.text().contains("://")) {
                assertTrue(new URI(first.text()).getRawAuthority().startsWith(bare(first.host())), text);
            }
        }
    }

    @Property(tries = 20_000)
    void namesHostsThatConditionsCanRead(@ForAll("urls") String text) {
        if (Location.url(text) instanceof Location.Url(String url, String host)) {
            assertTrue(Networks.isName(host) || Networks.isBlock(host + "/0"), host);
        }
    }

    @Property(tries = 20_000)
    void writesANormalisedPathAsTheSame(@ForAll("paths") String text) {
        if (Location.path(text) instanceof Location.FilePath first
                && !first.text().startsWith("//")) {
            assertEquals(first, Location.path(first.text()), text);
        }
    }

    @Property(tries = 20_000)
    void neverLeadsAboveARoot(@ForAll("paths") String text) {
        if (Location.path(text) instanceof Location.FilePath(String path) && !path.startsWith("..")) {
            assertFalse(Stream.of(path.split("/")).anyMatch(".."::equals), text + " became " + path);
        }
    }

    @Property
    void answersAnyText(@ForAll("texts") String text) {
        for (Location location : new Location[] {Location.url(text), Location.path(text)}) {
            if (location instanceof Location.Unclear(String expected)) {
                assertFalse(expected.isEmpty());
            }
        }
    }

    @Property
    void encodesInternationalNamesAsJavaDoes(@ForAll("labels") String label) {
        var url = (Location.Url) Location.url("https://" + label + ".example/");

        assertEquals(IDN.toASCII(label) + ".example", url.host());
        assertEquals(url, Location.url("https://" + url.host() + "/"));
    }

    @Provide
    Arbitrary<String> labels() {
        StringArbitrary cyrillic = Arbitraries.strings().withCharRange('а', 'я');
        StringArbitrary greek = Arbitraries.strings().withCharRange('α', 'ρ');
        StringArbitrary han = Arbitraries.strings().withCharRange('一', '龥');
        StringArbitrary latin = Arbitraries.strings().withCharRange('a', 'z').withChars('ä', 'é', 'ø', 'ñ', 'č');
        return Arbitraries.oneOf(
                cyrillic.ofMinLength(1).ofMaxLength(9),
                greek.ofMinLength(1).ofMaxLength(9),
                han.ofMinLength(1).ofMaxLength(9),
                latin.ofMinLength(1).ofMaxLength(20));
    }

    @Provide
    Arbitrary<String> urls() {
        return pieces(
                "http://",
                "https://",
                "x://",
                "//",
                "/",
                "a",
                "b.c",
                "example.com",
                ".",
                ":",
                "8",
                "80",
                "@",
                "?",
                "#",
                "%",
                "%2e",
                "%41",
                "[",
                "]",
                "::",
                "::1",
                "1.2.3.4",
                "0x7f",
                "127",
                "ü",
                "xn--",
                "xn--mnchen-3ya",
                "-",
                "_",
                "..",
                "ß",
                "例",
                "~",
                "ftp:",
                "0");
    }

    @Provide
    Arbitrary<String> paths() {
        return pieces(
                "/", "\\", ".", "..", "a", "b c", "~", ":", "C:", "file:", "//", "%2e", "%41", "ü", "u\u0308", " ",
                "?");
    }

    @Provide
    Arbitrary<String> texts() {
        return AnyJson.texts();
    }

    private static Arbitrary<String> pieces(String... pieces) {
        return Arbitraries.of(pieces).list().ofMinSize(1).ofMaxSize(9).map(parts -> String.join("", parts));
    }

    private static String bare(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static Json shown(Location location) {
        return switch (location) {
            case Location.Url(String url, String host) ->
                Json.object().put("url", url).put("host", host).build();
            case Location.FilePath(String path) ->
                Json.object().put("path", path).build();
            case Location.Unclear(String expected) ->
                Json.object().put("refused", expected).build();
        };
    }

    @FunctionalInterface
    private interface Reader {
        Json read(String text);
    }

    private static Stream<DynamicTest> cases(String file, Reader reader) {
        return cases(file)
                .map(each -> test(each, () -> {
                    var expected = Json.object();
                    each.members().forEach((name, value) -> {
                        if (!name.equals("about") && !name.equals("text")) {
                            expected.put(name, value);
                        }
                    });
                    assertEquals(expected.build(), reader.read(each.text("text").orElseThrow()));
                }));
    }

    private static DynamicTest test(Json.Obj each, org.junit.jupiter.api.function.Executable check) {
        return DynamicTest.dynamicTest(
                each.text("about").orElseThrow() + ": " + each.text("text").orElseThrow(), check);
    }

    private static Stream<Json.Obj> cases(String file) {
        try (InputStream text = LocationTest.class.getResourceAsStream(file)) {
            var cases = (Json.Arr)
                    new JsonText(8).parse(Objects.requireNonNull(text, file).readAllBytes());
            return cases.items().stream().map(Json.Obj.class::cast);
        } catch (IOException | JsonException broken) {
            throw new IllegalStateException(file, broken);
        }
    }
}
