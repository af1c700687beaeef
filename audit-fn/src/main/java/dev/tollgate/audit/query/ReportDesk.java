package dev.tollgate.audit.query;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.report.Report;
import dev.tollgate.core.report.ReportName;
import dev.tollgate.core.report.Reports;

/** Where auditors get reports. */
final class ReportDesk {
    /** Lambda answers with at most 6 MB, and an answer grows when it is put into its event. */
    private static final int MOST_BYTES = 4_500_000;

    private final Reports reports;

    ReportDesk(Reports reports) {
        this.reports = reports;
    }

    HttpResponse report(String name, HttpRequest request, Visit visit) throws StoreException, ProblemException {
        ReportName wanted = ReportName.ofWord(name)
                .orElseThrow(() -> new ProblemException(new Problem(
                        404,
                        "not_found",
                        "There is no such report. There are " + String.join(", ", ReportName.words()) + ".")));
        Arrival<Loaded> arrival = visit.arrival();
        ReportAsked asked = ReportAsked.read(wanted, request.query(), arrival.arrived());
        Report report = reports.make(
                new Reports.Asked(wanted, asked.period(), asked.whose(), visit.scope()),
                arrival.pseudonyms(),
                arrival.arrived(),
                visit.deadline());
        HttpResponse response = asked.form().response(report);
        if (response.bytes().length > MOST_BYTES) {
            throw new ProblemException(
                    Problem.badRequest("'from': the report has too many rows. Ask for a shorter period."));
        }
        return visit.shown(response, visit.reading().ofReport(asked, visit.deadline()));
    }
}
