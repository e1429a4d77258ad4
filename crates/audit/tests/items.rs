//! Items held against each other: by whom they are stated, of which type they are, and which rows a question is about.

mod common;

use common::{aggregates, audit, findings, instrument, items, lines};

fn of(table: &str) -> audit::Assessment {
    audit(instrument("new-start.toml"), &[("i.csv", table.as_bytes())])
}

fn told(table: &str, code: &str) -> Vec<String> {
    findings(&of(table)).into_iter().filter(|told| told.contains(code)).collect()
}

#[test]
fn another_party_may_state_the_same_and_in_a_dispute_what_it_likes() {
    let same = items(&[
        "2020-09-01,US,US,icbm-nondeployed,minuteman-iii,9",
        "2020-09-01,US,RU,icbm-nondeployed,minuteman-iii,9",
    ]);
    assert_eq!(told(&same, "stated-otherwise"), [""; 0]);
    let disputed = items(&["2020-09-01,US,RU,slbm-launcher-converted,trident-ii,56"]);
    assert_eq!(told(&disputed, "stated-otherwise"), [""; 0]);
    let of_the_other = items(&["2020-09-01,RU,US,slbm-launcher-converted,,56"]);
    assert_eq!(told(&of_the_other, "stated-otherwise"), ["discrepancy stated-otherwise RU 2020-09-01"]);
    let undisputed =
        items(&["2020-09-01,US,US,icbm-deployed,minuteman-iii,9", "2020-09-01,US,RU,icbm-nondeployed,minuteman-iii,3"]);
    assert_eq!(lines(&of(&undisputed), "stated-otherwise"), [3]);
}

#[test]
fn a_type_is_of_its_sort() {
    let unknown = |row: &str| told(&items(&[row]), "unknown-type").len();
    assert_eq!(unknown("2020-09-01,US,US,icbm-deployed,minuteman-iii,3"), 0);
    assert_eq!(unknown("2020-09-01,US,US,icbm-launcher-deployed,minuteman-iii,3"), 0, "a launcher goes by its missile");
    assert_eq!(unknown("2020-09-01,US,US,icbm-deployed,,3"), 0, "no type is said");
    assert_eq!(unknown("2020-09-01,US,US,bomber-deployed,minuteman-iii,3"), 1);
}

#[test]
fn a_question_names_the_rows_that_it_is_about() {
    let parts = items(&[
        "2020-09-01,US,US,icbm-deployed,minuteman-iii,4",
        "2020-09-01,US,US,icbm-launcher-nondeployed,minuteman-iii,3",
        "2020-09-01,US,US,icbm-launcher-test,minuteman-iii,4",
    ]);
    assert_eq!(lines(&of(&parts), "part-exceeds-whole"), [3, 4]);
    let found = of(&parts);
    let exceeds = found.findings.iter().find(|finding| finding.fact.code() == "part-exceeds-whole").unwrap();
    assert!(exceeds.article.is_some(), "it falls under the article of its class");
    let alone = items(&["2020-09-01,US,US,icbm-launcher-test,minuteman-iii,1"]);
    assert_eq!(lines(&of(&alone), "part-exceeds-whole"), [2], "a whole that is not declared has none");
    let equal = items(&[
        "2020-09-01,US,US,icbm-launcher-nondeployed,minuteman-iii,4",
        "2020-09-01,US,US,icbm-launcher-test,minuteman-iii,4",
    ]);
    assert_eq!(told(&equal, "part-exceeds-whole"), [""; 0]);
}

#[test]
fn where_items_and_an_aggregate_differ_only_what_counts_is_named() {
    let rows = items(&[
        "2020-09-01,US,US,icbm-deployed,minuteman-iii,397",
        "2020-09-01,US,US,icbm-nondeployed,minuteman-iii,261",
    ]);
    let table = aggregates("2020-09-01,US,397,0,0,confirmed,x\n");
    let found = audit(instrument("new-start.toml"), &[("i.csv", rows.as_bytes()), ("a.csv", table.as_bytes())]);
    assert!(!findings(&found).iter().any(|told| told.contains("count-differs")), "{:?}", findings(&found));
    let table = aggregates("2020-09-01,US,398,0,0,confirmed,x\n");
    let found = audit(instrument("new-start.toml"), &[("i.csv", rows.as_bytes()), ("a.csv", table.as_bytes())]);
    assert_eq!(lines(&found, "count-differs"), [2, 2], "the row of the aggregate, and the one of the items");
}
