package dev.tollgate.core.redact;

import dev.tollgate.core.scan.ByteClass;

/** Where in the shapes of MCP's answers a value stands (2025-11-25, schema: CallToolResult, ContentBlock). */
enum ContentPlace {
    TOP,
    CONTENT,
    BLOCK,
    RESOURCE,
    /** Of a block or a resource. */
    TEXT,
    /** What a tool with an output schema answers beside its texts. */
    STRUCTURED,
    OTHER;

    /** Of the member of an object here. */
    ContentPlace member(String name) {
        return switch (this) {
            case TOP ->
                switch (name) {
                    case "content" -> CONTENT;
                    case "structuredContent" -> STRUCTURED;
                    default -> OTHER;
                };
            case BLOCK ->
                switch (name) {
                    case "resource" -> RESOURCE;
                    case "text" -> TEXT;
                    default -> OTHER;
                };
            case RESOURCE -> name.equals("text") ? TEXT : OTHER;
            case CONTENT, TEXT, STRUCTURED, OTHER -> OTHER;
        };
    }

    /** Of the items of an array here. */
    ContentPlace item() {
        return this == CONTENT ? BLOCK : OTHER;
    }

    /** Base 64 of images, audio and binary resources: nothing in it can be read as text. */
    boolean isBlob(String name) {
        return this == BLOCK && name.equals("data") || this == RESOURCE && name.equals("blob");
    }

    /** Whether a blob is what it has to be (RFC 4648, section 4), and not a text. */
    static boolean isBase64(byte[] blob, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = blob[i];
            boolean isOfBase64 = ByteClass.isDigit(b) || ByteClass.isAsciiLetter(b) || b == '+' || b == '/' || b == '=';
            if (!isOfBase64) {
                return false;
            }
        }
        return true;
    }
}
