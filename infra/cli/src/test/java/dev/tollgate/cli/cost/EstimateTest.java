package dev.tollgate.cli.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EstimateTest {
    /** Ten million decisions, a tenth denied, half with an answer of 100 KB, one limit, a fifth with history. */
    private static final Workload TEN_MILLION = new Workload(10_000_000, 1, 0.1, 0.5, 100, 0.2, 0.2, 0.1, 90, 2, 10);

    @Test
    void writesAreWhatTheyAreByHand() throws IOException {
        List<String> written = how(TEN_MILLION, Item.WRITE_UNITS);

        assertEquals(
                List.of(
                        "10,000,000 decisions x 3.1 (3, denied 4) = 31,000,000 write units, x $0.625 / 1,000,000",
                        "10,000,000 decisions x 1 limits x 0.9 allowed = 9,000,000 write units, x $0.625 / 1,000,000",
                        "10,000,000 decisions x 0.2 with history = 2,000,000 write units, x $0.625 / 1,000,000",
                        "5,000,000 answers x 6.2 (6, with a finding 7) = 31,000,000 write units, x $0.625 / 1,000,000",
                        "15,000,000 records x 0.1 a record = 1,500,000 write units, x $0.625 / 1,000,000",
                        // 15,000,000 records in 518,400 times five seconds are 29 a batch, from both writers.
                        "518,400 batches x 2 writers = 1,036,800 write units, x $0.625 / 1,000,000",
                        "43,200 minutes x 4 = 172,800 write units, x $0.625 / 1,000,000"),
                written);
        assertEquals(75_709_600 * 0.625 / 1_000_000, dollars(TEN_MILLION, Item.WRITE_UNITS), 1e-9);
    }

    @Test
    void theRestIsWhatItIsByHandToo() throws IOException {
        // 45,000,000 records of 1 KB; 21,000,000 + 11,000,000 entries of 15,000,000 records, and what begins.
        assertEquals(45 * 0.25 + 45 * (32.0 / 15 + 0.1) * 0.4 * 0.25, dollars(TEN_MILLION, Item.TABLE_GB), 1e-9);
        assertEquals(45 * 0.20, dollars(TEN_MILLION, Item.BACKUP_GB), 1e-9);
        assertEquals(
                (10_000_000 + 5_000_000 + 518_400 + 43_200) * 0.20 / 1e6,
                dollars(TEN_MILLION, Item.FUNCTION_REQUESTS),
                1e-9);
        assertEquals(15.0, dollars(TEN_MILLION, Item.API_REQUESTS), 1e-9);
        assertEquals(43_200 * 0.15 / 10_000, dollars(TEN_MILLION, Item.SIGNATURES), 1e-9);
        assertEquals(15 * 1.3 * 0.5 + 1.0368 * 0.5, dollars(TEN_MILLION, Item.LOG_GB_TAKEN), 1e-9);
    }

    /** An alarm is charged by the metrics that it looks at, one of an anomaly for its band, too: three times. */
    @Test
    void alarmsAreThoseOfTheTemplate() throws IOException {
        double charged = 0;
        for (String resource : Files.readString(Path.of("../../template.yaml")).split("\\R(?=  \\w+:\\R    Type: )")) {
            if (resource.contains("Type: AWS::CloudWatch::Alarm\n")) {
                int metrics = resource.split(" MetricName: ", -1).length - 1;
                charged += resource.contains("ANOMALY_DETECTION_BAND") ? 3 * metrics : metrics;
            }
        }
        assertEquals(Measured.ALARMS, charged);
    }

    @Test
    void eachLineCanBeDoneAgainByHand() throws IOException {
        for (Line line : Estimate.of(TEN_MILLION, Prices.listed()).lines()) {
            Price price = Prices.listed().all().get(line.item());
            assertEquals(
                    line.quantity() * price.dollars().doubleValue() / price.per(), line.dollars(), 1e-9, line.how());
            assertTrue(line.how().endsWith(", x " + price), line.how());
        }
    }

    @Test
    void fewDecisionsAreNotChargedForReadsOfBusyInstances() throws IOException {
        var few = new Workload(1_000, 1, 0, 0, 0, 0, 0, 0, 90, 2, 10);

        assertEquals(
                "1,000 decisions x 5 reads at most = 5,000 read units, x $0.125 / 1,000,000",
                how(few, Item.READ_UNITS).getFirst());
        assertTrue(how(few, Item.WRITE_UNITS)
                .contains("1,000 batches x 1 writers = 1,000 write units, x $0.625 / 1,000,000"));
    }

    @Test
    void aLargeAnswerIsSeveralRequestsOfTheGateway() throws IOException {
        var large = new Workload(1_000, 0, 0, 1, 1_100, 0, 0, 0, 90, 1, 1);

        assertTrue(how(large, Item.API_REQUESTS)
                .contains("1,000 answers x 3 of 512 KB = 3,000 requests, x $1.00 / 1,000,000"));
    }

    @Test
    void manyRecordsFillBatches() {
        assertEquals(20_000_000, new Workload(2e10, 0, 0, 0, 0, 0, 0, 0, 1, 500, 1).batches());
    }

    private static List<String> how(Workload workload, Item item) throws IOException {
        return lines(workload, item).stream().map(Line::how).toList();
    }

    private static double dollars(Workload workload, Item item) throws IOException {
        return lines(workload, item).stream().mapToDouble(Line::dollars).sum();
    }

    private static List<Line> lines(Workload workload, Item item) throws IOException {
        return Estimate.of(workload, Prices.listed()).lines().stream()
                .filter(line -> line.item() == item)
                .toList();
    }
}
