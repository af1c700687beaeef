package dev.tollgate.audit.query;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.report.Report;
import dev.tollgate.core.report.ReportName;
import dev.tollgate.core.report.Reports;
import dev.tollgate.core.report.Scope;
import java.util.List;
import org.jboss.logging.Logger;

/** Where auditors get reports. As with records, nothing is given before it stands in a record that it was. */
final class ReportDesk {
    private static final Logger LOG = Logger.getLogger(ReportDesk.class);
    private static final String RECORD_ID = "tollgate-record-id";

    /** Lambda answers with at most 6 MB, and an answer grows when it is put into its event. */
    private static final int MOST_BYTES = 4_500_000;

    private final Arrivals<Loaded> arrivals;
    private final AgentDirectory agents;
    private final Reports reports;
    private final Writer writer;

    ReportDesk(Arrivals<Loaded> arrivals, AgentDirectory agents, Reports reports, Writer writer) {
        this.arrivals = arrivals;
        this.agents = agents;
        this.reports = reports;
        this.writer = writer;
    }

    HttpResponse report(String name, HttpRequest request, Deadline deadline) throws ProblemException {
        try {
            Arrival<Loaded> arrival = arrivals.receive(request, deadline);
            var reading = new ReadRecord(arrival, agents);
            if (arrival.caller().role() != AccessKey.Role.AUDITOR) {
                write(arrival, Draft.Kind.SECURITY, reading.ofWrongRole(), deadline);
                throw new ProblemException(Problem.forbidden("Reports are made for an auditor's key only."));
            }
            ReportName wanted = ReportName.ofWord(name)
                    .orElseThrow(() -> new ProblemException(new Problem(
                            404,
                            "not_found",
                            "There is no such report. There are " + String.join(", ", ReportName.words()) + ".")));
            ReportAsked asked = ReportAsked.read(wanted, request.query(), arrival.arrived());
            Report report = reports.make(
                    new Reports.Asked(wanted, asked.period(), asked.whose(), new Scope(arrival.caller())),
                    arrival.pseudonyms(),
                    arrival.arrived(),
                    deadline);
            HttpResponse response = asked.form().response(report);
            if (response.bytes().length > MOST_BYTES) {
                throw new ProblemException(
                        Problem.badRequest("'from': the report has too many rows. Ask for a shorter period."));
            }
            String record = write(arrival, Draft.Kind.READ, reading.ofReport(asked, deadline), deadline);
            return response.with(RECORD_ID, record);
        } catch (StoreException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            throw new ProblemException(
                    Problem.unavailable("The store did not give all of it in time. Try again, or a shorter period."));
        }
    }

    private String write(Arrival<Loaded> arrival, Draft.Kind kind, Json.Obj members, Deadline deadline)
            throws StoreException {
        Draft draft = arrival.draft(kind, arrival.loaded().bundle().settings().retention(), members);
        return writer.append(List.of(draft), deadline).getFirst().id();
    }
}
