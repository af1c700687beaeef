package dev.tollgate.tests.stories;

import dev.tollgate.tests.stage.AdministeredStage;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Redaction;
import dev.tollgate.tests.stage.Stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** One agent of a story, and what it does through its hook. */
final class Story {
    private final NewAgent agent;
    private final Http http;
    private String context = "";

    private Story(NewAgent agent, Http http) {
        this.agent = agent;
        this.http = http;
    }

    static Story of(Stage stage, String owner, String role) throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgentOf(owner, role);
        return new Story(agent, stage.anonymous().withKey(agent.key()));
    }

    String agent() {
        return agent.id();
    }

    /** What the hook says of session and trace from now on. */
    Story within(String session, String trace) {
        context = "\"session_id\":\"%s\",\"trace_id\":\"%s\",".formatted(session, trace);
        return this;
    }

    Story withinNothing() {
        context = "";
        return this;
    }

    /** @param tool {@code server/tool} */
    Answer asks(String tool, String arguments) throws Exception {
        return http.evaluation(call(tool, arguments));
    }

    String call(String tool, String arguments) {
        int slash = tool.indexOf('/');
        String rest = context + "\"supported_obligations\":[\"redact\",\"cap_response\"],\"arguments\":" + arguments;
        return Question.call(agent.id(), tool.substring(0, slash), tool.substring(slash + 1), "{" + rest + "}");
    }

    Http http() {
        return http;
    }

    /** @return the decision's id */
    String may(String tool, String arguments) throws Exception {
        Answer answer = asks(tool, arguments);
        assertEquals("allow", answer.effect(), answer::toString);
        return answer.decisionId().orElseThrow();
    }

    void mayNot(String tool, String arguments, String reason) throws Exception {
        Answer answer = asks(tool, arguments);
        assertFalse(answer.decision(), answer::toString);
        assertEquals(reason, answer.reason(), answer::toString);
    }

    /** The call was made, and this is what the tool answered. */
    Answer answered(String decision, String result) throws Exception {
        Answer answer = Redaction.send(http, Redaction.of(decision, result));
        assertEquals(200, answer.status(), answer::toString);
        return answer;
    }
}
