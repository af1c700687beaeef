package dev.tollgate.cli.testing;

import dev.tollgate.cli.testing.TestRun.Result;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a run as JUnit XML, the form that CI systems read: a suite for each Test document, a test case for each case. */
public final class JUnitXml {
    private JUnitXml() {}

    public static void write(TestRun run, String bundle, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text(run, bundle));
    }

    static String text(TestRun run, String bundle) throws IOException {
        var text = new StringWriter();
        try {
            write(run, bundle, text);
        } catch (XMLStreamException failed) {
            throw new IOException(failed);
        }
        return text.toString();
    }

    private static void write(TestRun run, String bundle, Writer to) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(to);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", printable(bundle));
        counts(xml, run.results());
        Map<String, List<Result>> suites = run.results().stream()
                .collect(Collectors.groupingBy(
                        result -> result.testCase().document(), LinkedHashMap::new, Collectors.toList()));
        for (var suite : suites.entrySet()) {
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", printable(suite.getKey()));
            counts(xml, suite.getValue());
            for (Result result : suite.getValue()) {
                testCase(xml, result);
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }

    private static void counts(XMLStreamWriter xml, List<Result> results) throws XMLStreamException {
        long failures = results.stream().filter(result -> !result.passed()).count();
        xml.writeAttribute("tests", String.valueOf(results.size()));
        xml.writeAttribute("failures", String.valueOf(failures));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("time", seconds(results.stream().map(Result::took).reduce(Duration.ZERO, Duration::plus)));
    }

    private static void testCase(XMLStreamWriter xml, Result result) throws XMLStreamException {
        TestCase testCase = result.testCase();
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", printable(testCase.document()));
        xml.writeAttribute("name", printable(testCase.name()));
        xml.writeAttribute("file", printable(testCase.file()));
        xml.writeAttribute("line", String.valueOf(testCase.line()));
        xml.writeAttribute("time", seconds(result.took()));
        if (!result.passed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", printable(String.join("; ", result.failures())));
            xml.writeCharacters(printable(String.join("\n", result.why())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.6f", took.toNanos() / 1e9);
    }

    /** XML 1.0 has no control characters but tab and line ends (section 2.2). */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> c == '\t' || c == '\n' || c >= 0x20 && c != 0xFFFE && c != 0xFFFF ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
