//! Limits that are read in two ways, and whose items count towards them.

mod common;

use audit::assessment::{Fact, StatementAt};
use audit::{Assessment, Outcome, Verdict};
use common::{aggregates, audit, findings, instrument, items, new_start_with};
use treaty::{Date, Instrument};

fn verdict(assessment: &Assessment, limit: &str) -> Option<Verdict> {
    assessment.judged.iter().find(|row| row.limit.as_str() == limit).map(|row| row.verdict)
}

/// New START as one that Russia suspends whole, limits among it.
fn suspended_whole() -> Instrument {
    new_start_with(&[("keeps     = [\"II\"]\n", "")])
}

#[test]
fn over_a_limit_that_it_says_is_suspended_a_party_is_so_by_one_reading_and_the_other_party_by_both() {
    let of = |party: &str| {
        let table = aggregates(&format!("2024-03-01,{party},701,1550,800,confirmed,x\n"));
        audit(suspended_whole(), &[("a.csv", table.as_bytes())])
    };
    let (own, other) = (of("RU"), of("US"));
    assert!(
        findings(&own).contains(&"discrepancy over-by-one-reading RU 2024-03-01".to_owned()),
        "{:?}",
        findings(&own)
    );
    assert_eq!(verdict(&own, "deployed-delivery"), Some(Verdict::Disputed));
    assert!(findings(&other).contains(&"inconsistent over-limit US 2024-03-01".to_owned()), "{:?}", findings(&other));
    assert_eq!(verdict(&other, "deployed-delivery"), Some(Verdict::Over));
    for found in [own, other] {
        assert_eq!(verdict(&found, "deployed-warheads"), Some(Verdict::Within));
    }
}

#[test]
fn a_limit_in_brackets_binds_no_earlier_than_others() {
    let treaty = instrument("illustrative-sampling.toml");
    let on = |day: Date, of: u32| {
        let table = items(&[&format!("{day},HAL,HAL,non-strategic,,{of}")]);
        let found = audit(treaty.clone(), &[("i.csv", table.as_bytes())]);
        verdict(&found, "non-strategic-cap").unwrap()
    };
    let (before, from) = (Date::constant(2027, 4, 30), Date::constant(2027, 5, 1));
    assert_eq!(
        [300, 301, 361].map(|of| on(before, of)),
        [Verdict::WithinNotBinding, Verdict::OverNotBinding, Verdict::OverNotBinding]
    );
    assert_eq!([300, 301, 361].map(|of| on(from, of)), [Verdict::Within, Verdict::Disputed, Verdict::Over]);
}

#[test]
fn only_what_the_owner_states_of_classes_that_count_is_held_against_a_limit() {
    let table = items(&[
        "2020-09-01,US,US,icbm-nondeployed,minuteman-iii,261",
        "2020-09-01,US,US,icbm-deployed,minuteman-iii,397",
        "2020-09-01,US,RU,icbm-deployed,minuteman-iii,397",
        "2020-09-01,US,RU,slbm-launcher-deployed,trident-ii,999",
    ]);
    let found = audit(instrument("new-start.toml"), &[("i.csv", table.as_bytes())]);
    let row = found.judged.iter().find(|row| row.limit.as_str() == "deployed-delivery").unwrap();
    assert_eq!(
        (row.value, row.statements.as_slice()),
        (Some(397), &[StatementAt::Row { file: "i.csv".to_owned(), line: 3 }][..])
    );
    assert_eq!(verdict(&found, "launchers-total"), None, "its owner declares nothing that counts towards it");
}

#[test]
fn a_sum_that_is_whole_is_no_question_and_names_what_it_lacks_where_it_is_not() {
    let whole = ["icbm-deployed,minuteman-iii,397", "slbm-deployed,trident-ii,230", "bomber-deployed,b-2a,12"];
    let rows = |classes: &[&str]| {
        let rows: Vec<_> = classes.iter().map(|class| format!("2020-09-01,US,US,{class}")).collect();
        let table = items(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        audit(instrument("new-start.toml"), &[("i.csv", table.as_bytes())])
    };
    let missing = |found: &Assessment| {
        found.findings.iter().find_map(|finding| match &finding.fact {
            Fact::Incomplete { of: audit::assessment::Counting::Limit(limit), missing, .. }
                if limit.as_str() == "deployed-delivery" =>
            {
                Some(missing.iter().map(|class| class.to_string()).collect::<Vec<_>>())
            }
            _ => None,
        })
    };
    assert_eq!(missing(&rows(&whole)), None);
    assert_eq!(missing(&rows(&whole[..2])), Some(vec!["bomber-deployed".to_owned()]));
}

#[test]
fn each_obligation_is_of_one_limit_and_one_party_on_its_own_days() {
    let table = aggregates("2018-09-01,RU,701,1420,775,confirmed,x\n2019-03-01,US,656,1365,800,confirmed,x\n");
    let counted = items(&["2019-09-01,US,US,icbm-deployed,minuteman-iii,701"]);
    let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes()), ("i.csv", counted.as_bytes())]);
    let of = |limit: &str, party: &str| {
        let is = |one: &&audit::Obligation| one.id.as_str() == limit && one.party.as_str() == party;
        let one = found.obligations.iter().find(is).unwrap();
        (one.outcome, one.covers.unwrap())
    };
    let [autumn, spring, next] = [(2018, 9), (2019, 3), (2019, 9)].map(|(year, month)| Date::constant(year, month, 1));
    assert_eq!(of("deployed-delivery", "RU"), (Outcome::Inconsistent, (autumn, autumn)));
    assert_eq!(of("deployed-warheads", "RU"), (Outcome::Consistent, (autumn, autumn)));
    assert_eq!(of("deployed-delivery", "US"), (Outcome::Inconsistent, (spring, next)));
    assert_eq!(of("deployed-warheads", "US"), (Outcome::Consistent, (spring, spring)), "its items touch another limit");
}
