package dev.tollgate.core.hook;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class HookNamesTest {
    @Test
    void readsTheServerOutOfAToolsName() {
        assertEquals(new ToolName("github", "create_issue"), ToolName.ofClaudeCode("mcp__github__create_issue", "own"));
        assertEquals(new ToolName("a", "b__c"), ToolName.ofClaudeCode("mcp__a__b__c", "own"));
        assertEquals(new ToolName("own", "Bash"), ToolName.ofClaudeCode("Bash", "own"));
        assertEquals(new ToolName("own", "mcp__x"), ToolName.ofClaudeCode("mcp__x", "own"));
        assertEquals(new ToolName("own", "mcp____x"), ToolName.ofClaudeCode("mcp____x", "own"));
        assertEquals(new ToolName("Orders", "get_order"), ToolName.ofAgentCore("Orders___get_order", "agentcore"));
        assertEquals(new ToolName("agentcore", "search"), ToolName.ofAgentCore("search", "agentcore"));
    }

    @Test
    void noTwoCallsShareAKey() {
        String key = new CallName("claude-code", "s", "1").key("a");
        assertNotEquals(key, new CallName("claude-code", "s1", "").key("a"));
        assertNotEquals(key, new CallName("claude-code", "s", "1").key("b"));
        assertNotEquals(key, new CallName("docker", "s", "1").key("a"));
        assertNotEquals(new CallName("d", "a\",\"b", "c").key("k"), new CallName("d", "a", "b\",\"c").key("k"));
    }
}
