//! What a forger does in its own ledger, with its own keys and its own code: each lie comes out by its name, in its epoch, and nothing beside it.

use crate::world::*;
use audit::assessment::{Fact, Listed, Outcome, RecordFact};
use proof::{BodyHash, Class, Commitment, Salt};
use record::{
    Act, Author, Change, Declaration, Envelope, Epoch, EpochBody, Heading, ItemCount, Opening, OpeningNumber,
    ShapeHash, SiteNumber, Statement,
};

/// A retired item that no flow explains.
fn appears() -> Forge<'static> {
    Forge { plan: &|plan| plan.cells[1] = 5, before: Some(vec![10, 4, 0, 0, 0, 0]), ..Forge::default() }
}

/// An item that stands inside the plant, which nothing entered; the class as a whole balances.
fn appears_inside() -> Forge<'static> {
    let plan = &|plan: &mut Plan| (plan.cells[0], plan.cells[2]) = (8, 1);
    Forge { plan, before: Some(vec![9, 3, 1, 0, 0, 0]), ..Forge::default() }
}

/// The last statement of OND changed before it is logged.
fn logged(envelope: impl FnOnce(&mut World) -> Envelope) -> Vec<String> {
    let mut world = World::until(2);
    let envelope = envelope(&mut world);
    world.ond.log(&envelope);
    (2..=LAST).for_each(|epoch| world.honest_day(epoch));
    told(&world.audited())
}

#[test]
fn stock_that_appears_leaves_the_balance_open() {
    let assessment = World::forged(&appears()).audited();
    assert_eq!(told(&assessment), ["contradiction balance-open OND 2"]);
    let Fact::Record(RecordFact::BalanceOpen { line, .. }) = &finding(&assessment, "balance-open").fact else {
        panic!()
    };
    assert_eq!((line.class.as_str(), &line.plant), ("retired", &None));
    // the class that does not balance is not frozen: the freeze stands on a record that contradicts itself, and is open
    assert_eq!(obligation(&assessment, "OND", "record").unwrap().0, Outcome::Inconsistent);
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Open);
    assert_eq!(obligation(&assessment, "OND", "cap").unwrap().0, Outcome::Consistent, "it does not count that class");
    assert_eq!(obligation(&assessment, "HAL", "freeze").unwrap().0, Outcome::Consistent);
}

#[test]
fn stock_that_appears_inside_a_plant_leaves_the_balance_of_the_plant_open() {
    let assessment = World::forged(&appears_inside()).audited();
    assert_eq!(told(&assessment), ["contradiction balance-open OND 2"]);
    let Fact::Record(RecordFact::BalanceOpen { line, .. }) = &finding(&assessment, "balance-open").fact else {
        panic!()
    };
    assert_eq!(line.plant, Some(id("works")));
}

#[test]
fn growth_that_is_proved_against_another_baseline_is_no_bound() {
    let forge = Forge {
        plan: &|plan| {
            plan.cells[0] = 12;
            plan.flows[3] = 3
        },
        baseline: Some(vec![12, 3, 0, 0, 0, 0]),
        ..Forge::default()
    };
    let assessment = forged_and_open(&forge).audited();
    assert_eq!(
        told(&assessment),
        [
            "contradiction flows-or-bounds-unproved OND 2",
            "contradiction flows-or-bounds-unproved OND 3",
            "contradiction flows-or-bounds-unproved OND 4"
        ]
    );
}

/// The same growth in every later epoch: the forger goes on with the false baseline.
fn forged_and_open(forge: &Forge<'_>) -> World {
    let mut world = World::until(2);
    world.forged_day(2, forge);
    let on = || Forge { baseline: forge.baseline.clone(), ..Forge::default() };
    world.forged_day(3, &on());
    world.forged_day(4, &on());
    world
}

#[test]
fn proofs_of_another_epoch_prove_no_counts() {
    let other = honest("OND", 1).proofs.cells.clone();
    let assessment =
        World::forged(&Forge { proofs: &|proofs| proofs.cells = other.clone(), ..Forge::default() }).audited();
    assert_eq!(told(&assessment), ["contradiction counts-unproved OND 2"]);
}

#[test]
fn proofs_of_another_party_prove_nothing() {
    let mut world = World::until(1);
    world.hal_states(1);
    let stolen = honest("HAL", 1).clone();
    let envelope = Envelope::new(
        world.ond.heading(at(1, 1)),
        &Statement::Epoch(stolen.body.clone()),
        Some(&stolen.proofs),
        Salt([9; 32]),
        &[&world.ond.signer],
    );
    world.ond.log(&envelope.0);
    world.receipts(1, 2);
    let told = told(&audited(&TREATY, &world.records(), treaty::Date::constant(2030, 1, 14)));
    // of other shapes: HAL has no plant
    assert_eq!(
        told,
        [
            "contradiction previous-differs OND 1",
            "contradiction previous-differs OND 1",
            "contradiction shape-differs OND 1"
        ]
    );
}

#[test]
fn a_proof_that_cannot_be_read_shows_nothing() {
    let short = World::forged(&Forge { proofs: &|proofs| proofs.derived.truncate(100), ..Forge::default() }).audited();
    assert_eq!(told(&short), ["contradiction proof-malformed OND 2"]);
    let no_scalar =
        World::forged(&Forge { proofs: &|proofs| proofs.balances[1].0[32..].fill(0xff), ..Forge::default() });
    assert_eq!(told(&no_scalar.audited()), ["contradiction proof-malformed OND 2"]);
}

#[test]
fn a_commitment_that_is_no_point_breaks_the_chain_behind_it() {
    // of the second a total is opened, which nobody can hold against it
    for cell in [0, 1] {
        let body: &dyn Fn(&mut EpochBody) = &|body| body.commitments.cells[cell] = Commitment([0xff; 32]);
        let assessment = World::forged(&Forge { body, ..Forge::default() }).audited();
        assert_eq!(told(&assessment), ["contradiction not-a-commitment OND 2", "contradiction chain-broken OND 3"]);
    }
}

#[test]
fn an_epoch_over_more_sites_than_a_statement_can_hold_is_none() {
    let mut world = World::until(1);
    for number in 2..302 {
        let (site, alias) = (SiteNumber(number), id(&format!("site-{number}")));
        let change = Change::SiteOpened { site, facility: id("store"), alias };
        world.ond.say(Statement::Act(Act { first: Epoch(2), change }), at(0, 5));
    }
    world.receipts(0, 6);
    world.honest_day(1);
    world.hal_states(2);
    world.ond_states(2);
    world.receipts(2, 2);
    let told = told(&audited(&TREATY, &world.records(), treaty::Date::constant(2030, 1, 14)));
    assert_eq!(told, ["contradiction out-of-place OND"]);
}

#[test]
fn lists_have_the_length_of_the_shape() {
    let (alone, breaks) = (
        vec!["contradiction wrong-length OND 2"],
        vec!["contradiction wrong-length OND 2", "contradiction chain-broken OND 3"],
    );
    lists_differ(Listed::Roots, &alone, &|body| body.roots.truncate(1));
    lists_differ(Listed::Cells, &breaks, &|body| body.commitments.cells.truncate(1));
    lists_differ(Listed::Flows, &alone, &|body| body.commitments.flows.truncate(1));
    lists_differ(Listed::Excess, &alone, &|body| body.commitments.excess.push(0));
    lists_differ(Listed::Corrections, &alone, &|body| body.commitments.corrections.truncate(1));
}

fn lists_differ(listed: Listed, expected: &[&str], body: &dyn Fn(&mut record::EpochBody)) {
    let assessment = World::forged(&Forge { body, ..Forge::default() }).audited();
    assert_eq!(told(&assessment), expected, "{listed:?}");
    let Fact::Record(RecordFact::WrongLength { of, .. }) = finding(&assessment, "wrong-length").fact else { panic!() };
    assert_eq!(of, listed);
}

#[test]
fn another_shape_is_another_ledger() {
    let forge = Forge { body: &|body| body.shape = ShapeHash([7; 32]), ..Forge::default() };
    assert_eq!(told(&World::forged(&forge).audited()), ["contradiction shape-differs OND 2"]);
}

#[test]
fn the_epoch_before_is_the_one_of_the_record() {
    let forge = Forge { body: &|body| body.previous = BodyHash([7; 32]), ..Forge::default() };
    assert_eq!(told(&World::forged(&forge).audited()), ["contradiction previous-differs OND 2"]);
    let forge = Forge { body: &|body| body.baseline = BodyHash([7; 32]), ..Forge::default() };
    let assessment = World::forged(&forge).audited();
    assert_eq!(told(&assessment), ["contradiction previous-differs OND 2"]);
    let fact = &finding(&assessment, "previous-differs").fact;
    assert!(matches!(fact, Fact::Record(RecordFact::PreviousDiffers { baseline: true, .. })));
}

#[test]
fn an_epoch_is_stated_once_even_with_one_body() {
    let mut world = World::until(2);
    let again = honest("OND", 1).envelope(&world.ond, at(1, 5));
    world.ond.log(&again);
    (2..=LAST).for_each(|epoch| world.honest_day(epoch));
    assert_eq!(told(&world.audited()), ["contradiction epoch-twice OND 1"]);
}

#[test]
fn an_epoch_behind_a_later_one_is_out_of_its_place_too() {
    let mut world = World::until(2);
    let (two, three) = (honest("OND", 2), honest("OND", 3));
    for stated in [three, two] {
        let envelope = stated.envelope(&world.ond, at(3, 1));
        world.ond.log(&envelope);
    }
    (2..=3).for_each(|epoch| world.hal_states(epoch));
    world.receipts(3, 2);
    let told = told(&audited(&TREATY, &world.records(), treaty::Date::constant(2030, 1, 14)));
    assert_eq!(told, ["contradiction epoch-twice OND 2", "contradiction epoch-out-of-order OND 3",]);
}

#[test]
fn an_epoch_that_is_left_out_is_missing_and_the_next_one_out_of_order() {
    let mut world = World::until(2);
    world.hal_states(2);
    world.receipts(2, 2);
    let hal: Vec<_> = (0..=2).map(|epoch| honest("HAL", epoch).clone()).collect();
    open_all(&mut world.hal, &hal, 2, at(2, 3));
    world.receipts(2, 4);
    world.rest(3);
    let assessment = world.audited();
    assert_eq!(
        told(&assessment),
        ["contradiction epoch-out-of-order OND 3", "late epoch-missing OND 2", "late opening-missing OND 1",]
    );
}

#[test]
fn an_opened_sum_is_that_of_the_commitments() {
    let mut world = World::until(2);
    world.hal_states(2);
    world.ond_states(2);
    world.receipts(2, 2);
    let mut total = total_of_retired("OND", &world.chain, 2);
    total.sums[0].sum -= 1;
    let hal: Vec<_> = (0..=2).map(|epoch| honest("HAL", epoch).clone()).collect();
    open_all(&mut world.hal, &hal, 2, at(2, 3));
    world.ond.say(Statement::Opening(total.clone()), at(2, 3));
    let sealed = world.ond.sealed(
        &Statement::Opening(record::Opening { opening: record::OpeningNumber(1), first: Epoch(1), ..total }),
        at(2, 3),
    );
    world.ond.log(&sealed);
    world.receipts(2, 4);
    world.rest(3);
    let assessment = world.audited();
    assert_eq!(told(&assessment), ["contradiction sum-differs OND 2"]);
    assert_eq!(obligation(&assessment, "OND", "retired").unwrap().0, Outcome::Inconsistent);
    assert_eq!(obligation(&assessment, "OND", "record").unwrap().0, Outcome::Inconsistent);
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Consistent);
}

#[test]
fn each_window_is_opened_once_and_only_as_it_is_scheduled() {
    let mut world = World::honest();
    let again = total_of_retired("OND", &world.chain, 4);
    world.ond.say(Statement::Opening(again.clone()), at(4, 5));
    world.ond.say(Statement::Opening(total_of_retired("OND", &world.chain, 3)), at(4, 5));
    world.ond.say(Statement::Opening(record::Opening { opening: record::OpeningNumber(9), ..again }), at(4, 5));
    let told = told(&world.audited());
    assert_eq!(
        told,
        [
            "contradiction opening-not-due OND 3",
            "contradiction opening-not-due OND 4",
            "contradiction opening-not-due OND 4"
        ]
    );
}

#[test]
fn no_window_is_opened_before_its_last_epoch_is_stated_nor_with_another_beginning() {
    let loss = |flow: &proof::Flow| matches!(flow, proof::Flow::Loss(Class(0)));
    let opened = |stated: u32, (first, last): (u32, u32)| {
        let mut world = World::until(stated);
        let sums = vec![sum_of_flows(&world.chain[first as usize..], loss)];
        let (first, last) = (Epoch(first), Epoch(last));
        world.ond.say(Statement::Opening(Opening { opening: OpeningNumber(1), first, last, sums }), at(stated - 1, 5));
        world.rest(stated);
        let told = told(&world.audited()).into_iter();
        told.filter(|told| told.contains("opening-not-due")).collect::<Vec<_>>()
    };
    // two epochs are a window
    assert_eq!(opened(5, (3, 4)), [""; 0]);
    assert_eq!(opened(4, (3, 4)), ["contradiction opening-not-due OND 3"], "epoch 4 comes behind it");
    assert_eq!(opened(5, (2, 4)), ["contradiction opening-not-due OND 2"]);
    assert_eq!(opened(5, (4, 4)), ["contradiction opening-not-due OND 4"]);
}

#[test]
fn a_window_is_opened_with_one_sum_of_each_class() {
    let mut world = World::until(LAST);
    world.hal_states(LAST);
    world.ond_states(LAST);
    let mut total = total_of_retired("OND", &world.chain, LAST);
    total.sums = vec![total.sums[0]; 2];
    world.ond.say(Statement::Opening(total), at(LAST, 3));
    let assessment = world.audited();
    let Fact::Record(fact) = &finding(&assessment, "wrong-length").fact else { panic!() };
    assert_eq!(*fact, RecordFact::WrongLength { epoch: LAST, of: Listed::Sums, found: 2, expected: 1 });
}

#[test]
fn where_a_text_leaves_commitments_open_no_committed_epoch_is_stated() {
    let treaty = changed("id = \"commitments\"\n", "id = \"commitments\"\nstatus = \"silent\"\n");
    let mut world = World::under(&treaty);
    let stated = close(&treaty, "OND", 0, &[], &[], &Forge::default());
    world.ond_logs(stated);
    world.receipts(0, 2);
    let told = told(&audited(&treaty, &world.records(), treaty::Date::constant(2030, 1, 11)));
    assert!(told.contains(&"contradiction out-of-place OND".to_owned()), "{told:?}");
}

#[test]
fn a_statement_that_is_not_what_its_head_says_is_none() {
    let told = logged(|world| {
        let mut envelope = honest("OND", 2).envelope(&world.ond, at(2, 1));
        envelope.papers.as_mut().unwrap().salt = Salt([1; 32]);
        envelope
    });
    assert_eq!(told, ["contradiction not-a-statement OND"]);
}

#[test]
fn a_statement_under_another_instrument_counts_for_nothing_here() {
    let told = logged(|world| {
        let heading = Heading { instrument: treaty::instrument::Hash([9; 32]), ..world.ond.heading(at(1, 5)) };
        let act = Statement::Act(Act { first: Epoch(5), change: Change::Capacities { site: 5, road: 5 } });
        Envelope::new(heading, &act, None, Salt([5; 32]), &[&world.ond.signer]).0
    });
    assert_eq!(told, ["contradiction foreign OND"]);
}

#[test]
fn a_statement_needs_the_right_key_of_its_author() {
    let act = Statement::Act(Act { first: Epoch(9), change: Change::Capacities { site: 5, road: 5 } });
    let by = |signer: &dyn Fn(&World) -> Envelope| logged(|world| signer(world));
    let signed = |world: &World, key: &record::StatementSigner| {
        Envelope::new(world.ond.heading(at(1, 5)), &act, None, Salt([5; 32]), &[key]).0
    };
    assert_eq!(by(&|world| signed(world, &world.ond.offline)), ["contradiction not-signed OND"], "another use");
    assert_eq!(by(&|world| signed(world, &world.hal.signer)), ["contradiction not-signed OND"], "another's");
    let spoilt = |world: &World| {
        let mut envelope = signed(world, &world.ond.signer);
        envelope.signatures[0].bytes[0] ^= 1;
        envelope
    };
    assert_eq!(by(&spoilt), ["contradiction not-signed OND"], "no signature of its key");
}

#[test]
fn clear_numbers_do_not_stand_in_for_what_must_be_proved() {
    let mut world = World::until(2);
    let declaration = Declaration { epoch: Epoch(2), counts: vec![ItemCount(9), ItemCount(4)] };
    world.ond.say(Statement::Declaration(declaration), at(2, 1));
    world.hal_states(2);
    world.receipts(2, 2);
    let assessment = audited(&TREATY, &world.records(), treaty::Date::constant(2030, 1, 15));
    assert_eq!(told(&assessment), ["contradiction out-of-place OND", "late epoch-missing OND 2"]);
}

#[test]
fn commitments_that_nobody_can_read_do_not_pass_in_silence() {
    let mut world = World::until(2);
    let stated = honest("OND", 2);
    let heading = Heading { readers: record::Readers::Parties, ..world.ond.heading(at(2, 1)) };
    let sealed = Envelope::new(
        heading,
        &Statement::Epoch(stated.body.clone()),
        Some(&stated.proofs),
        Salt([9; 32]),
        &[&world.ond.signer],
    )
    .0;
    world.ond.log(&sealed);
    world.hal_states(2);
    world.receipts(2, 2);
    let assessment = audited(&TREATY, &world.records(), treaty::Date::constant(2030, 1, 15));
    // to seal an epoch is no better than to leave it out
    assert_eq!(told(&assessment), ["late epoch-missing OND 2", "question out-of-place OND"]);
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Open);
    assert_eq!(assessment.outcome, Outcome::Open);
    assert!(assessment.findings.iter().any(|finding| finding.fact.code() == "bodies-not-held"));
}

#[test]
fn a_witness_has_no_ledger() {
    let mut world = World::honest();
    let act = Statement::Act(Act { first: Epoch(9), change: Change::Capacities { site: 5, road: 5 } });
    world.lakeside.say(act, at(4, 5));
    assert_eq!(told(&world.audited()), ["contradiction out-of-place -"]);
}

#[test]
fn what_a_witness_says_to_the_parties_alone_is_no_epoch_kept_from_the_public() {
    let mut world = World::honest();
    let declared = Declaration { epoch: Epoch(2), counts: vec![] };
    let sealed = world.lakeside.sealed(&Statement::Declaration(declared), at(4, 5));
    world.lakeside.log(&sealed);
    assert_eq!(told(&world.audited()), [""; 0]);
}

#[test]
fn an_epoch_that_fails_is_stated_in_its_month_and_not_proved() {
    let assessment = World::forged(&appears()).audited();
    let months: Vec<_> = assessment.records.iter().flat_map(|record| &record.months).collect();
    assert_eq!(months.iter().map(|month| (month.stated, month.proved)).collect::<Vec<_>>(), [(5, 5), (5, 4)]);
}

#[test]
fn an_act_that_names_a_stated_epoch_changes_nothing() {
    let told = logged(|world| {
        // for a later epoch it would be carried out
        let act = Act { first: Epoch(1), change: Change::Capacities { site: 5, road: 5 } };
        world.ond.envelope(&Statement::Act(act), at(1, 5))
    });
    assert_eq!(told, ["contradiction out-of-place OND"]);
}

/// OND opens a second store from epoch 3 on, said at this hour of the day of epoch 1, and goes on honestly over its new shape.
fn with_new_site(after: u32, hours: u64) -> World {
    let act = Act {
        first: Epoch(3),
        change: Change::SiteOpened { site: SiteNumber(2), facility: id("store"), alias: id("south") },
    };
    let mut world = World::until(after + 1);
    world.ond.say(Statement::Act(act.clone()), at(after, hours));
    world.receipts(after, hours + 1);
    for epoch in after + 1..=LAST {
        world.hal_states(epoch);
        let stated = close(&TREATY, "OND", epoch, std::slice::from_ref(&act), &world.chain, &Forge::default());
        world.ond_logs(stated);
        world.receipts(epoch, 2);
        world.openings(epoch);
    }
    world
}

#[test]
fn a_site_that_is_opened_in_time_is_part_of_the_shape_from_its_epoch_on() {
    assert_eq!(told(&with_new_site(1, 5).audited()), [] as [&str; 0]);
}

#[test]
fn an_act_that_comes_after_the_close_is_late_and_stands_all_the_same() {
    // epoch 2 closes before the act that names epoch 3 is acknowledged
    assert_eq!(told(&with_new_site(2, 5).audited()), ["late act-late OND 3"]);
}

#[test]
fn what_fails_is_told_by_the_sites_of_its_own_epoch_whatever_comes_later() {
    let mut world = World::until(2);
    world.forged_day(2, &appears_inside());
    let close_works = Act { first: Epoch(4), change: Change::SiteClosed { site: SiteNumber(1) } };
    world.ond.say(Statement::Act(close_works), at(2, 5));
    world.hal_states(3);
    let three = world.ond_closes(3, &Forge::default());
    world.ond_logs(three);
    world.receipts(3, 2);
    let assessment = audited(&TREATY, &world.records(), treaty::Date::constant(2030, 1, 15));
    let balance = finding(&assessment, "balance-open");
    assert_eq!(balance.statements.len(), 3, "baseline, epoch before, the epoch itself: no later act");
}

#[test]
fn a_foreign_statement_in_ones_record_is_told() {
    // the writer takes no other author's statements; a forger's own code does
    let world = World::honest();
    let mut records = world.records();
    let foreign = world
        .hal
        .envelope(&Statement::Act(Act { first: Epoch(9), change: Change::Capacities { site: 5, road: 5 } }), at(4, 5));
    records[1] = Copy::forged(&world.ond, &[foreign.encode(), vec![0xff; 3], Vec::new()]);
    let told = told(&audited(&TREATY, &records, AS_OF));
    assert_eq!(
        told,
        ["contradiction foreign OND", "contradiction not-a-statement OND", "contradiction not-a-statement OND"]
    );
    assert_eq!(Author::new("OND"), Some(world.ond.author));
}

#[test]
fn so_many_acts_are_carried_out_and_not_one_more() {
    let mut world = World::honest();
    let act = || Statement::Act(Act { first: Epoch(19), change: Change::Capacities { site: 5, road: 5 } });
    for _ in 0..512 {
        world.ond.say(act(), at(4, 5));
    }
    assert_eq!(told(&world.audited()), [] as [&str; 0]);
    world.ond.say(act(), at(4, 5));
    assert_eq!(told(&world.audited()), ["contradiction out-of-place OND"]);
}

// an instrument without commitments

static CLEAR: std::sync::LazyLock<treaty::Instrument> =
    std::sync::LazyLock::new(|| changed("id = \"commitments\"", "id = \"totals\""));

fn declares(epoch: u32, counts: &[u32]) -> Statement {
    Statement::Declaration(Declaration { epoch: Epoch(epoch), counts: counts.iter().copied().map(ItemCount).collect() })
}

/// Both declare three epochs, and OND says something more.
fn declared<T>(more: impl FnOnce(&mut World) -> T) -> Vec<String> {
    let mut world = World::under(&CLEAR);
    for epoch in 0..3 {
        world.hal.say(declares(epoch, &[10, 3]), at(epoch, 1));
        // what is declared to the parties only is declared
        let sealed = world.ond.sealed(&declares(epoch, &[10, 3]), at(epoch, 1));
        if epoch == 1 {
            world.ond.log(&sealed);
        } else {
            world.ond.say(declares(epoch, &[10, 3]), at(epoch, 1));
        }
        world.receipts(epoch, 2);
    }
    more(&mut world);
    told(&audited(&CLEAR, &world.records(), treaty::Date::constant(2030, 1, 15)))
}

#[test]
fn without_commitments_epochs_are_declared_in_clear() {
    assert_eq!(declared(|_| {}), [] as [&str; 0]);
    let twice = |epoch| declared(move |world| world.ond.say(declares(epoch, &[9, 3]), at(2, 1)));
    assert_eq!(twice(2), ["contradiction epoch-twice OND 2"]);
    let few = declared(|world| world.ond.say(declares(3, &[9]), at(2, 1)));
    assert_eq!(few, ["contradiction wrong-length OND 3"]);
    let beyond = declared(|world| world.ond.say(declares(999, &[9, 3]), at(2, 1)));
    assert_eq!(beyond, ["contradiction out-of-place OND"]);
    let committed = declared(|world| world.ond_logs(honest("OND", 0).clone()));
    assert_eq!(committed, ["contradiction out-of-place OND"]);
}

#[test]
fn of_commitments_that_are_no_points_the_first_of_each_list_is_told() {
    let body: &dyn Fn(&mut EpochBody) = &|body| {
        body.commitments.cells[..3].fill(Commitment([0xff; 32]));
        body.commitments.flows[..2].fill(Commitment([0xff; 32]));
    };
    let assessment = World::forged(&Forge { body, ..Forge::default() }).audited();
    let lists: Vec<_> = assessment
        .findings
        .iter()
        .filter_map(|finding| match finding.fact {
            Fact::Record(RecordFact::NotACommitment { epoch: 2, of, index }) => Some((of, index)),
            _ => None,
        })
        .collect();
    assert_eq!(lists, [(Listed::Cells, 0), (Listed::Flows, 0)]);
}

#[test]
fn an_epoch_that_is_declared_again_is_shown_beside_its_first_declaration() {
    let mut world = World::under(&CLEAR);
    let first: Vec<_> = (0..3).map(|epoch| world.ond.say(declares(epoch, &[10, 3]), at(epoch, 1))).collect();
    let again = world.ond.say(declares(1, &[9, 3]), at(2, 2));
    let assessment = audited(&CLEAR, &world.records(), treaty::Date::constant(2030, 1, 15));
    let shown: Vec<_> = finding(&assessment, "epoch-twice").statements.iter().map(ToString::to_string).collect();
    assert_eq!(shown, [first[1], again].map(|index| format!("statement {index} of the record of OND")));
}

#[test]
fn what_a_record_declares_no_table_may_state_beside_it() {
    let table = "effective_date,party,class,items,status,source\n2030-01-10,OND,stored,10,confirmed,x\n";
    let mut audit = audit::Audit::new(CLEAR.clone(), None);
    audit.push(record::read("items.csv", table.as_bytes(), &CLEAR).unwrap()).unwrap();
    let mut world = World::under(&CLEAR);
    world.ond.say(declares(0, &[10, 3]), at(0, 1));
    world.records().iter().for_each(|copy| copy.feed(&mut audit).unwrap());
    let why = audit.finish().unwrap_err();
    assert!(matches!(why, audit::Incomplete::Declared(audit::Refusal::StatedTwice { line: 0, .. })), "{why}");
}
