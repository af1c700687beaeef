package dev.tollgate.core.argument.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Functions that are known to do nothing but calculate from their arguments and from what the query reads. Any other one may
 * write, sleep, read a file or call out, so that a query with it is not certainly one that only reads.
 */
final class Functions {
    private static final Set<String> KNOWN = words("""
            abs acos adddate addtime against age any_value approx_count_distinct approx_distinct approx_quantiles
            arbitrary array array_agg array_append array_cat array_concat array_contains array_length array_lower
            array_position array_remove array_size array_slice array_to_string array_upper ascii asin atan atan2 avg
            bigint bin binary bit_and bit_length bit_or bit_xor bool bool_and bool_or boolean btrim bytea bytes
            cardinality cast cbrt ceil ceiling char char_length character_length charindex choose chr
            clock_timestamp coalesce concat concat_ws contains conv convert corr cos cot count countif covar_pop
            covar_samp crc32 cube cume_dist curdate current_database current_date current_schema current_time
            current_timestamp curtime database date date_add date_bin date_diff date_format date_part date_sub
            date_trunc dateadd datediff datefromparts datename datepart datetime datetrunc day dayname dayofmonth
            dayofweek dayofyear decimal decode degrees dense_rank div double elt encode endswith eomonth every exp
            extract field find_in_set first_value flatten float float64 floor format from_base64 from_unixtime
            gen_random_uuid generate_array generate_date_array generate_series getdate glob greatest group_concat
            grouping grouping_id hex hour if iff ifnull iif inet_aton inet_ntoa initcap insert instr int int64
            integer interval isfinite isjson isnull isnumeric json json_agg json_array json_array_elements
            json_array_elements_text json_array_length json_arrayagg json_build_array json_build_object
            json_contains json_each json_each_text json_extract json_extract_path json_extract_path_text
            json_extract_scalar json_group_array json_group_object json_length json_object json_object_agg
            json_object_keys json_objectagg json_query json_type json_typeof json_unquote json_valid json_value
            jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array
            jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text
            jsonb_object_agg jsonb_object_keys jsonb_pretty jsonb_typeof julianday justify_days justify_hours
            justify_interval keep lag last_day last_value lcase lead least left len length likely listagg ln locate
            log log10 log2 logical_and logical_or lower lpad ltrim make_date make_interval make_time make_timestamp
            makedate maketime map match max md5 median microsecond mid min minute mod month monthname months_between
            nanvl newid now nth_value ntile nullif nullifzero numeric nvarchar nvl nvl2 object_construct object_keys
            oct octet_length openjson ord overlay parse_json parsename patindex percent_rank percentile_cont
            percentile_disc period_diff pi plainto_tsquery position pow power printf quarter quotename radians rand
            random rank ratio_to_report regexp_count regexp_extract regexp_extract_all regexp_instr regexp_like
            regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr
            regr_count repeat replace reverse right rollup round row row_number row_to_json rpad rtrim safe_cast
            safe_divide schema sec_to_time second sets sha1 sha2 sha256 sign signed similarity sin smallint soundex
            space split split_part sqrt st_area st_asgeojson st_astext st_buffer st_centroid st_contains st_distance
            st_dwithin st_geogfromtext st_geomfromtext st_intersects st_length st_makepoint st_point st_setsrid
            st_transform st_within st_x st_y starts_with startswith statement_timestamp std stddev stddev_pop
            stddev_samp str str_to_date strftime string string_agg string_split string_to_array strpos struct stuff
            subdate substr substring substring_index subtime sum sysdate tan text time time_to_sec timediff
            timestamp timestamp_add timestamp_diff timestamp_sub timestamp_trunc timestampadd timestampdiff tinyint
            to_base64 to_char to_date to_days to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector
            to_varchar total translate trim trunc truncate try_cast try_convert try_to_date try_to_number
            ts_headline ts_rank typeof ucase unhex unicode unistr unix_timestamp unixepoch unlikely unnest unsigned
            upper utc_date utc_time utc_timestamp uuid values var_pop var_samp varchar variance version week weekday
            weekofyear width_bucket word_similarity year yearweek zeroifnull
            """);

    /** Rows from the arguments alone. */
    private static final Set<String> TABLE_FUNCTIONS = words("""
            unnest generate_series generate_array generate_date_array json_each json_each_text json_tree jsonb_each
            jsonb_each_text json_array_elements json_array_elements_text jsonb_array_elements jsonb_array_elements_text
            json_object_keys jsonb_object_keys regexp_split_to_table regexp_matches string_split openjson flatten
            """);

    /** They run SQL that stands in a text or a variable, or name a table in one: any table may be meant. */
    private static final Set<String> RUN_SQL = words("""
            dblink dblink_exec dblink_open dblink_send_query query_to_xml query_to_xmlschema query_to_xml_and_xmlschema
            table_to_xml table_to_xmlschema table_to_xml_and_xmlschema schema_to_xml schema_to_xmlschema
            schema_to_xml_and_xmlschema database_to_xml database_to_xmlschema database_to_xml_and_xmlschema cursor_to_xml
            crosstab crosstab2 crosstab3 crosstab4 crosstabn connectby xpath_table ts_stat openquery openrowset
            opendatasource external_query identifier table result_scan sp_executesql fts3_tokenizer load_extension
            getnextval currtid currtid2 lo_get lo_export lo_import pg_read_file pg_read_binary_file xmltable xmltype
            dburigen sys_dburigen extractvalue_from_table query_table changetable containstable freetexttable ml predict
            """);

    /** Words that are more than functions, but functions when a parenthesis follows. */
    private static final Set<String> ALSO_FUNCTIONS =
            Set.of("INSERT", "REPLACE", "LEFT", "RIGHT", "IF", "TRUNCATE", "VALUES", "MATCH", "ROW", "ARRAY");

    private Functions() {}

    static boolean onlyReads(Name name, Dialect dialect) {
        if (!name.isQualified()) {
            return !name.last().quoted() && KNOWN.contains(lower(name));
        }
        String builtIn = dialect.isPostgres() ? "pg_catalog" : dialect == Dialect.BIGQUERY ? "safe" : "";
        return name.qualifier().shown().equals(builtIn) && KNOWN.contains(lower(name));
    }

    static boolean isTableFunction(Name name) {
        return !name.isQualified() && TABLE_FUNCTIONS.contains(lower(name));
    }

    static boolean runsSql(Name name) {
        return RUN_SQL.contains(lower(name));
    }

    static boolean isNameOfOne(String word) {
        return ALSO_FUNCTIONS.contains(word);
    }

    /** A step of a sequence, written as if it were a column. */
    static boolean isSequenceStep(Name name) {
        return name.isQualified() && lower(name).equals("nextval");
    }

    private static String lower(Name name) {
        return name.last().text().toLowerCase(Locale.ROOT);
    }

    private static Set<String> words(String text) {
        var words = new HashSet<String>();
        for (var each = new StringTokenizer(text); each.hasMoreTokens(); ) {
            words.add(each.nextToken());
        }
        return Set.copyOf(words);
    }
}
