package dev.tollgate.hook;

import dev.tollgate.hook.journal.Journal;
import dev.tollgate.hook.journal.JournalSender;
import dev.tollgate.hook.journal.NotedCall;
import dev.tollgate.hook.json.CanonicalJson;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts;
import dev.tollgate.hook.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a runtime asks before an agent calls a tool, and hands the tool's answer to afterwards. May be used by many threads
 * at once, virtual ones too; each method waits for its answer, and no longer than {@link Settings} say.
 */
public final class Tollgate implements AutoCloseable {
    private static final int MOST_PAGES = 50;
    private static final int LONGEST_ID = 1_024;

    /** Stays below the 256 KB of a request, however much of it has to be escaped. */
    private static final int MOST_AMONG_BYTES = 120_000;

    private final Settings settings;
    private final Api api;
    private final Questions questions;
    private final Answers answers;
    private final LastAnswers lastAnswers = new LastAnswers();
    private final Optional<JournalSender> sender;

    public Tollgate(Settings settings) {
        this.settings = settings;
        this.api = new Api(settings.url(), settings.key());
        this.questions = new Questions(settings);
        this.answers = new Answers(settings);
        this.sender = settings.journal().map(journal -> JournalSender.start(journal, this::postJournal));
    }

    /** May this call be made? Asked once: a second question would take the call's limits a second time. */
    public Decision decide(Call asked) {
        Call call = asked.traced();
        Api.Answer answer;
        try {
            answer = api.post(
                    "/access/v1/evaluation",
                    call.traceParent(),
                    questions.evaluation(call),
                    settings.decisionTimeout());
        } catch (NoAnswerException away) {
            return withoutAnswer(call, "Tollgate does not answer: " + away.getMessage());
        }
        if (!answer.isOfTheFunction()) {
            return withoutAnswer(call, Answers.problem(answer));
        }
        if (answer.status() != 200) {
            return Decision.Unavailable.because(Answers.problem(answer));
        }
        try {
            Json.Obj body = JsonText.readObject(answer.body());
            Decision decision = answers.decision(call, body);
            remember(call, decision, body);
            return decision;
        } catch (JsonException notJson) {
            return Decision.Unavailable.because("what answers at Tollgate's address is not Tollgate");
        }
    }

    /** A call that must be rewritten is decided anew each time, so it cannot go on without. */
    private void remember(Call call, Decision decision, Json.Obj body) {
        boolean goesOn = body.object("context")
                .flatMap(context -> context.text("on_failure"))
                .equals(Optional.of("allow"));
        if (goesOn
                && decision instanceof Decision.Allowed allowed
                && allowed.obligations().stream().allMatch(Obligation.Warn.class::isInstance)) {
            lastAnswers.saidGoOn(call, allowed.decisionId().orElseThrow());
        } else {
            lastAnswers.saidNothing(call);
        }
    }

    /** Goes on only when the last answer for this tool said so, and when it could be noted down before. */
    private Decision withoutAnswer(Call call, String why) {
        Optional<String> said = lastAnswers.goesOn(call);
        Optional<Journal> journal = settings.journal();
        if (said.isEmpty() || journal.isEmpty()) {
            return Decision.Unavailable.because(why);
        }
        var noted = new NotedCall(
                Instant.now(),
                call.agent(),
                call.action(),
                call.type(),
                call.id(),
                call.server(),
                argumentsDigest(call),
                call.sessionId(),
                call.traceId(),
                said.get());
        try {
            journal.get().note(noted);
        } catch (IOException unwritable) {
            return Decision.Unavailable.because(why + ", and the journal cannot be written");
        }
        sender.ifPresent(JournalSender::wake);
        return new Decision.Allowed(call, Optional.empty(), java.util.List.of());
    }

    private static Optional<String> argumentsDigest(Call call) {
        try {
            return call.arguments().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            CanonicalJson.digest(JsonText.read(call.arguments().get())));
        } catch (JsonException | ArithmeticException noCanonicalForm) {
            return Optional.empty();
        }
    }

    /**
     * Hands a tool's answer in and gives what the agent may see of it. Sent again when the connection breaks, since the
     * same request has the same answer.
     *
     * @param result empty when there is none; then this only reports the outcome
     */
    public Redaction redact(Decision.Allowed decision, Outcome outcome, Optional<JsonParts.Part> result) {
        byte[] body = questions.submission(decision, outcome, result);
        try {
            Duration patience = settings.redactionTimeout().plusMillis(500L * (body.length >> 20));
            Api.Answer answer = api.postRepeatable("/v1/redact", decision.call().traceParent(), body, patience);
            if (answer.status() == 200) {
                return Answers.redaction(answer.body());
            }
            return answer.isOfTheFunction()
                    ? new Redaction.HeldBack("status_" + answer.status())
                    : unredacted(decision, result);
        } catch (NoAnswerException away) {
            return unredacted(decision, result);
        }
    }

    /** Where a call could go on without Tollgate, so can its answer: else it would have been for nothing. */
    private static Redaction unredacted(Decision.Allowed decision, Optional<JsonParts.Part> result) {
        return decision.isJournalled() && result.isPresent()
                ? new Redaction.Visible(result.get(), "passed")
                : new Redaction.HeldBack("no_answer");
    }

    /** A call as {@link #guard} makes it. */
    @FunctionalInterface
    public interface Tool<E extends Exception> {
        /**
         * @param arguments a JSON object; may be others than were asked about
         * @return the answer, JSON
         */
        String call(String arguments) throws E;
    }

    /** Decides, calls the tool with the arguments that are allowed, redacts its answer, reports how it ended. */
    public <E extends Exception> Guarded guard(Call call, Tool<E> tool) throws E {
        return switch (decide(call)) {
            case Decision.Refusal refusal -> new Guarded.Refused(refusal);
            case Decision.Allowed allowed -> run(allowed, tool);
        };
    }

    private <E extends Exception> Guarded run(Decision.Allowed allowed, Tool<E> tool) throws E {
        long before = System.nanoTime();
        boolean hasAnswered = false;
        try {
            String answer = tool.call(allowed.arguments().orElse("{}"));
            hasAnswered = true;
            Redaction redaction = redact(allowed, outcome(Outcome.Status.OK, before), Optional.of(part(answer)));
            return switch (redaction) {
                case Redaction.HeldBack(String reason) -> new Guarded.HeldBack(reason);
                case Redaction.Visible(JsonParts.Part result, String action) ->
                    new Guarded.Answered(text(result), allowed.warnings());
            };
        } finally {
            if (!hasAnswered) {
                redact(allowed, outcome(Outcome.Status.ERROR, before), Optional.empty());
            }
        }
    }

    private static Outcome outcome(Outcome.Status status, long before) {
        return new Outcome(status, Duration.ofNanos(System.nanoTime() - before));
    }

    /** @throws IllegalArgumentException when the tool answered with something else than JSON */
    private static JsonParts.Part part(String answer) {
        byte[] text = answer.getBytes(StandardCharsets.UTF_8);
        try {
            JsonText.read(text);
            return JsonParts.whole(text);
        } catch (JsonException notJson) {
            throw new IllegalArgumentException("a tool's answer is JSON; this one is " + notJson.getMessage());
        }
    }

    private static String text(JsonParts.Part part) {
        return new String(part.text(), part.from(), part.length(), StandardCharsets.UTF_8);
    }

    /** The tools of a server that its catalogue names and of which the agent may use some call. */
    public Visibility visibleTools(String agent, String server) {
        return found(token -> questions.resourceSearch(agent, server, token));
    }

    /**
     * Of these resources or prompts, those that the agent may use in some way.
     *
     * @param like a call of one of them
     * @param ids at most 500; those that are empty or longer than 1,024 characters are not found
     */
    public Visibility visibleAmong(Call like, List<String> ids) {
        List<String> askable = ids.stream()
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID)
                .distinct()
                .toList();
        var visible = new HashSet<String>();
        for (List<String> some : InParts.of(askable, MOST_AMONG_BYTES)) {
            switch (found(token -> questions.searchAmong(like, some, token))) {
                case Visibility.Of(Set<String> found) -> visible.addAll(found);
                case Visibility.Unknown unknown -> {
                    return unknown;
                }
            }
        }
        return new Visibility.Of(visible);
    }

    private Visibility found(Function<Optional<String>, byte[]> question) {
        Set<String> ids = new HashSet<>();
        Optional<String> token = Optional.empty();
        try {
            for (int page = 0; page < MOST_PAGES; page++) {
                Json.Obj found = search("resource", question.apply(token));
                for (Json result : found.items("results")) {
                    if (result instanceof Json.Obj entity) {
                        entity.text("id").ifPresent(ids::add);
                    }
                }
                token = found.object("page")
                        .flatMap(next -> next.text("next_token"))
                        .filter(next -> !next.isEmpty());
                if (token.isEmpty()) {
                    return new Visibility.Of(ids);
                }
            }
            return new Visibility.Unknown("what may be seen has more than " + MOST_PAGES + " pages");
        } catch (NoAnswerException away) {
            return new Visibility.Unknown(away.getMessage());
        }
    }

    /** Whether some call of this may be allowed. Takes no limits. */
    public boolean mayBeAllowed(Call call) throws NoAnswerException {
        return search("action", questions.actionSearch(call)).items("results").stream()
                .anyMatch(result ->
                        result instanceof Json.Obj action && action.text("name").equals(Optional.of(call.action())));
    }

    private Json.Obj search(String kind, byte[] question) throws NoAnswerException {
        Api.Answer answer =
                api.postRepeatable("/access/v1/search/" + kind, Optional.empty(), question, settings.decisionTimeout());
        if (answer.status() != 200) {
            throw new NoAnswerException(Answers.problem(answer));
        }
        try {
            return JsonText.readObject(answer.body());
        } catch (JsonException notJson) {
            throw new NoAnswerException("what answers at Tollgate's address is not Tollgate");
        }
    }

    private JournalSender.Reply postJournal(byte[] body) throws IOException {
        try {
            Api.Answer answer =
                    api.postRepeatable("/v1/audit/journal", Optional.empty(), body, settings.redactionTimeout());
            return new JournalSender.Reply(answer.status(), answer.body());
        } catch (NoAnswerException away) {
            throw new IOException(away.getMessage());
        }
    }

    /** Calls that went on without an answer, and are not yet reported. They are kept, and reported by the next start. */
    public long unreported() {
        return settings.journal().map(Journal::unreported).orElse(0L);
    }

    @Override
    public void close() {
        sender.ifPresent(JournalSender::close);
        api.close();
    }
}
