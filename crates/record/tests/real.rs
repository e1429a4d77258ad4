//! The two real tables are read whole, as CSV and as a workbook.

mod common;

use common::{AGGREGATES, ITEMS, new_start, said, workbook};
use record::declaration::{RowStatus, Rows, read};
use std::collections::BTreeMap;
use treaty::{Id, PartyCode};

fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

#[test]
fn every_aggregate_declaration_is_read() {
    let declared = read("new-start-aggregates.csv", AGGREGATES, &new_start()).unwrap();
    let Rows::Aggregates(rows) = declared.rows else { panic!("not aggregates") };
    assert_eq!(rows.len(), 50);
    let us_2020 = &rows[38];
    assert_eq!((us_2020.place.line, us_2020.effective.to_string().as_str()), (40, "2020-09-01"));
    let figures = [("deployed-delivery", 675), ("deployed-warheads", 1457), ("launchers-total", 800)];
    assert_eq!(us_2020.figures, Some(figures.into_iter().map(|(limit, figure)| (id(limit), figure)).collect()));
    let last = &rows[49];
    assert_eq!((&last.figures, last.status), (&None, RowStatus::NotProvided));
    assert_eq!(last.source, "Russia provided no update");
}

/// The lines of the fact sheet add up to its totals, by the reading of each party.
#[test]
fn the_items_of_2020_give_the_declared_totals() {
    let instrument = new_start();
    let declared = read("us-2020-09-01-items.csv", ITEMS, &instrument).unwrap();
    let Rows::Items(rows) = declared.rows else { panic!("not items") };
    assert_eq!(rows.len(), 21);
    let mut held: BTreeMap<&Id, u64> = BTreeMap::new();
    for row in &rows {
        *held.entry(&row.class).or_default() += row.items;
    }
    let total = |counts: &[treaty::instrument::Counted]| -> u64 {
        counts.iter().map(|counted| held[&counted.class] * u64::from(counted.each)).sum()
    };
    for (limit, figure) in [("deployed-delivery", 675), ("deployed-warheads", 1457), ("launchers-total", 800)] {
        let (_, limit) = instrument.limits().find(|(clause, _)| clause.id == id(limit)).unwrap();
        assert_eq!(total(&limit.counts), figure);
    }
    let (_, dispute) = instrument.disputes().next().unwrap();
    let russian = dispute.readings.iter().find(|reading| reading.party == PartyCode::new("RU")).unwrap();
    assert_eq!(800 + total(&russian.counts), 901);
    let by_russia = rows.iter().filter(|row| row.stated_by.as_str() == "RU").map(|row| row.items);
    assert_eq!(by_russia.collect::<Vec<_>>(), [56, 4]);
}

#[test]
fn a_workbook_says_what_the_text_says() {
    let instrument = new_start();
    for table in [AGGREGATES, ITEMS] {
        let from_text = said(read("t.csv", table, &instrument).unwrap());
        let from_sheet = said(read("t.xlsx", &workbook(table), &instrument).unwrap());
        assert_eq!(from_text, from_sheet);
    }
}

/// The tables in the repository are in the form that `tidy` writes.
#[test]
fn the_real_tables_are_canonical() {
    for table in [AGGREGATES, ITEMS] {
        let tidied = record::tidy(table).unwrap();
        assert_eq!(tidied.text.as_bytes(), table);
        assert_eq!(tidied.changes, []);
    }
}
