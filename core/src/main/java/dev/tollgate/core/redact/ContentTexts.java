package dev.tollgate.core.redact;

/**
 * The texts of a tool's answer, and what becomes one: structured content that was left out is not lost when no text says
 * the same, as MCP asks of servers (2025-11-25, server/tools, structured content).
 */
final class ContentTexts {
    private static final String BLOCK = "{\"type\":\"text\",\"text\":\"";
    private static final String BLOCK_END = "\"}";

    private byte[] misfit = {};
    private boolean hasText;
    private boolean hasBlocks;
    private int contentEnd = -1;

    void text() {
        hasText = true;
    }

    /** @param content redacted JSON that was left out */
    void misfit(byte[] content) {
        misfit = content;
    }

    /** @param at where in the result the bracket stands that ends the blocks */
    void contentEnds(int at, boolean hasBlocks) {
        this.contentEnd = at;
        this.hasBlocks = hasBlocks;
    }

    /** @param mostBytes that the result may have */
    byte[] with(byte[] result, long mostBytes) {
        if (misfit.length == 0 || hasText) {
            return result;
        }
        boolean isNew = contentEnd < 0;
        int at = isNew ? lastBrace(result) : contentEnd;
        var out = new Output(result.length + misfit.length + 64).write(result, 0, at);
        if (isNew) {
            out.write(isEmpty(result, at) ? "\"content\":[" : ",\"content\":[");
        }
        out.write(hasBlocks ? "," + BLOCK : BLOCK)
                .writeEscaped(misfit, 0, misfit.length)
                .write(isNew ? BLOCK_END + "]" : BLOCK_END)
                .write(result, at, result.length);
        return out.size() > mostBytes ? result : out.toBytes();
    }

    private static int lastBrace(byte[] result) {
        int at = result.length - 1;
        while (result[at] != '}') {
            at--;
        }
        return at;
    }

    /** Whether nothing but the opening brace stands before. */
    private static boolean isEmpty(byte[] result, int end) {
        int at = end - 1;
        while (result[at] <= ' ' && result[at] >= 0) {
            at--;
        }
        return result[at] == '{' && at == firstBrace(result);
    }

    private static int firstBrace(byte[] result) {
        int at = 0;
        while (result[at] != '{') {
            at++;
        }
        return at;
    }
}
