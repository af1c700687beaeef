package dev.tollgate.core.agent;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CallerTest {

    @ParameterizedTest
    @CsvSource({
        "bot, agent, bot, true",
        "bot, agent, bot2, false",
        "bot, agent, Bot, false",
        "bot, user, bot, false",
        "bot-*, agent, bot-7, true",
        "bot-*, user, bot-7, false",
        "*, agent, bot, true",
        "*, user, alice, true",
        "user:*, user, alice, true",
        "user:*, agent, bot, false",
        "user:a*, user, bob, false",
        "agent:bot, agent, bot, true",
        "*:x, user, x, true",
        "user:a:b, user, a:b, true",
    })
    void mayAskAboutWhomItsKeyNames(String pattern, String type, String id, boolean may) {
        assertEquals(may, caller(List.of(pattern), List.of()).mayAskAbout(type, id));
    }

    @Test
    void mayAskAboutAnyOfSeveral() {
        Caller caller = caller(List.of("a", "user:*"), List.of("crm", "files-*"));

        assertTrue(caller.mayAskAbout("user", "x"));
        assertTrue(caller.mayAskForServer("files-eu"));
        assertFalse(caller.mayAskForServer("mail"));
    }

    @Test
    void mayAskNothingWithoutAScope() {
        Caller caller = caller(List.of(), List.of());

        assertFalse(caller.mayAskAbout("agent", "bot"));
        assertFalse(caller.mayAskForServer("crm"));
    }

    private static Caller caller(List<String> agents, List<String> servers) {
        return new Caller(
                new AccessKey(
                        "k",
                        AccessKey.Role.ENFORCER,
                        agents,
                        servers,
                        Optional.empty(),
                        AccessKey.Status.ACTIVE,
                        Optional.empty()),
                Optional.empty());
    }
}
