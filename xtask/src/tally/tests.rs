//! Files of ballots as people make them: what is counted, and which line is refused for what.

use super::*;
use crate::limits::{COUNTED_OPTIONS_MAX, DOTS_EACH_MAX, LINE_CHARS_MAX, TALLY_REFUSED_ROWS_MAX};
use proptest::prelude::*;
use serde_json::{Value, json};

const SCHULZE: Method = Method::Schulze;
const APPROVAL: Method = Method::Points(PointMethod::Approval);
const SCORE: Method = Method::Points(PointMethod::Score);

fn count(file: &str, bytes: &[u8], method: Method) -> Result<Outcome, TallyError> {
    outcome_of(Path::new(file), bytes, method)
}

fn json_of(file: &str, text: &str, method: Method) -> Value {
    count(file, text.as_bytes(), method).expect("good ballots").json()
}

/// The refused lines with their reasons.
fn refused(file: &str, bytes: &[u8], method: Method) -> Vec<(u64, String)> {
    match count(file, bytes, method) {
        Err(TallyError::Refused(refused)) => refused.rows,
        other => panic!("it was not refused by line: {other:?}"),
    }
}

fn check_refused(file: &str, text: &str, method: Method, expected: &[(u64, &str)]) {
    let expected: Vec<(u64, String)> =
        expected.iter().map(|(line, reason)| (*line, (*reason).to_owned())).collect();
    assert_eq!(refused(file, text.as_bytes(), method), expected, "{text}");
}

const EXAMPLE: [(u64, &str); 8] = [
    (5, "1,3,2,5,4"),
    (5, "1,5,4,2,3"),
    (8, "4,1,5,3,2"),
    (3, "2,3,1,5,4"),
    (7, "2,4,1,5,3"),
    (2, "3,2,1,4,5"),
    (7, "5,4,2,1,3"),
    (8, "3,2,5,4,1"),
];

fn example() -> Value {
    json!({
        "options": ["A", "B", "C", "D", "E"],
        "pairwise": [
            [0, 20, 26, 30, 22], [25, 0, 16, 33, 18], [19, 29, 0, 17, 24], [15, 12, 28, 0, 14],
            [23, 27, 21, 31, 0],
        ],
        "strengths": [
            [0, 28, 28, 30, 24], [25, 0, 28, 33, 24], [25, 29, 0, 29, 24], [25, 28, 28, 0, 24],
            [25, 28, 28, 31, 0],
        ],
        "ranking": [["E"], ["A"], ["C"], ["B"], ["D"]],
    })
}

#[test]
fn dec_5_schulzes_example_in_both_kinds_of_file() {
    let mut csv = "A,B,C,D,E\n".to_owned();
    for (count, ranks) in EXAMPLE {
        for _ in 0..count {
            csv.push_str(&format!("{ranks}\n"));
        }
    }
    assert_eq!(json_of("ballots.csv", &csv, SCHULZE), example());
    let orders = "5: 1,3,2,5,4\n5: 1,4,5,3,2\n8: 2,5,4,1,3\n3: 3,1,2,5,4\n7: 3,1,5,2,4\n\
                  2: 3,2,1,4,5\n7: 4,3,5,2,1\n8: 5,2,1,4,3\n";
    let head = "# FILE NAME: example.soc\n# NUMBER ALTERNATIVES: 5\n# NUMBER VOTERS: 45\n\
                # NUMBER UNIQUE ORDERS: 8\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n\
                # ALTERNATIVE NAME 3: C\n# ALTERNATIVE NAME 4: D\n# ALTERNATIVE NAME 5: E\n";
    for end in ["soc", "soi", "toc", "TOI"] {
        let file = format!("example.{end}");
        assert_eq!(json_of(&file, &format!("{head}{orders}"), SCHULZE), example(), "{end}");
    }
}

#[test]
fn dec_5_points_and_empty_places() {
    let approval = json!({
        "options": ["tea", "coffee", "water"], "scores": [2, 1, 1],
        "ranking": [["tea"], ["coffee", "water"]],
    });
    assert_eq!(json_of("a.csv", "tea,coffee,water\n1,0,1\n1,1,\n,,\n", APPROVAL), approval);
    let score = json!({"options": ["x", "y"], "scores": [5, 8], "ranking": [["y"], ["x"]]});
    assert_eq!(json_of("a.csv", "x,y\n5,3\n,5\n", SCORE), score);
    let dots = Method::Points(PointMethod::Dots { each: 5 });
    let counted = json!({"options": ["x", "y"], "scores": [5, 4], "ranking": [["x"], ["y"]]});
    assert_eq!(json_of("a.csv", "x,y\n3,2\n2,2\n", dots), counted);
    let time = Method::Points(PointMethod::TimePoll);
    let counted = json!({"options": ["x", "y"], "scores": [2, 3], "ranking": [["y"], ["x"]]});
    assert_eq!(json_of("a.csv", "x,y\n2,1\n0,2\n", time), counted);
}

#[test]
fn dec_3_each_option_is_a_question() {
    let counted = json!({
        "options": ["garden", "roof"], "scores": [2, 1], "against": [1, 1], "abstained": [1, 2],
        "passes": {
            "majority": [true, false], "two_thirds": [true, false], "three_quarters": [false, false],
        },
        "ranking": [["garden"], ["roof"]],
    });
    let text = "garden,roof\n1,1\n1,\n0,0\n,\n";
    assert_eq!(json_of("a.csv", text, Method::Majority), counted);
}

#[test]
fn marks_line_ends_quotes_and_space_make_no_difference() {
    let plain = json_of("a.csv", "x,y\n1,2\n2,\n", SCHULZE);
    for text in [
        "\u{feff}x,y\n1,2\n2,\n",
        "x,y\r\n1,2\r\n2,\r\n",
        "\u{feff}x,y\r\n1,2\r\n2,",
        "\"x\",\"y\"\n\"1\",\"2\"\n2,\"\"\n",
        " x , y \n 1 , 2 \n\n\n2, \n\n",
    ] {
        assert_eq!(json_of("a.csv", text, SCHULZE), plain, "{text:?}");
    }
    let name = json_of("a.csv", "\"a, \"\"b\"\"\",y\n1,2\n", SCHULZE);
    assert_eq!(name["options"], json!(["a, \"b\"", "y"]));
}

#[test]
fn every_bad_row_is_told_by_its_line() {
    let text = "A,B\n1,2\nx,1\n-1,2\n1\n1,2,3\n0,1\n1001,1\n99999999999999999999,1\n1.5,2\n+1,2\n";
    check_refused(
        "a.csv",
        text,
        SCHULZE,
        &[
            (3, "option 1: `x` is not a whole number"),
            (4, "option 1: `-1` is negative"),
            (5, "the row has 1 fields, and there are 2 options"),
            (6, "the row has 3 fields, and there are 2 options"),
            (7, "option 1: rank 0 is not from 1 to 1000"),
            (8, "option 1: rank 1001 is not from 1 to 1000"),
            (9, "option 1: `99999999999999999999` is too large"),
            (10, "option 1: `1.5` is not a whole number"),
            (11, "option 1: `+1` is not a whole number"),
        ],
    );
    check_refused("a.csv", "A,B\n1,2\n0,1\n", APPROVAL, &[(2, "option 2: 2 is not from 0 to 1")]);
    check_refused("a.csv", "A,B\n6,2\n", SCORE, &[(2, "option 1: 6 is not from 0 to 5")]);
    let dots = Method::Points(PointMethod::Dots { each: 5 });
    check_refused("a.csv", "A,B\n3,3\n", dots, &[(2, "6 dots are spent, and there are 5")]);
    let neither = "option 2: 2 is neither 1 nor 0";
    check_refused("a.csv", "A,B\n1,2\n", Method::Majority, &[(2, neither)]);
}

#[test]
fn lines_are_those_of_the_file() {
    let reason = "option 1: `x` is not a whole number";
    for (text, line) in [
        ("A,B\r\n1,2\r\nx,2\r\n", 3),
        ("\u{feff}A,B\r\n1,2\r\nx,2", 3),
        ("A,B\n\n\n1,2\n\nx,2\n", 6),
        ("A,B\r\n\r\n1,2\r\n\r\nx,2\r\n", 5),
        ("\n\nA,\"B\nC\"\n1,2\nx,2\n", 6),
    ] {
        let found = refused("a.csv", text.as_bytes(), SCHULZE);
        assert_eq!(found.last(), Some(&(line, reason.to_owned())), "{text:?}");
    }
}

#[test]
fn an_empty_file_has_no_options() {
    for text in ["", "\u{feff}", "\n\r\n\n"] {
        check_refused("a.csv", text, SCHULZE, &[(1, "there is no row that names the options")]);
    }
    let named = "no line `# ALTERNATIVE NAME 1: ...` names an alternative";
    check_refused("a.soc", "", SCHULZE, &[(1, named)]);
}

#[test]
fn options_have_names_and_each_once() {
    check_refused(
        "a.csv",
        "A,,A,B\u{7}\n1,2,3,4\n",
        SCHULZE,
        &[
            (1, "option 2: it has no name"),
            (1, "option 3: `A` is there twice"),
            (1, "option 4: `B\\u{7}` has characters that cannot be shown"),
        ],
    );
    let long = "x".repeat(LINE_CHARS_MAX + 1);
    let told = format!("option 1: `{} ...` is longer than 200 characters", "x".repeat(40));
    check_refused("a.csv", &format!("{long},B\n"), SCHULZE, &[(1, &told)]);
    let names = |most: usize| (0..most).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    assert!(count("a.csv", names(COUNTED_OPTIONS_MAX).as_bytes(), APPROVAL).is_ok());
    let beyond = names(COUNTED_OPTIONS_MAX + 1);
    check_refused("a.csv", &beyond, SCHULZE, &[(1, "1001 options are more than 1000")]);
}

#[test]
fn a_huge_field_is_told_by_its_beginning() {
    let huge = "9".repeat(1 << 20);
    let told = format!("option 1: `{} ...` is too large", "9".repeat(40));
    check_refused("a.csv", &format!("A,B\n{huge},1\n1,2\n"), SCHULZE, &[(2, &told)]);
    // A quote that never ends takes all that follows into one field.
    let open = format!("A,B\n1,2\n\"1,2\n{}", "2,1\n".repeat(1 << 16));
    check_refused("a.csv", &open, SCHULZE, &[(3, "the row has 1 fields, and there are 2 options")]);
}

#[test]
fn bytes_that_are_no_text_are_refused_where_they_stand() {
    let found = refused("a.csv", b"A,B\n1,2\n\xff,1\n", SCHULZE);
    assert_eq!(found, [(3, "option 1: `\u{fffd}` is not UTF-8 text".to_owned())]);
    let found = refused("a.csv", b"A,\xff\n1,2\n", SCHULZE);
    assert_eq!(found, [(1, "option 2: `\u{fffd}` is not UTF-8 text".to_owned())]);
    let found = refused("a.soi", b"# ALTERNATIVE NAME 1: A\n\xff\n", SCHULZE);
    assert_eq!(found, [(2, "it is not UTF-8 text".to_owned())]);
}

#[test]
fn so_many_refusals_are_told_and_the_rest_is_numbered() {
    let text = format!("A\n{}", "x\n".repeat(TALLY_REFUSED_ROWS_MAX + 5));
    let error = count("a.csv", text.as_bytes(), SCHULZE).expect_err("no row is good");
    let said = error.to_string();
    assert!(said.starts_with("105 lines are refused, and nothing was counted\n  line 2: "));
    assert!(
        said.ends_with("line 101: option 1: `x` is not a whole number\n  and 5 more"),
        "{said}"
    );
    assert_eq!(said.lines().count(), TALLY_REFUSED_ROWS_MAX + 2);
}

#[test]
fn a_file_that_is_too_large_is_not_read_through() {
    let bytes = vec![b'\n'; usize::try_from(TALLY_FILE_BYTES_MAX).expect("it fits") + 1];
    assert_eq!(count("a.csv", &bytes, SCHULZE), Err(TallyError::TooLarge));
}

const FOUR: &str = "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n\
                    # ALTERNATIVE NAME 4: D: the last\n";

#[test]
fn dec_5_preflib_ties_and_counts() {
    let toi =
        json_of("a.toi", &format!("{FOUR}3: 2, {{1,3}}\n2: {{4}}\n1: {{1, 2 ,3}},4\n"), SCHULZE);
    assert_eq!(toi["options"], json!(["A", "B", "C", "D: the last"]));
    let pairwise = json!([[0, 0, 0, 4], [3, 0, 3, 4], [0, 0, 0, 4], [2, 2, 2, 0]]);
    assert_eq!(toi["pairwise"], pairwise);
    assert_eq!(toi["ranking"], json!([["B"], ["A", "C"], ["D: the last"]]));
    let marked = format!("\u{feff}{FOUR}1: 4,3,2,1\n").replace('\n', "\r\n");
    assert_eq!(json_of("a.SOC", &marked, SCHULZE)["ranking"][0], json!(["D: the last"]));
}

#[test]
fn every_bad_line_of_preflib_is_told() {
    let line = |end: &str, line: &str, reason: &str| {
        check_refused(
            &format!("a.{end}"),
            &format!("{FOUR}1: 1,2,3,4\n{line}\n"),
            SCHULZE,
            &[(6, reason)],
        );
    };
    line("toi", "1,2,3", "`1,2,3` is not `count: 1,2,{3,4}`");
    line("toi", "x: 1", "`x` is not a whole number");
    line("toi", "-1: 1", "`-1` is negative");
    line("toi", "0: 1", "nobody gave this order: its count is 0");
    line("toi", "18446744073709551616: 1", "`18446744073709551616` is too large");
    line("toi", "1:", "the order names no alternative");
    line("toi", "1: 1,", "`` is not a whole number");
    line("toi", "1: 0", "there is no alternative 0");
    line("toi", "1: 5", "there is no alternative 5");
    line("toi", "1: 1,2,1", "alternative 1 is there twice");
    line("toi", "1: {1,{2,3}}", "a brace opens inside braces");
    line("toi", "1: {1,2", "a brace is not closed");
    line("toi", "1: 1,2}", "a brace closes that was not opened");
    line("toi", "1: {}", "`` is not a whole number");
    line("soi", "1: {1,2}", "some are equal, and .soi is strict");
    line("soc", "1: 1,2,3", "alternative 4 is missing, and .soc is complete");
    line("toc", "1: {1,2},4", "alternative 3 is missing, and .toc is complete");
}

#[test]
fn what_a_preflib_file_says_of_itself_must_be_true() {
    let check = |text: &str, line: u64, reason: &str| {
        check_refused("a.toi", text, SCHULZE, &[(line, reason)]);
    };
    let said = "it says 3 alternatives, and 4 are named";
    check(&format!("# NUMBER ALTERNATIVES: 3\n{FOUR}1: 1\n"), 1, said);
    check(&format!("{FOUR}# NUMBER VOTERS: 9\n3: 1\n"), 5, "it says 9 voters, and there are 3");
    check("# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: A\n1: 1\n", 2, "`A` is there twice");
    let twice = "alternative 1 is named twice";
    check("# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 1: B\n1: 1\n", 2, twice);
    let gap = "2 alternatives are named, and none is number 2";
    check("# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 3: B\n1: 1\n", 1, gap);
}

#[test]
fn preflib_is_for_schulze_alone() {
    let text = format!("{FOUR}1: 1\n");
    for method in [APPROVAL, SCORE, Method::Majority] {
        assert_eq!(count("a.soi", text.as_bytes(), method), Err(TallyError::OrdersOnly));
    }
}

#[test]
fn what_is_too_much_to_hold_or_count_is_refused() {
    let names: String = (1..=COUNTED_OPTIONS_MAX)
        .map(|number| format!("# ALTERNATIVE NAME {number}: {number}\n"))
        .collect();
    let text = format!("{names}{}", "1: 1\n".repeat(40_001));
    let reason = "rows times options are more than 40000000";
    check_refused("a.soi", &text, SCHULZE, &[(1, reason)]);
    let most = u64::MAX;
    let text = format!("{FOUR}{most}: 1\n1: 2\n");
    let too_many = Err(TallyError::Count(CountError::TooMany));
    assert_eq!(count("a.soi", text.as_bytes(), SCHULZE), too_many);
}

#[test]
fn people_get_a_table() {
    let outcome = count("a.csv", b"tea,coffee,water\n1,2,\n1,1,2\n", SCHULZE);
    let table = outcome.expect("good ballots").table();
    let expected = "Ballots: 2

place  option
1      tea
2      coffee
3      water

Ballots that put the row's option above the column's:
          1  2  3
1 tea     -  1  2
2 coffee  0  -  2
3 water   0  0  -

Strongest paths from the row's option to the column's:
          1  2  3
1 tea     -  1  2
2 coffee  0  -  2
3 water   0  0  -
";
    assert_eq!(table, expected);
    let table = count("a.csv", b"x,y\n1,1\n1,0\n1,\n", Method::Majority);
    let expected = "Ballots: 3

place  option  for  against  abstained  reaches
1      x       3    0        0          majority, two thirds, three quarters
2      y       1    1        1          -
";
    assert_eq!(table.expect("good ballots").table(), expected);
    let dots = Method::Points(PointMethod::Dots { each: DOTS_EACH_MAX });
    let table = count("a.csv", b"x,y\n1,1\n", dots).expect("good ballots").table();
    assert_eq!(table, "Ballots: 1\n\nplace  option  points\n1      x       1\n1      y       1\n");
}

proptest! {
    #[test]
    fn whatever_stands_in_a_file_it_is_counted_or_refused(
        text in "[A-D0-9,:{}\"# \r\n-]{0,80}",
        bytes in proptest::collection::vec(any::<u8>(), 0..40),
        end in prop_oneof![Just("csv"), Just("soc"), Just("toi")],
    ) {
        let file = format!("a.{end}");
        let headed = format!("{FOUR}{text}");
        for bytes in [text.as_bytes(), headed.as_bytes(), &bytes[..]] {
            match count(&file, bytes, SCHULZE) {
                Ok(outcome) => {
                    let options: usize = outcome.ranking().iter().map(Vec::len).sum();
                    prop_assert_eq!(options, outcome.options.len());
                }
                Err(TallyError::Refused(refused)) => prop_assert!(!refused.rows.is_empty()),
                Err(error) => prop_assert_eq!(error, TallyError::Count(CountError::TooMany)),
            }
        }
    }
}
