//! The host's list of events: one spelling, in order, and without contradictions.

mod common;

use common::*;
use inventory::list::{LIST_MAX, Why, write};
use inventory::serial::BadSerial;
use inventory::*;
use proptest::prelude::*;

const HEAD: &str = "epoch,event,serial,from,to,class\n";

const GOOD: &str = "\
epoch,event,serial,from,to,class
0,declare,W-0001,,site 0,1
0,declare,W-0002,,site 1,1
1,ship,W-0001,site 0,road 1,1
3,receive,W-0001,road 1,site 1,1
3,exit_plant,W-0003,plant 2,site 1,1
";

fn refused(text: &str) -> BadLine {
    List::parse(text.as_bytes()).expect_err("it must be refused")
}

#[test]
fn a_list_is_read_entered_and_written_as_it_was() {
    let list = List::parse(GOOD.as_bytes()).unwrap();
    assert_eq!(write(list.events()).as_str(), GOOD);
    assert_eq!(list.last(), Some(Epoch(3)));
    let mut ledger = ledger();
    for _ in 0..4 {
        list.enter(&mut ledger).unwrap();
        ledger.turn();
    }
    assert_eq!(ledger.count(cell(STORE, STORED)), 3);
    assert_eq!(write([]).as_str(), HEAD);
    assert_eq!(List::parse(HEAD.as_bytes()).unwrap().last(), None);
}

#[test]
fn a_list_that_contradicts_itself_is_refused_with_the_line() {
    let mut ledger = in_force();
    let text = format!("{HEAD}1,ship,s1,site 0,road 1,1\n1,emplace,s1,site 0,site 0,0\n1,ship,s2,site 1,road 0,1\n");
    let refused = List::parse(text.as_bytes()).unwrap().enter(&mut ledger).unwrap_err();
    let why = Impossible::NotThere { stated: Some(BASE), stands: Some(road(1)) };
    assert_eq!(refused, BadLine { line: 3, why: Why::Impossible(why) });
    assert_eq!(refused.to_string(), "line 3: the event starts from site 0, and the item stands at the road to site 1");
}

#[test]
fn every_value_has_one_spelling_and_a_bad_one_is_named_by_its_line() {
    let lines = [
        ("00,declare,a,,site 0,1", Why::Number("the epoch")),
        ("+1,declare,a,,site 0,1", Why::Number("the epoch")),
        (" 0,declare,a,,site 0,1", Why::Number("the epoch")),
        (",declare,a,,site 0,1", Why::Number("the epoch")),
        ("4294967296,declare,a,,site 0,1", Why::Number("the epoch")),
        ("0,Declare,a,,site 0,1", Why::Deed),
        ("0,declare ,a,,site 0,1", Why::Deed),
        ("0,declare,,,site 0,1", Why::Serial(BadSerial::Empty)),
        ("0,declare,a b,,site 0,1", Why::Serial(BadSerial::Character { byte: 1 })),
        ("0,declare,a,,Site 0,1", Why::Place),
        ("0,declare,a,,site,1", Why::Place),
        ("0,declare,a,nowhere,site 0,1", Why::Place),
        ("0,declare,a,,site 00,1", Why::Number("the place")),
        ("0,declare,a,,site  0,1", Why::Number("the place")),
        ("0,declare,a,,site 65536,1", Why::Number("the place")),
        ("0,declare,a,,site 0,256", Why::Number("the class")),
        ("0,declare,a,,site 0,", Why::Number("the class")),
        ("0,declare,a,,site 0,1\r", Why::Number("the class")),
        ("0,declare,a,,site 0", Why::Fields),
        ("0,declare,a,,site 0,1,", Why::Fields),
        ("", Why::Fields),
    ];
    for (line, why) in lines {
        assert_eq!(refused(&format!("{HEAD}0,declare,z,,site 1,1\n{line}\n")), BadLine { line: 3, why }, "{line:?}");
    }
}

#[test]
fn a_list_is_whole_and_in_order() {
    let bad = |line, why| BadLine { line, why };
    assert_eq!(refused(""), bad(1, Why::NoNewline));
    assert_eq!(refused(GOOD.trim_end()), bad(6, Why::NoNewline));
    assert_eq!(refused("\n"), bad(1, Why::Head));
    assert_eq!(refused(&GOOD.replace("serial", "item")), bad(1, Why::Head));
    assert_eq!(refused(&format!("\u{feff}{GOOD}")), bad(1, Why::Head));
    let back = format!("{HEAD}2,seal,a,site 0,site 0,1\n1,seal,b,site 0,site 0,1\n");
    assert_eq!(refused(&back), bad(3, Why::GoesBack { epoch: Epoch(1), before: Epoch(2) }));
    assert_eq!(List::parse(b"epoch\xff\n").unwrap_err(), bad(1, Why::NotText));
}

#[test]
fn a_list_has_its_longest_length() {
    let long = vec![b'\n'; LIST_MAX + 1];
    assert_eq!(List::parse(&long).unwrap_err().why, Why::TooLong { length: LIST_MAX + 1 });
    assert_eq!(List::parse(&long[1..]).unwrap_err().why, Why::Head);
}

#[test]
fn a_refusal_repeats_no_serial() {
    let refused = refused(&format!("{HEAD}0,declare,SECRET!,,site 0,1\n"));
    assert!(!format!("{refused} {refused:?}").contains("SECRET"));
}

proptest! {
    #![proptest_config(deterministic(256))]

    #[test]
    fn hostile_bytes_are_refused_or_have_one_spelling(
        mut bytes in prop::collection::vec(any::<u8>(), 0..200),
        at in 0..GOOD.len(), with in any::<u8>(), cut in any::<bool>(),
    ) {
        if !cut {
            bytes = GOOD.as_bytes().to_vec();
            bytes[at] = with;
        }
        if let Ok(list) = List::parse(&bytes) {
            let text = write(list.events());
            prop_assert_eq!(text.as_bytes(), &bytes[..]);
        }
    }

    #[test]
    fn what_is_written_is_read_again(rows in prop::collection::vec(
        (any::<u32>(), 0..18_usize, "[A-Za-z0-9._/-]{1,32}", arb_place(), arb_place(), any::<u8>()), 0..20
    )) {
        let mut events: Vec<_> = rows
            .iter()
            .map(|(epoch, deed, text, from, to, class)| {
                event(*epoch, (Deed::ALL[*deed], text, *from, *to, proof::Class(*class)))
            })
            .collect();
        events.sort_by_key(|event| event.epoch);
        let text = write(&events);
        let list = List::parse(text.as_bytes()).unwrap();
        prop_assert!(list.events() == events);
    }
}

fn arb_place() -> impl Strategy<Value = Option<proof::Place>> {
    use proof::PlaceKind::{Interior, Road, Site};
    let place = (prop_oneof![Just(Site), Just(Road), Just(Interior)], any::<u16>());
    prop::option::of(place.prop_map(|(kind, site)| proof::Place { kind, site }))
}
