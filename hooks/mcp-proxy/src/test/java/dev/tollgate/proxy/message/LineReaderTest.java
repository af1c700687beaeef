package dev.tollgate.proxy.message;

import dev.tollgate.proxy.message.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

class LineReaderTest {

    @Test
    void linesComeWholeHoweverTheyArrive() throws Exception {
        Pipe pipe = Pipe.open();
        var out = Channels.newOutputStream(pipe.sink());
        var reader = new LineReader(Channels.newInputStream(pipe.source()), 100_000);
        String large = "ü".repeat(40_000);
        Thread.startVirtualThread(() -> {
            try (out) {
                for (byte b : "one\r\ntwo\n\n".getBytes(StandardCharsets.UTF_8)) {
                    out.write(b);
                    out.flush();
                }
                out.write((large + "\nlast").getBytes(StandardCharsets.UTF_8));
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        });

        assertEquals("one", text(reader));
        assertEquals("two", text(reader));
        assertEquals("", text(reader));
        assertEquals(large, text(reader));
        assertEquals("last", text(reader));
        assertInstanceOf(Line.End.class, reader.read());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"id":7,"result":{"x":"LONG"}} | 7 | false
        {"result":{"id":3,"x":["LONG",{"id":4}]},"jsonrpc":"2.0", "id" : "a\\"b" } | "a\\"b" | false
        {"method":"tools/call","params":{"x":"LONG"},"id":12} | 12 | true
        {"method":"tools/call","params":{"x":"\\"id\\":5,LONG"}} | none | true
        {"x":"LONG","id":{"a":1}} | none | false
        """)
    void ofALineThatIsTooLongTheIdIsFound(String line, String id, boolean asks) throws Exception {
        String text = line.replace("LONG", "x".repeat(300_000)) + "\nnext\n";
        var reader = new LineReader(stream(text), 1_000);

        Line.TooLong tooLong = assertInstanceOf(Line.TooLong.class, reader.read());

        Optional<RpcId> expected =
                id.equals("none") ? Optional.empty() : Optional.of(RpcId.of(dev.tollgate.hook.json.JsonText.read(id)));
        assertEquals(expected, tooLong.id());
        assertEquals(asks, tooLong.asks());
        assertEquals("next", text(reader));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(LineReader reader) throws IOException {
        return new String(assertInstanceOf(Line.Whole.class, reader.read()).text(), StandardCharsets.UTF_8);
    }
}
