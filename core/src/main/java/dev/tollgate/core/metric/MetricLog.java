package dev.tollgate.core.metric;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Where a function leaves its metrics: in its log, which on Lambda is the standard output. */
public final class MetricLog {
    private final EmbeddedMetrics form;
    private final PrintStream out;

    public MetricLog(EmbeddedMetrics form, OutputStream out) {
        this.form = form;
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    public static MetricLog onStandardOutput(EmbeddedMetrics form) {
        return new MetricLog(form, System.out);
    }

    /** Each line in one write, so that none is cut by what else is logged. */
    public void write(Instant at, List<Metric> metrics) {
        for (String line : form.lines(at, metrics)) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(bytes, 0, bytes.length);
        }
        out.flush();
    }
}
