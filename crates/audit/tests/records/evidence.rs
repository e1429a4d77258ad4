//! Evidence: what is cut out is confirmed by whoever has the instrument, and no choice of true statements confirms what they do not show.

use crate::world::*;
use audit::assessment::{Fact, Finding};
use audit::evidence::{EVIDENCE_MAX, Evidence, LEAVES_MAX, Leaf, NotShown, PAPERS_MAX, can_be_cut};
use proof::{BodyHash, Salt};
use record::{Act, Author, Change, Envelope, Epoch, Role, SiteNumber, Statement};
use std::sync::LazyLock;

/// OND closes epoch 3 as a forger does, and says no more.
fn forged(forge: &Forge<'_>) -> World {
    let mut world = World::until(3);
    world.forged_day(3, forge);
    world
}

fn appears() -> World {
    forged(&Forge { plan: &|plan| plan.cells[1] = 5, before: Some(vec![9, 5, 0, 0, 0, 0]), ..Forge::default() })
}

/// The evidence of one finding of this code.
fn evidence_of(world: &World, code: &str) -> Evidence {
    let assessment = world.audited();
    let finding = finding(&assessment, code);
    assert!(can_be_cut(finding), "{code}");
    cut(&world.records(), finding)
}

static BALANCE: LazyLock<Evidence> = LazyLock::new(|| evidence_of(&appears(), "balance-open"));

/// The same claim shown by these statements of OND.
fn claim(world: &World, code: &str, epoch: Option<u32>, indices: &[u64]) -> Evidence {
    let ond = Author::new("OND").unwrap();
    let records = world.records();
    let leaves = indices.iter().map(|index| leaf_of(&records, &ond, *index)).collect();
    let (keys, papers) = Default::default();
    Evidence { code: code.to_owned(), epoch, author: ond, keys, papers, leaves, treaty: TREATY.hash.to_string() }
}

/// Where OND's epochs stand.
fn places(world: &World) -> Vec<u64> {
    let is_epoch = |entry: &Vec<u8>| Envelope::decode(entry).unwrap().head.kind == record::Kind::Epoch;
    (0..).zip(world.ond.writer.entries()).filter(|(_, entry)| is_epoch(entry)).map(|(index, _)| index).collect()
}

fn refused(evidence: &Evidence) {
    let shown = shown(evidence);
    assert!(matches!(shown, Err(NotShown::OtherFinding { .. })), "{}: {shown:?}", evidence.code);
}

#[test]
fn every_finding_that_can_be_cut_is_confirmed_by_its_statements_alone() {
    let other = honest("OND", 1).proofs.cells.clone();
    let forges: [(&str, Forge<'_>); 9] = [
        ("counts-unproved", Forge { proofs: &|proofs| proofs.cells = other.clone(), ..Forge::default() }),
        (
            "flows-or-bounds-unproved",
            Forge {
                baseline: Some(vec![12, 3, 0, 0, 0, 0]),
                plan: &|plan| {
                    plan.cells[0] = 11;
                    plan.flows[3] = 3
                },
                ..Forge::default()
            },
        ),
        ("proof-malformed", Forge { proofs: &|proofs| proofs.derived.truncate(9), ..Forge::default() }),
        ("not-a-commitment", Forge { body: &|body| body.commitments.flows[0].0 = [0xff; 32], ..Forge::default() }),
        ("wrong-length", Forge { body: &|body| body.roots.truncate(1), ..Forge::default() }),
        ("wrong-length", Forge { body: &|body| body.commitments.excess.push(0), ..Forge::default() }),
        ("previous-differs", Forge { body: &|body| body.previous = BodyHash([7; 32]), ..Forge::default() }),
        ("previous-differs", Forge { body: &|body| body.baseline = BodyHash([7; 32]), ..Forge::default() }),
        (
            "balance-open",
            Forge { plan: &|plan| plan.cells[1] = 5, before: Some(vec![9, 5, 0, 0, 0, 0]), ..Forge::default() },
        ),
    ];
    for (code, forge) in forges {
        let world = forged(&forge);
        let assessment = world.audited();
        let told = finding(&assessment, code);
        let confirmed = shown(&cut(&world.records(), told)).unwrap_or_else(|why| panic!("{code}: {why}"));
        assert_eq!(
            (confirmed.fact, confirmed.date, confirmed.party, confirmed.article),
            (told.fact.clone(), told.date, told.party.clone(), told.article.clone())
        );
    }
}

#[test]
fn a_statement_that_is_none_or_is_twice_or_not_signed_is_confirmed_too() {
    let mut world = World::until(3);
    let mut spoilt = honest("OND", 3).envelope(&world.ond, at(2, 5));
    spoilt.signatures[0].bytes[0] ^= 1;
    let mut none = spoilt.clone();
    none.papers.as_mut().unwrap().salt = Salt([1; 32]);
    let again = honest("OND", 2).envelope(&world.ond, at(2, 5));
    for envelope in [&spoilt, &none, &again] {
        world.ond.log(envelope);
    }
    world.rest(3);
    for code in ["not-signed", "not-a-statement", "epoch-twice"] {
        assert!(shown(&evidence_of(&world, code)).is_ok(), "{code}");
    }
}

#[test]
fn a_false_sum_is_confirmed_by_its_window_and_not_by_a_part_of_it() {
    let mut world = World::until(4);
    world.hal_states(4);
    world.ond_states(4);
    // the losses of epochs 3 and 4 are one; OND says none, in public
    let mut losses = total_of_retired("OND", &world.chain, 4);
    (losses.opening, losses.first, losses.sums[0].sum) = (record::OpeningNumber(1), Epoch(3), 0);
    let index = world.ond.say(Statement::Opening(losses), at(4, 3));
    world.receipts(4, 4);
    let evidence = evidence_of(&world, "sum-differs");
    assert!(shown(&evidence).is_ok());
    let places = places(&world);
    assert!(shown(&claim(&world, "sum-differs", Some(3), &[places[3], places[4], index])).is_ok());
    for part in
        [vec![index], vec![places[3], index], vec![places[4], index], vec![places[0], places[1], places[4], index]]
    {
        refused(&claim(&world, "sum-differs", Some(3), &part));
        refused(&claim(&world, "opening-not-due", Some(3), &part));
    }
}

#[test]
fn true_statements_of_an_honest_record_confirm_nothing_in_whatever_choice() {
    let world = World::honest();
    let size = world.ond.writer.size().get();
    let places = places(&world);
    let codes = [
        "not-a-statement",
        "foreign",
        "not-signed",
        "out-of-place",
        "epoch-twice",
        "epoch-out-of-order",
        "previous-differs",
        "shape-differs",
        "wrong-length",
        "not-a-commitment",
        "proof-malformed",
        "counts-unproved",
        "flows-or-bounds-unproved",
        "balance-open",
        "sum-differs",
        "opening-not-due",
        "receipt-invalid",
        "receipt-went-back",
        "chain-broken",
        "epoch-missing",
        "correction",
    ];
    let choices = [
        places.clone(),
        vec![places[0], places[2]],
        vec![places[2], places[3]],
        vec![places[1], places[3], places[4]],
        vec![places[0], places[1], places[4]],
        vec![places[4]],
        (0..size).collect(),
        (size / 2..size).collect(),
    ];
    for choice in &choices {
        let records = world.records();
        let leaves: Vec<Leaf> = choice.iter().map(|index| leaf_of(&records, &world.ond.author, *index)).collect();
        for code in codes {
            for epoch in [None, Some(2), Some(3), Some(4)] {
                let author = world.ond.author.clone();
                let claim = Evidence {
                    code: code.to_owned(),
                    epoch,
                    author,
                    keys: Vec::new(),
                    papers: Vec::new(),
                    leaves: leaves.clone(),
                    treaty: TREATY.hash.to_string(),
                };
                refused(&claim);
            }
            if choice.len() > 5 {
                break; // what all statements show is told once
            }
        }
    }
}

#[test]
fn an_act_that_is_left_out_makes_no_false_epoch() {
    let open = Act {
        first: Epoch(3),
        change: Change::SiteOpened { site: SiteNumber(2), facility: id("store"), alias: id("south") },
    };
    let mut world = World::until(2);
    let act = world.ond.say(Statement::Act(open.clone()), at(1, 5));
    for epoch in 2..=LAST {
        world.hal_states(epoch);
        let stated = close(&TREATY, "OND", epoch, std::slice::from_ref(&open), &world.chain, &Forge::default());
        world.ond_logs(stated);
    }
    let places = places(&world);
    for code in ["shape-differs", "wrong-length", "not-a-commitment", "balance-open", "counts-unproved", "chain-broken"]
    {
        refused(&claim(&world, code, Some(4), &[places[0], places[3], places[4]]));
        refused(&claim(&world, code, Some(3), &[places[0], places[2], places[3]]));
        refused(&claim(&world, code, Some(4), &[places[0], act, places[3], places[4]]));
    }
}

#[test]
fn an_epoch_behind_an_act_is_confirmed_false_with_the_act_that_gave_its_shape() {
    let open = Act {
        first: Epoch(3),
        change: Change::SiteOpened { site: SiteNumber(2), facility: id("store"), alias: id("south") },
    };
    let mut world = World::until(3);
    world.ond.say(Statement::Act(open.clone()), at(1, 5));
    world.hal_states(3);
    let forge = Forge { plan: &|plan| plan.cells[1] = 5, before: Some(vec![9, 5, 0, 0, 0, 0]), ..Forge::default() };
    let stated = close(&TREATY, "OND", 3, std::slice::from_ref(&open), &world.chain, &forge);
    world.ond_logs(stated);
    world.receipts(3, 2);
    assert!(shown(&evidence_of(&world, "balance-open")).is_ok());
}

#[test]
fn a_key_that_is_left_out_accuses_nobody() {
    let mut world = World::until(1);
    let signer = secret("OND", 13);
    world.ond.bring(Role::Statement, signer.verifying_key().to_bytes(), at(0, 5));
    world.ond.signer = record::StatementSigner::new(signer);
    (1..=LAST).for_each(|epoch| world.honest_day(epoch));
    let places = places(&world);
    refused(&claim(&world, "not-signed", None, &[places[2]]));
    let log = secret("OND", 11);
    world.ond.bring(Role::Log, log.verifying_key().to_bytes(), at(4, 5));
    world.ond.log = log::LogSigner::new(name("OND"), log);
    world.receipts(4, 6);
    let (records, hal) = (world.records(), world.hal.author.clone());
    let last = world.hal.writer.size().get() - 1;
    for index in last - 2..=last {
        let leaves = vec![leaf_of(&records, &hal, index)];
        let author = hal.clone();
        refused(&Evidence {
            code: "receipt-invalid".to_owned(),
            epoch: None,
            author,
            keys: Vec::new(),
            papers: Vec::new(),
            leaves,
            treaty: TREATY.hash.to_string(),
        });
    }
}

#[test]
fn who_signed_with_a_key_that_nobody_knows_is_told_and_not_cut() {
    let mut world = World::until(3);
    let stranger = record::StatementSigner::new(secret("CAR", 3));
    let act = Statement::Act(Act { first: Epoch(9), change: Change::Capacities { site: 5, road: 5 } });
    let envelope = Envelope::new(world.ond.heading(at(2, 5)), &act, None, Salt([5; 32]), &[&stranger]).0;
    world.ond.log(&envelope);
    world.rest(3);
    let assessment = world.audited();
    let not_signed = finding(&assessment, "not-signed");
    assert!(!can_be_cut(not_signed), "another statement could bring the key");
    refused(&cut(&world.records(), not_signed));
}

#[test]
fn what_rests_on_dates_or_on_what_is_missing_is_not_cut() {
    let mut world = World::until(3);
    world.hal_states(3);
    world.receipts(3, 60);
    let assessment = world.audited();
    let late: Vec<&Finding> =
        assessment.findings.iter().filter(|finding| matches!(finding.fact, Fact::Record(_))).collect();
    assert!(!late.is_empty() && !late.iter().any(|finding| can_be_cut(finding)));
    let mut many = finding(&appears().audited(), "balance-open").clone();
    assert!(can_be_cut(&many));
    many.statements = vec![many.statements[0].clone(); LEAVES_MAX];
    assert!(can_be_cut(&many));
    many.statements.push(many.statements[0].clone());
    assert!(!can_be_cut(&many), "one more than evidence holds");
}

#[test]
fn what_its_own_reader_would_refuse_does_not_fit() {
    let of = |bytes| {
        let mut evidence = BALANCE.clone();
        evidence.leaves[0].entry = vec![7; bytes];
        evidence
    };
    let others = of(0).to_string().len();
    let longest = (EVIDENCE_MAX - others) / 4 * 3;
    let too_long = |evidence: &Evidence| {
        let told = Evidence::parse(evidence.to_string().as_bytes()).map_err(|why| why.to_string());
        told.is_err_and(|why| why.contains("longer than evidence may be"))
    };
    assert!(of(longest).fits() && !too_long(&of(longest)));
    assert!(!of(longest + 1).fits() && too_long(&of(longest + 1)));
    let many = |leaves| Evidence { leaves: vec![of(1).leaves[0].clone(); leaves], ..BALANCE.clone() };
    assert!(many(LEAVES_MAX).fits() && !many(LEAVES_MAX + 1).fits());
}

#[test]
fn the_claim_is_the_one_that_is_shown() {
    assert!(shown(&BALANCE).is_ok());
    let changed = |change: &dyn Fn(&mut Evidence)| {
        let mut evidence = BALANCE.clone();
        change(&mut evidence);
        shown(&evidence)
    };
    assert!(matches!(changed(&|e| e.code = "counts-unproved".to_owned()), Err(NotShown::OtherFinding { .. })));
    assert!(matches!(changed(&|e| e.epoch = Some(2)), Err(NotShown::OtherFinding { .. })));
    assert!(matches!(changed(&|e| e.epoch = None), Err(NotShown::OtherFinding { .. })));
    assert!(matches!(changed(&|e| e.author = Author::new("HAL").unwrap()), Err(NotShown::OtherFinding { .. })));
    assert!(matches!(changed(&|e| e.author = Author::new("lakeside").unwrap()), Err(NotShown::OtherFinding { .. })));
    assert!(matches!(changed(&|e| e.treaty = "0".repeat(64)), Err(NotShown::OtherTreaty { .. })));
    assert!(matches!(changed(&|e| drop(e.leaves.pop())), Err(NotShown::OtherFinding { .. })));
    assert!(matches!(changed(&|e| drop(e.leaves.remove(1))), Err(NotShown::OtherFinding { .. })), "the epoch before");
}

#[test]
fn each_statement_stands_in_one_checkpoint_of_its_author_and_in_order() {
    let place_of = |change: &dyn Fn(&mut Vec<Leaf>)| {
        let mut evidence = BALANCE.clone();
        change(&mut evidence.leaves);
        match shown(&evidence) {
            Err(NotShown::NotInRecord { place, .. }) => place,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(place_of(&|leaves| leaves[1].author = Author::new("HAL").unwrap()), 1, "the log of another");
    assert_eq!(place_of(&|leaves| leaves[1].author = Author::new("CAR").unwrap()), 1, "of nobody");
    assert_eq!(place_of(&|leaves| leaves[2].entry[9] ^= 1), 2, "another statement");
    assert_eq!(place_of(&|leaves| leaves[0].proof.truncate(9)), 0, "no proof");
    assert_eq!(place_of(&|leaves| leaves.swap(0, 1)), 1, "out of order");
    assert_eq!(place_of(&|leaves| leaves.insert(1, leaves[0].clone())), 1, "the same one twice");
    let fork = World::until(2);
    let of_fork = leaf_of(&fork.records(), &fork.ond.author, 0);
    assert_eq!(place_of(&|leaves| leaves[0] = of_fork.clone()), 1, "two checkpoints");
}

// as text

#[test]
fn evidence_is_read_as_it_is_written() {
    let text = BALANCE.to_string();
    assert_eq!(Evidence::parse(text.as_bytes()).as_ref(), Ok(&*BALANCE));
    let no_epoch = Evidence { epoch: None, ..BALANCE.clone() };
    assert_eq!(Evidence::parse(no_epoch.to_string().as_bytes()), Ok(no_epoch));
}

#[test]
fn keys_and_papers_stand_before_the_statements_each_in_one_spelling() {
    let with = |keys: usize, papers: usize| Evidence {
        keys: (0..keys).map(|_| zeroize::Zeroizing::new([7; 32])).collect(),
        papers: (0..papers).map(|paper| vec![9; paper]).collect(),
        ..BALANCE.clone()
    };
    for (keys, papers) in [(1, 0), (0, 1), (2, 3), (PAPERS_MAX, PAPERS_MAX)] {
        let evidence = with(keys, papers);
        assert!(evidence.fits());
        assert_eq!(Evidence::parse(evidence.to_string().as_bytes()).as_ref(), Ok(&evidence));
    }
    let line_of = |text: String| match Evidence::parse(text.as_bytes()) {
        Err(NotShown::Malformed { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    assert_eq!(line_of(with(PAPERS_MAX + 1, 0).to_string()), 5 + PAPERS_MAX);
    assert_eq!(line_of(with(1, PAPERS_MAX + 1).to_string()), 6 + PAPERS_MAX);
    assert!(!with(0, PAPERS_MAX + 1).fits() && !with(PAPERS_MAX + 1, 0).fits());
    let text = with(1, 2).to_string();
    let key = text.lines().nth(4).unwrap();
    assert!(key.starts_with("key "));
    for bad in ["key", "key ", "key AA==", "key =", &format!("{key} "), &key.replace('=', "")] {
        assert_eq!(line_of(text.replacen(key, bad, 1)), 5, "{bad}");
    }
    assert_eq!(line_of(text.replacen("paper CQ==", "paper CR==", 1)), 7);
    // behind the papers no key, and behind the statements neither
    let lines: Vec<_> = text.lines().collect();
    let in_order = |order: &[usize]| order.iter().map(|line| format!("{}\n", lines[*line])).collect::<String>();
    assert_eq!(line_of(in_order(&[0, 1, 2, 3, 5, 6, 4, 7])), 7);
    assert_eq!(line_of(in_order(&[0, 1, 2, 3, 7, 4])), 6);
}

#[test]
fn keys_that_no_statement_names_show_nothing() {
    let evidence = Evidence { code: "opening-false".to_owned(), epoch: None, ..BALANCE.clone() };
    let keys = vec![zeroize::Zeroizing::new([7; 32])];
    refused(&Evidence { keys, papers: vec![b"a paper".to_vec()], ..evidence });
}

#[test]
fn evidence_is_read_strictly() {
    let text = BALANCE.to_string();
    let line_of = |bytes: &[u8]| match Evidence::parse(bytes) {
        Err(NotShown::Malformed { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    let with = |from: &str, to: &str| line_of(text.replacen(from, to, 1).as_bytes());
    assert_eq!(line_of(b""), 1);
    assert_eq!(line_of(b"\n"), 1);
    assert_eq!(line_of(&[0xff, b'\n']), 1);
    assert_eq!(line_of(text.trim_end().as_bytes()), 7, "the last line has no newline");
    assert_eq!(line_of(b"standstill/evidence@v1\n"), 2);
    assert_eq!(with("@v1", "@v12"), 1);
    let hash = TREATY.hash.to_string();
    for other in [format!("a{hash}"), hash[1..].to_owned(), format!("A{}", &hash[1..]), format!("g{}", &hash[1..])] {
        assert_eq!(with(&hash, &other), 2, "{other}");
    }
    assert_eq!(with("balance-open 3", "balance-open 03"), 3);
    assert_eq!(with("balance-open 3", "balance-open +3"), 3);
    assert_eq!(with("balance-open 3", "balance-open 4294967296"), 3);
    assert_eq!(with("balance-open 3", "Balance 3"), 3);
    assert_eq!(with("balance-open 3", " 3"), 3);
    assert_eq!(with("author OND", "author ond and others"), 4);
    assert_eq!(with("leaf OND", "leaf OND "), 5);
    assert_eq!(with("leaf OND ", "leaf OND *"), 5);
    assert_eq!(line_of(text.replacen("\nleaf", " \nleaf", 1).as_bytes()), 4);
    let head: String = text.lines().take(4).map(|line| format!("{line}\n")).collect();
    assert_eq!(line_of(head.as_bytes()), 5, "no statement");
    let leaf = |number: usize| head.clone() + &"leaf OND AA== AA==\n".repeat(number);
    assert!(Evidence::parse(leaf(LEAVES_MAX).as_bytes()).is_ok());
    assert_eq!(line_of(leaf(LEAVES_MAX + 1).as_bytes()), LEAVES_MAX + 5, "one statement more than may be");
    assert_eq!(line_of(&vec![b'\n'; EVIDENCE_MAX + 1]), 1);
    assert_eq!(
        line_of(head.clone().as_bytes().iter().chain(b"leaf OND AB== AA==\n").copied().collect::<Vec<_>>().as_slice()),
        5,
        "a second spelling of one byte"
    );
}

#[test]
fn a_receipt_by_a_key_that_a_statement_may_bring_is_not_cut_and_one_that_does_not_verify_is() {
    let cuttable = |spoil: &dyn Fn(&mut World) -> record::Receipt| {
        let mut world = World::until(3);
        let receipt = spoil(&mut world);
        world.hal.say(Statement::Receipt(receipt), at(2, 5));
        can_be_cut(finding(&world.audited(), "receipt-invalid"))
    };
    let of = |world: &World| world.ond.author.clone();
    assert!(!cuttable(&|world| {
        world.hal.cosigner = log::Cosigner::new(name("HAL"), secret("HAL", 99));
        world.hal.receipt(&of(world), &world.ond.head(), at(2, 5))
    }));
    assert!(!cuttable(&|world| {
        let thief = log::LogSigner::new(name("OND"), secret("OND", 98));
        world.hal.receipt(&of(world), &world.ond.writer.checkpoint(&thief), at(2, 5))
    }));
    assert!(cuttable(&|world| {
        let other = world.hal.receipt(&of(world), &World::until(2).ond.head(), at(2, 5));
        let receipt = world.hal.receipt(&of(world), &world.ond.head(), at(2, 5));
        record::Receipt { cosignature: other.cosignature, ..receipt }
    }));
}
