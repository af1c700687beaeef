package dev.tollgate.core.argument.sql;

import dev.tollgate.core.argument.sql.SqlReader.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.util.TablesNamesFinder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** Generated statements, whose tables are known from how they were made; JSqlParser finds the same ones. */
class SqlOracleTest {

    @Property(tries = 1_500)
    void findsEveryTableOfAGeneratedStatement(@ForAll Random random) throws JSQLParserException {
        var generated = new AnySql(random);
        String sql = generated.statement();

        var read = assertInstanceOf(Outcome.Read.class, new SqlReader(Dialect.POSTGRESQL).read(sql), sql);

        assertEquals(generated.tables, new TreeSet<>(read.sql().tables()), sql);
        assertEquals(generated.onlyReads, read.sql().readOnly(), sql);
        assertEquals(generated.tables, oracle(sql), sql);
    }

    private static TreeSet<String> oracle(String sql) throws JSQLParserException {
        var tables = new TreeSet<String>();
        new TablesNamesFinder<Void>()
                .getTables(CCJSqlParserUtil.parse(sql))
                .forEach(table -> tables.add(table.toLowerCase(java.util.Locale.ROOT)));
        return tables;
    }

    /** SQL that means something, with its tables. */
    private static final class AnySql {
        private final Random random;
        final TreeSet<String> tables = new TreeSet<>();
        final List<String> expressions = new ArrayList<>();
        boolean onlyReads = true;
        private int names;

        AnySql(Random random) {
            this.random = random;
        }

        String statement() {
            return switch (random.nextInt(6)) {
                case 0 -> change("insert into " + table() + " (a, b) " + query(2));
                case 1 -> change("update " + table() + " set a = " + value(2) + " where " + condition(2));
                case 2 -> change("delete from " + table() + " where " + condition(2));
                default -> with() + query(3);
            };
        }

        private String change(String text) {
            onlyReads = false;
            return text;
        }

        private String with() {
            if (random.nextBoolean()) {
                return "";
            }
            String name = "cte" + names++;
            String text = "with " + name + " as (" + query(1) + ") ";
            expressions.add(name);
            return text;
        }

        private String query(int depth) {
            String text = "select " + (random.nextInt(4) == 0 ? "distinct " : "") + list(() -> column(depth)) + " from "
                    + from(depth);
            if (random.nextBoolean()) {
                text += " where " + condition(depth);
            }
            if (random.nextInt(4) == 0) {
                text += " group by x, y having count(*) > 1";
            }
            if (random.nextInt(6) == 0 && depth > 0) {
                return text + one(" union ", " union all ", " except ", " intersect ") + query(depth - 1);
            }
            return random.nextInt(4) == 0 ? text + " order by x desc limit 5" : text;
        }

        private String column(int depth) {
            return switch (random.nextInt(5)) {
                case 0 -> "*";
                case 1 -> value(depth) + " as c" + names++;
                case 2 -> "count(*)";
                default -> value(depth);
            };
        }

        private String value(int depth) {
            return switch (random.nextInt(depth > 0 ? 9 : 5)) {
                case 0 -> "1";
                case 1 -> "'from secrets -- '''";
                case 2 -> "x";
                case 3 -> "q.y";
                case 4 -> "coalesce(x, 1) + 2";
                case 5 -> "case when " + condition(depth - 1) + " then 1 else x end";
                case 6 -> "(" + query(depth - 1) + ")";
                case 7 -> "cast(x as int)";
                default -> "sum(x) over (partition by y order by z)";
            };
        }

        private String condition(int depth) {
            return switch (random.nextInt(depth > 0 ? 7 : 3)) {
                case 0 -> "x = 1";
                case 1 -> "x is not null and y like 'a%'";
                case 2 -> "x between 1 and 2";
                case 3 -> "x in (" + query(depth - 1) + ")";
                case 4 -> "exists (" + query(depth - 1) + ")";
                case 5 -> "not (" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
                default -> value(depth - 1) + " > 3";
            };
        }

        private String from(int depth) {
            String text = source(depth);
            for (int joins = random.nextInt(3); joins > 0; joins--) {
                text += switch (random.nextInt(4)) {
                    case 0 -> ", " + source(depth);
                    case 1 -> " cross join " + source(depth);
                    case 2 -> one(" join ", " left join ", " full outer join ") + source(depth) + " using (x)";
                    default -> one(" join ", " inner join ", " right join ") + source(depth) + " on " + condition(0);
                };
            }
            return text;
        }

        private String source(int depth) {
            String alias = one(" s", " as s") + names++;
            if (depth > 0 && random.nextInt(4) == 0) {
                return "(" + query(depth - 1) + ")" + alias;
            }
            if (!expressions.isEmpty() && random.nextInt(3) == 0) {
                return expressions.getLast() + alias;
            }
            return table() + (random.nextBoolean() ? alias : "");
        }

        private String table() {
            String table = one("customers", "orders", "crm.items", "t1", "t2", "audit.log");
            tables.add(table);
            return random.nextInt(5) == 0 ? table.toUpperCase(java.util.Locale.ROOT) : table;
        }

        private String list(Supplier<String> each) {
            String list = each.get();
            for (int more = random.nextInt(3); more > 0; more--) {
                list += ", " + each.get();
            }
            return list;
        }

        private String one(String... all) {
            return all[random.nextInt(all.length)];
        }
    }
}
