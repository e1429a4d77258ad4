//! What is said of custody seals: its bytes, frozen in `vectors/seal/`, one refusal for each check, and what follows from all of it.

mod parties;

use parties::*;
use proptest::prelude::*;
use record::custody::{Odd, Said, follow};
use record::malformed::Rule;
use record::statement::{BreakReason, SealDeed, SealStatement, StepHash};
use record::*;
use serde_json::{Value, json};
use std::path::PathBuf;
use treaty::instrument::SealOn;

fn number(text: &str) -> SealNumber {
    SealNumber::new(text).unwrap()
}

/// OND's seal at HAL's third site.
fn seal(text: &str, deed: SealDeed, time: u64) -> SealStatement {
    let (owner, host) = (ond().party(), hal().party());
    SealStatement { owner, host, site: SiteNumber(2), number: number(text), deed, at: at(time), inspection: None }
}

fn on_a_door(instead: Option<&str>) -> SealDeed {
    SealDeed::Applied { on: SealOn::Door, instead: instead.map(number) }
}

fn named() -> Vec<(&'static str, Statement)> {
    let canister = SealDeed::Applied { on: SealOn::Canister, instead: Some(number("OND-1")) };
    let during = |statement| SealStatement { inspection: Some(StepHash([7; 32])), ..statement };
    let all = [
        ("applied", seal("OND-1", on_a_door(None), NOON)),
        ("applied.instead", during(seal("OND-2", canister, NOON + 60))),
        ("verified", seal("OND-1", SealDeed::Verified, NOON + 120)),
        ("removed", seal("OND-1", SealDeed::Removed, NOON + 180)),
        ("found-broken", seal("OND-1", SealDeed::Found, NOON + 240)),
        ("broken", seal("OND-1", SealDeed::Broken(BreakReason::Maintenance), NOON + 86_400)),
        ("broken.emergency", seal("OND-1", SealDeed::Broken(BreakReason::Emergency), NOON - 60)),
    ];
    all.into_iter().map(|(name, seal)| (name, Statement::Seal(seal))).collect()
}

fn frozen(name: &str, made: &[u8]) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/seal").join(name);
    if !path.exists() && std::env::var_os("FREEZE_VECTORS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    std::fs::read(&path).unwrap_or_else(|e| panic!("{name} is missing; FREEZE_VECTORS=1 writes what is new: {e}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bodies that must be read, and bodies that must be refused, each with why.
fn bodies() -> Value {
    let good = |(name, statement): &(&str, Statement)| json!({ "name": name, "body": hex(&statement.encode()) });
    let bad = |(why, _, body): &(&str, &str, Vec<u8>)| json!({ "why": why, "body": hex(body) });
    let all = (named().iter().map(good).collect::<Vec<_>>(), bad_bodies().iter().map(bad).collect::<Vec<_>>());
    json!({ "good": all.0, "bad": all.1 })
}

/// Why, which field, and the bytes. The head of `applied` is `8a`, owner (4), host (4), site, number (6), act, at (5), on, then three nulls.
fn bad_bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let of = |name: &str| named().into_iter().find(|(known, _)| *known == name).unwrap().1.encode();
    let (applied, verified, broken) = (of("applied"), of("verified"), of("broken"));
    let with = |bytes: &[u8], at: usize, byte: u8| {
        let mut bytes = bytes.to_vec();
        bytes[at] = byte;
        bytes
    };
    let end = applied.len();
    vec![
        ("a seal on what is its owner's own", "host", [&applied[..5], b"cOND", &applied[9..]].concat()),
        ("an owner in small letters", "owner", with(&applied, 2, b'o')),
        ("a number in small letters", "seal", with(&applied, 11, b'o')),
        ("a sixth act", "act", with(&applied, 16, 5)),
        ("on a fourth thing", "on", with(&applied, end - 4, 3)),
        ("applied on nothing", "on", with(&applied, end - 4, 0xf6)),
        ("applied with a reason", "why", with(&applied, end - 2, 0)),
        ("in its own place", "instead", [&applied[..end - 3], b"eOND-1", &[0xf6, 0xf6]].concat()),
        ("verified on a door", "on", with(&verified, end - 4, 0)),
        ("verified in the place of another", "instead", [&verified[..end - 3], b"eOND-2", &[0xf6, 0xf6]].concat()),
        ("broken without a reason", "why", with(&broken, end - 2, 0xf6)),
        ("broken for a third reason", "why", with(&broken, end - 2, 2)),
        ("an inspection of 31 bytes", "inspection", [&applied[..end - 1], &[0x58, 31], &[7; 31]].concat()),
        ("a field too few", "the whole", [&[0x89], &applied[1..end - 1]].concat()),
        ("a field too many", "the whole", [&[0x8b], &applied[1..], &[0xf6]].concat()),
    ]
}

#[test]
fn what_is_said_of_a_seal_is_made_again_byte_for_byte_and_signed_for_everybody() {
    for (name, statement) in named() {
        let ond = ond();
        let envelope = ond.states(&statement, &[&ond.statement]);
        assert_eq!(envelope.head.epoch, None, "{name}");
        assert_eq!(frozen(name, &envelope.encode()), envelope.encode(), "{name} is made otherwise than it was");
        let signed = rings().verify(&ond.author, leaf(9), &envelope.encode()).unwrap();
        assert_eq!(signed.contents.as_ref().unwrap().statement, statement, "{name}");
        let head = Head { readers: Readers::Parties, ..envelope.head.clone() };
        let sealed = Envelope { head, papers: None, signatures: envelope.signatures };
        assert_eq!(Envelope::decode(&sealed.encode()).unwrap_err().field, "readers", "{name}");
    }
    let bodies = (serde_json::to_string_pretty(&bodies()).unwrap() + "\n").into_bytes();
    assert_eq!(String::from_utf8(frozen("bodies.json", &bodies)).unwrap(), String::from_utf8(bodies).unwrap());
}

#[test]
fn every_body_is_read_again_and_every_beginning_of_it_refused() {
    for (name, statement) in named() {
        let bytes = statement.encode();
        assert_eq!(Statement::decode(Kind::Seal, &bytes).as_ref(), Ok(&statement), "{name}");
        for length in 0..bytes.len() {
            assert!(Statement::decode(Kind::Seal, &bytes[..length]).is_err(), "{name}, {length} bytes");
        }
    }
}

#[test]
fn what_breaks_a_rule_of_a_seal_is_refused_with_its_field() {
    for (why, field, body) in bad_bodies() {
        let refused = Statement::decode(Kind::Seal, &body).unwrap_err();
        assert_eq!(refused.field, field, "{why}: {refused}");
    }
    let own = SealStatement { host: ond().party(), ..seal("OND-1", SealDeed::Verified, NOON) };
    let refused = Statement::decode(Kind::Seal, &Statement::Seal(own).encode()).unwrap_err();
    assert!(matches!(refused.rule, Rule::Surplus(_)), "{refused}");
}

#[test]
fn the_host_states_that_it_breaks_a_seal_and_its_owner_everything_else() {
    for (name, statement) in named() {
        let Statement::Seal(seal) = statement else { unreachable!("only seals are named") };
        let author = if name.starts_with("broken") { hal().party() } else { ond().party() };
        assert_eq!(*seal.author(), author, "{name}");
    }
}

/// From when, until when, and whether the seal is still on, in seconds after noon.
type Times = Vec<(u64, u64, bool)>;

/// What follows from these statements, each at its place in the record of the one that makes it.
fn told(statements: &[SealStatement]) -> (Vec<(usize, Odd)>, Vec<Times>) {
    let authors = [ond().author, hal().author];
    let said = |(leaf, statement): (u64, &'static SealStatement)| {
        let author = authors.iter().find(|author| author.party() == Some(statement.author())).unwrap();
        Said { author: Box::leak(Box::new(author.clone())), leaf, dated: statement.at, statement }
    };
    let statements: &'static [SealStatement] = Box::leak(statements.to_vec().into_boxed_slice());
    let said: Vec<_> = (0..).zip(statements).map(said).collect();
    let custody = follow(&said, 10);
    let odd = custody.odd.iter().map(|(said, odd)| (usize::try_from(said.leaf).unwrap(), *odd)).collect();
    let times = custody.unbroken(10).into_iter().map(|(_, times)| {
        times.iter().map(|time| (time.from.seconds() - NOON, time.until.seconds() - NOON, time.stands)).collect()
    });
    (odd, times.collect())
}

#[test]
fn what_is_sealed_is_closed_from_seal_to_seal_and_a_hole_is_shown() {
    let broken = |time| SealDeed::Broken(if time > 0 { BreakReason::Maintenance } else { BreakReason::Emergency });
    let (odd, times) = told(&[
        seal("A", on_a_door(None), NOON),
        seal("A", SealDeed::Verified, NOON + 100),
        seal("A", SealDeed::Removed, NOON + 200),
        seal("B", on_a_door(Some("A")), NOON + 205),
        seal("B", broken(1), NOON + 300),
        seal("C", on_a_door(Some("B")), NOON + 400),
        seal("C", SealDeed::Verified, NOON + 500),
        seal("C", SealDeed::Found, NOON + 600),
        seal("D", on_a_door(Some("C")), NOON + 600),
    ]);
    assert_eq!(odd, []);
    // taken off and another put on at once is no hole; broken by the host, and found broken since the last look, are
    assert_eq!(times, [vec![(0, 300, false), (400, 500, false), (600, 600, true)]]);
}

#[test]
fn of_two_breaks_the_first_that_is_said_stands_and_none_before_the_seal_or_elsewhere() {
    let broken = |time| seal("A", SealDeed::Broken(BreakReason::Maintenance), NOON + time);
    let elsewhere = SealStatement { site: SiteNumber(1), ..broken(400) };
    let (odd, times) = told(&[seal("A", on_a_door(None), NOON + 100), broken(0), elsewhere, broken(300), broken(500)]);
    assert_eq!((odd, times), (vec![(1, Odd::Never), (2, Odd::Never)], vec![vec![(100, 300, false)]]));
}

#[test]
fn another_seal_takes_the_place_only_of_one_that_was_on_the_same_thing_and_gone_by_then() {
    let on_another = |change: fn(&mut SealStatement)| {
        let mut statement = seal("B", on_a_door(Some("A")), NOON + 300);
        change(&mut statement);
        statement
    };
    let odd = |end: &[SealStatement], next: SealStatement| {
        let first = seal("A", on_a_door(None), NOON);
        let (odd, _) = told(&[&[first], end, &[next]].concat());
        odd.into_iter().map(|(_, odd)| odd).collect::<Vec<_>>()
    };
    let removed = |time| seal("A", SealDeed::Removed, NOON + time);
    let broken = |time| seal("A", SealDeed::Broken(BreakReason::Emergency), NOON + time);
    let whole = |time| seal("A", SealDeed::Verified, NOON + time);
    // the clocks differ by ten seconds at most
    for (end, expected) in [
        (vec![removed(200)], vec![]),
        (vec![removed(310)], vec![]),
        (vec![removed(311)], vec![Odd::NotInPlace]),
        (vec![broken(310)], vec![]),
        (vec![broken(311)], vec![Odd::NotInPlace]),
        (vec![broken(200), whole(210)], vec![]),
        (vec![broken(200), whole(211)], vec![Odd::NotInPlace]),
    ] {
        assert_eq!(odd(&end, on_another(|_| {})), expected, "{end:?}");
    }
    let of_another_host = on_another(|statement| statement.host = party("CAR"));
    let at_another_site = on_another(|statement| statement.site = SiteNumber(1));
    for other in [of_another_host, at_another_site] {
        assert_eq!(odd(&[removed(200)], other), [Odd::NotInPlace]);
    }
    let met_elsewhere = SealStatement { host: party("CAR"), ..whole(100) };
    assert_eq!(odd(&[met_elsewhere], removed(200)), [Odd::Never], "only where it is, can it be met");
}

#[test]
fn a_break_that_the_owner_finds_not_made_was_not_made() {
    let broken = SealDeed::Broken(BreakReason::Maintenance);
    let (odd, times) = told(&[
        seal("A", on_a_door(None), NOON),
        seal("A", broken, NOON + 100),
        seal("A", SealDeed::Verified, NOON + 200),
    ]);
    assert_eq!((odd, times), (vec![], vec![vec![(0, 200, true)]]));
}

#[test]
fn what_contradicts_what_was_said_before_is_odd_and_changes_nothing() {
    let elsewhere = SealStatement { site: SiteNumber(1), ..seal("A", SealDeed::Verified, NOON + 50) };
    let on_a_canister = SealDeed::Applied { on: SealOn::Canister, instead: Some(number("A")) };
    let (odd, times) = told(&[
        seal("A", on_a_door(None), NOON),
        seal("A", on_a_door(None), NOON + 10),
        seal("B", SealDeed::Verified, NOON + 20),
        elsewhere,
        seal("A", SealDeed::Verified, NOON - 60),
        seal("C", on_a_door(Some("A")), NOON + 60),
        seal("A", SealDeed::Removed, NOON + 100),
        seal("A", SealDeed::Verified, NOON + 110),
        seal("D", on_a_canister, NOON + 120),
        seal("E", on_a_door(Some("A")), NOON + 130),
        seal("F", on_a_door(Some("A")), NOON + 140),
        seal("X", SealDeed::Broken(BreakReason::Emergency), NOON + 150),
    ]);
    let expected = [
        (1, Odd::Twice(0)),
        (2, Odd::Never),
        (3, Odd::Never),
        (4, Odd::Never),
        (5, Odd::NotInPlace),
        (7, Odd::Gone(0)),
        (8, Odd::NotInPlace),
        (10, Odd::NotInPlace),
        (11, Odd::Never),
    ];
    assert_eq!(odd, expected);
    assert_eq!(times[0], [(0, 100, false), (130, 130, true)]);
}

proptest! {
    #![proptest_config(seeded(256))]

    #[test]
    fn any_statement_about_a_seal_has_one_spelling(
        text in "[A-Z0-9-]{1,32}",
        (site, deed, on, instead, hangs) in (any::<u16>(), 0..5_usize, 0..3_usize, any::<bool>(), any::<bool>()),
        time in 0..=log::cosignature::TIMESTAMP_MAX,
    ) {
        let deed = match deed {
            0 => SealDeed::Applied { on: SealOn::WORDS[on].1, instead: instead.then(|| number("ANOTHER-ONE")) },
            1 => SealDeed::Verified,
            2 => SealDeed::Removed,
            3 => SealDeed::Found,
            _ => SealDeed::Broken(BreakReason::ALL[on % 2]),
        };
        let inspection = hangs.then_some(StepHash([1; 32]));
        let statement = Statement::Seal(SealStatement { site: SiteNumber(site), inspection, at: at(time), ..seal(&text, deed, NOON) });
        prop_assert_eq!(Statement::decode(Kind::Seal, &statement.encode()), Ok(statement));
    }

    #[test]
    fn no_order_of_statements_makes_the_following_fail(
        deeds in prop::collection::vec((0..4_usize, 0..4_usize, 0..6_usize, 0..1000_u64), 0..30),
    ) {
        let names = ["A", "B", "C", "D"];
        let statements: Vec<_> = deeds.into_iter().map(|(own, other, deed, time)| {
            let deed = match deed {
                0 => on_a_door(None),
                1 => on_a_door((own != other).then(|| names[other])),
                2 => SealDeed::Verified,
                3 => SealDeed::Removed,
                4 => SealDeed::Found,
                _ => SealDeed::Broken(BreakReason::Maintenance),
            };
            seal(names[own], deed, NOON + time)
        }).collect();
        let (_, times) = told(&statements);
        for times in times {
            prop_assert!(times.windows(2).all(|pair| pair[0].1 < pair[1].0), "between two times is a hole");
            prop_assert!(times.iter().all(|time| time.0 <= time.1));
        }
    }
}
