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
    let table = aggregates("2018-09-01,RU,700,1420,775,confirmed,x\n2019-03-01,US,656,1365,800,confirmed,x\n");
    let counted = items(&["2019-09-01,US,US,icbm-deployed,minuteman-iii,701"]);
    let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes()), ("i.csv", counted.as_bytes())]);
    let of = |limit: &str, party: &str| {
        let is = |one: &&audit::Obligation| one.id.as_str() == limit && one.party.as_str() == party;
        let one = found.obligations.iter().find(is).unwrap();
        (one.outcome, one.covers.unwrap())
    };
    let [autumn, spring, next] = [(2018, 9), (2019, 3), (2019, 9)].map(|(year, month)| Date::constant(year, month, 1));
    assert_eq!(
        of("deployed-delivery", "RU"),
        (Outcome::Consistent, (autumn, autumn)),
        "what the other broke is not its own"
    );
    assert_eq!(of("deployed-warheads", "RU"), (Outcome::Consistent, (autumn, autumn)));
    assert_eq!(of("deployed-delivery", "US"), (Outcome::Inconsistent, (spring, next)));
    assert_eq!(of("deployed-warheads", "US"), (Outcome::Consistent, (spring, spring)), "its items touch another limit");
}

#[test]
fn a_number_before_the_day_of_a_limit_is_over_it_or_within_it_and_does_not_bind() {
    let on = |figures: &str| {
        let table = aggregates(&format!("2018-02-04,RU,{figures},confirmed,x\n"));
        verdict(&audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes())]), "deployed-delivery").unwrap()
    };
    assert_eq!([on("700,1550,800"), on("701,1550,800")], [Verdict::WithinNotBinding, Verdict::OverNotBinding]);
}

#[test]
fn over_a_limit_whose_article_is_in_brackets_a_party_is_so_with_all_readings_of_it() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/illustrative-sampling.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let reading = |party: &str| format!("{{ party = \"{party}\", text = {{ en = \"a\", ru = \"а\" }} }}");
    let article = "[[article]]\nid = \"III.1\"\n";
    assert!(text.contains(article));
    let bracketed = format!("{article}status = \"bracketed\"\nreadings = [ {}, {} ]\n", reading("HAL"), reading("OND"));
    let treaty = treaty::parse(text.replacen(article, &bracketed, 1).as_bytes(), None);
    let treaty = treaty.unwrap_or_else(|told| panic!("{told:#?}")).instrument;
    let of = |count: u32| {
        let table = items(&[&format!("2027-07-10,HAL,HAL,strategic-deployed,,{count}")]);
        audit(treaty.clone(), &[("i.csv", table.as_bytes())])
    };
    assert_eq!(verdict(&of(420), "strategic-deployed-cap"), Some(Verdict::Within));
    let found = of(421);
    assert_eq!(verdict(&found, "strategic-deployed-cap"), Some(Verdict::Over));
    let over = found.findings.iter().find(|finding| finding.fact.code() == "over-limit").unwrap();
    assert_eq!(over.readings.len(), 2);
    // a limit in brackets of its own has its own readings, with their numbers: 300 and 360
    let non_strategic = "[[article]]\nid = \"III.2\"\n";
    let bracketed = bracketed.replace("III.1", "III.2");
    let treaty = treaty::parse(text.replacen(non_strategic, &bracketed, 1).as_bytes(), None).unwrap().instrument;
    let table = items(&["2027-07-10,HAL,HAL,non-strategic,,301"]);
    let found = audit(treaty, &[("i.csv", table.as_bytes())]);
    assert_eq!(verdict(&found, "non-strategic-cap"), Some(Verdict::Disputed));
}
