package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.answer.AnswerFlow;
import dev.tollgate.core.answer.AnswerHistory;
import dev.tollgate.core.answer.Bases;
import dev.tollgate.core.answer.Outcomes;
import dev.tollgate.core.history.HistoryStore;
import dev.tollgate.core.hook.CallLinks;
import dev.tollgate.core.hook.ToolList;
import dev.tollgate.core.hook.ToolLists;
import dev.tollgate.core.record.OutcomeClaim;
import dev.tollgate.core.record.OutcomeStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.decision.dialect.Dialects;
import java.util.List;
import java.util.Optional;

/** What speaks no dialect: nothing of it is ever asked. */
final class NoDialects {
    private NoDialects() {}

    static Dialects of(
            Reception reception,
            Evaluations evaluations,
            Searches searches,
            CallLinks links,
            AgentDirectory directory,
            HistoryStore history,
            Writer writer) {
        var flow = new AnswerFlow(
                new Bases((id, deadline) -> Optional.empty(), directory),
                new Redactor(new Scanner()),
                deadline -> new PseudonymKey("k1", new byte[32]),
                new AnswerHistory(history),
                new Outcomes(writer, new NoOutcomes()),
                problem -> {});
        return new Dialects(
                List.of(),
                new DialectDecisions(
                        reception,
                        evaluations,
                        links,
                        new DialectAnswers(flow, links, System::nanoTime),
                        new DialectLists(searches, new NoLists())));
    }

    private static final class NoOutcomes implements OutcomeStore {
        @Override
        public Writer.Written append(List<SealedRecord> records, OutcomeClaim claim, Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<OutcomeClaim> find(String decision, Deadline deadline) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class NoLists implements ToolLists {
        @Override
        public void put(ToolList list, Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ToolList> find(String key, Deadline deadline) {
            throw new UnsupportedOperationException();
        }
    }
}
