package dev.tollgate.audit.query;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.NoPersonalKeyException;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.report.Scope;
import org.jboss.logging.Logger;

/** Lets auditors in, and nobody else; who tries is recorded. */
final class Visitors {
    private static final Logger LOG = Logger.getLogger(Visitors.class);

    private final Arrivals<Loaded> arrivals;
    private final AgentDirectory agents;
    private final Writer writer;

    Visitors(Arrivals<Loaded> arrivals, AgentDirectory agents, Writer writer) {
        this.arrivals = arrivals;
        this.agents = agents;
        this.writer = writer;
    }

    /** What an auditor comes for. */
    @FunctionalInterface
    interface Wish {
        HttpResponse of(Visit visit) throws StoreException, ProblemException;
    }

    HttpResponse receive(HttpRequest request, Deadline deadline, Wish wish) throws ProblemException {
        try {
            return wish.of(auditor(request, deadline));
        } catch (StoreException | NoPersonalKeyException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            throw new ProblemException(
                    Problem.unavailable(
                            "The store cannot be reached, or did not give all of it in time. Try again, or for a shorter time."));
        }
    }

    private Visit auditor(HttpRequest request, Deadline deadline) throws StoreException, ProblemException {
        Arrival<Loaded> arrival = arrivals.receive(request, deadline);
        var visit = new Visit(arrival, new ReadRecord(arrival, agents), new Scope(arrival.caller()), writer, deadline);
        if (arrival.caller().role() != AccessKey.Role.AUDITOR) {
            visit.write(Draft.Kind.SECURITY, visit.reading().ofWrongRole());
            throw new ProblemException(
                    Problem.forbidden("Records, checkpoints and reports are read with an auditor's key only."));
        }
        return visit;
    }
}
