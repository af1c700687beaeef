package dev.tollgate.cli.catalogue;

import java.io.IOException;

/** An MCP server could not be asked, or answered what cannot be used. The message is for whoever runs the command. */
public final class McpException extends IOException {
    McpException(String message) {
        super(message);
    }

    McpException(String message, Throwable cause) {
        super(message, cause);
    }
}
