package dev.tollgate.proxy;

import java.io.PrintStream;

/** What the proxy says to people: on the standard error output, never where the protocol is. */
public final class Log {
    private final PrintStream err;
    private final boolean isVerbose;

    public Log(PrintStream err, boolean isVerbose) {
        this.err = err;
        this.isVerbose = isVerbose;
    }

    /** Something that a person should look at. */
    public void warn(String line) {
        err.println("tollgate-mcp-proxy: " + line);
    }

    /** Something that is good to know when looking for a fault. */
    public void detail(String line) {
        if (isVerbose) {
            warn(line);
        }
    }
}
