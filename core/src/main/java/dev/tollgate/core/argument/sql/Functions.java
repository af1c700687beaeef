package dev.tollgate.core.argument.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Functions that are known to do nothing but calculate from their arguments and from what the query reads. Any other one may
 * write, sleep, read a file, call out or run SQL that stands in a text, so that with it a query is not certainly one that
 * only reads, and may touch any table.
 */
final class Functions {
    private static final Set<String> KNOWN = words("""
            abbrev abs acos acosh adddate addtime against age akeys any_value approx_count_distinct approx_distinct
            approx_quantiles arbitrary arg_max arg_min array array_agg array_append array_cat array_concat
            array_contains array_dims array_length array_lower array_ndims array_position array_positions
            array_prepend array_remove array_replace array_size array_slice array_to_json array_to_string
            array_unique_agg array_upper ascii asin asinh atan atan2 atanh avals avg bigint bin binary bit_and
            bit_length bit_or bit_xor bool bool_and bool_or booland_agg boolean boolor_agg btrim bytea bytes
            cardinality cast cbrt ceil ceiling char char_length character_length charindex choose chr
            clock_timestamp coalesce concat concat_ws contains conv convert convert_timezone corr cos cosh cot count
            countif covar_pop covar_samp crc32 cube cume_dist curdate current_database current_date current_schema
            current_time current_timestamp curtime database date date_add date_bin date_diff date_format
            date_from_unix_date date_part date_sub date_trunc dateadd datediff datefromparts datename datepart
            datetime datetime_add datetime_diff datetime_sub datetime_trunc datetimeoffset datetrunc day dayname
            dayofmonth dayofweek dayofyear decimal decode degrees dense_rank digest div div0 div0null dmetaphone
            double elt encode ends_with endswith eomonth equal_null every exp extract factorial farm_fingerprint
            field find_in_set first_value flatten float float64 floor format format_date format_datetime
            format_number format_timestamp from_base64 from_hex from_unixtime gcd gen_random_uuid generate_array
            generate_date_array generate_series generate_uuid get_path getdate getutcdate glob greatest group_concat
            grouping grouping_id hex host hour hstore ieee_divide if iff ifnull iif inet_aton inet_merge inet_ntoa
            initcap insert instr int int64 integer interval is_inf is_nan is_null_value isfinite isjson isnull
            isnumeric json json_agg json_array json_array_elements json_array_elements_text json_array_length
            json_arrayagg json_build_array json_build_object json_contains json_contains_path json_depth json_each
            json_each_text json_extract json_extract_path json_extract_path_text json_extract_scalar
            json_group_array json_group_object json_keys json_length json_merge_patch json_object json_object_agg
            json_object_keys json_objectagg json_query json_remove json_replace json_search json_set
            json_strip_nulls json_type json_typeof json_unquote json_valid json_value jsonb_agg jsonb_array_elements
            jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each
            jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_object_agg jsonb_object_keys
            jsonb_path_exists jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set
            jsonb_strip_nulls jsonb_typeof julianday justify_days justify_hours justify_interval keep lag last_day
            last_value lcase lcm lead least left len length levenshtein likely listagg ln locate log log10 log2
            logical_and logical_or lower lpad ltrim make_date make_interval make_time make_timestamp
            make_timestamptz makedate maketime map masklen match max max_by md5 median metaphone microsecond mid min
            min_by minute mod mode month monthname months_between nanvl newid normalize now nth_value ntile nullif
            nullifzero numeric nvarchar nvl nvl2 object_agg object_construct object_keys oct octet_length openjson
            ord overlay parse_date parse_datetime parse_json parse_timestamp parsename patindex percent_rank
            percentile_cont percentile_disc period_diff pg_typeof pi plainto_tsquery position pow power printf
            quarter quotename radians rand random rank ratio_to_report regexp_count regexp_extract
            regexp_extract_all regexp_instr regexp_like regexp_match regexp_matches regexp_position regexp_replace
            regexp_split_to_array regexp_split_to_table regexp_substr regr_count repeat replace reverse right rollup
            round row row_number row_to_json rpad rtrim safe_add safe_cast safe_divide safe_multiply safe_subtract
            schema sec_to_time second sets sha1 sha2 sha256 sign signed similarity sin sinh smallint soundex space
            split split_part sqrt square st_area st_asgeojson st_astext st_buffer st_centroid st_contains
            st_distance st_dwithin st_geogfromtext st_geomfromtext st_intersects st_length st_makepoint st_point
            st_setsrid st_transform st_within st_x st_y starts_with startswith statement_timestamp std stddev
            stddev_pop stddev_samp str str_to_date strftime string string_agg string_escape string_split
            string_to_array strpos struct stuff subdate substr substring substring_index subtime sum switchoffset
            sysdate sysdatetime sysutcdatetime tan tanh text time time_to_sec time_trunc timediff timestamp
            timestamp_add timestamp_diff timestamp_micros timestamp_millis timestamp_seconds timestamp_sub
            timestamp_trunc timestampadd timestampdiff timezone tinyint to_base64 to_boolean to_char to_date to_days
            to_decimal to_double to_hex to_json to_jsonb to_number to_time to_timestamp to_timestamp_ntz
            to_timestamp_tz to_tsquery to_tsvector to_varchar todatetimeoffset total translate trim trunc truncate
            try_cast try_convert try_parse_json try_to_date try_to_number try_to_timestamp ts_headline ts_rank
            typeof ucase unaccent unhex unicode unistr unix_micros unix_millis unix_seconds unix_timestamp unixepoch
            unlikely unnest unsigned upper utc_date utc_time utc_timestamp uuid values var_pop var_samp varchar
            variance version week weekday weekofyear width_bucket word_similarity year yearweek zeroifnull
            """);

    /** Rows from the arguments alone. */
    private static final Set<String> TABLE_FUNCTIONS = words("""
            unnest generate_series generate_array generate_date_array json_each json_each_text json_tree jsonb_each
            jsonb_each_text json_array_elements json_array_elements_text jsonb_array_elements jsonb_array_elements_text
            json_object_keys jsonb_object_keys regexp_split_to_table regexp_matches string_split openjson flatten
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
