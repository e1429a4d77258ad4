//! The cumulative equations: what crossed the gates of a party's plants in a window of epochs, against the sums that it opened of the same window.

use super::{monitors, told};
use crate::assessment::{Epochs, Finding, GateFact, GateOf};
use crate::records::gates::{plants, watched};
use crate::records::terms::Docket;
use record::Author;
use record::statement::Way;
use std::collections::{BTreeMap, BTreeSet};
use treaty::instrument::{FacilitySort, Kind, Opened, Rule};
use treaty::{Id, PartyCode};

/// The parties of which some window was added up, by way.
#[derive(Debug, Default)]
pub(super) struct AddedUp {
    pub(super) out: BTreeSet<PartyCode>,
    pub(super) into: BTreeSet<PartyCode>,
}

/// Holds the crossings of each party against its opened sums. Only of parties all of whose plants have a portal, and whose record is held whole
/// beside that of the monitors: an exit that nobody watches, or a crossing that is not among the inputs, may be what is lacking.
pub(super) fn judge(docket: &Docket<'_>, findings: &mut Vec<Finding>) -> AddedUp {
    let mut added_up = AddedUp::default();
    for host in docket.treaty.parties.iter().map(|party| &party.code) {
        let Some(held) = docket.held.get(&Author::Party(host.clone())) else { continue };
        if watched(docket.treaty, held, FacilitySort::WarheadPlant) != Some(true) || !docket.holds_whole(host) {
            continue;
        }
        let opened = opened(docket, host);
        let crossed = crossed(docket, host);
        let ways: [(Way, &[Opened]); 2] =
            [(Way::Out, &[Opened::Births, Opened::Returns]), (Way::In, &[Opened::Arrivals])];
        for (way, of) in ways {
            for (window, sum) in windows(docket, &opened, of) {
                for monitors in monitors(docket, host).filter(|monitors| docket.holds_whole(monitors)) {
                    let judged = if way == Way::Out { &mut added_up.out } else { &mut added_up.into };
                    judged.insert(host.clone());
                    let of_way = crossed.get(&(monitors, way));
                    let by_epoch = of_way.into_iter().flat_map(|of_way| of_way.range(window.first..=window.last));
                    let seen = by_epoch.map(|(_, items)| items).sum();
                    findings.extend(differs(docket, (host, monitors), window, (way, seen, sum)));
                }
            }
        }
    }
    added_up
}

/// Each opened sum of a party that held, by what it sums up, window and class.
type Sums<'a> = BTreeMap<(Opened, Epochs), BTreeMap<&'a Id, u64>>;

fn opened<'a>(docket: &Docket<'a>, host: &PartyCode) -> Sums<'a> {
    let chain = docket.held.get(&Author::Party(host.clone())).and_then(|held| held.book.chain.as_ref());
    let mut sums = Sums::new();
    for opened in chain.iter().flat_map(|chain| &chain.opened) {
        let clause = docket.treaty.clause(Kind::Opening, &opened.opening).map(|clause| &clause.rule);
        let Some(Rule::Opening(rule)) = clause else { continue };
        sums.entry((rule.of, opened.epochs)).or_default().insert(&opened.class, opened.sum);
    }
    sums
}

/// The windows over which all of these were opened, of every class that has them, with their sum.
fn windows(docket: &Docket<'_>, opened: &Sums<'_>, of: &[Opened]) -> Vec<(Epochs, u64)> {
    let windows: BTreeSet<_> = opened.keys().map(|(_, window)| *window).collect();
    let sum = |window: &Epochs| {
        let each = of.iter().map(|of| of_all_classes(docket, opened, (*of, *window)));
        each.reduce(|sum, of| Some(sum?.saturating_add(of?))).flatten()
    };
    windows.into_iter().filter_map(|window| Some((window, sum(&window)?))).collect()
}

/// The sum over every class that has such items; nothing where one of them was not opened.
fn of_all_classes(docket: &Docket<'_>, opened: &Sums<'_>, key: (Opened, Epochs)) -> Option<u64> {
    let (sums, can) = (opened.get(&key)?, docket.treaty.sums());
    let mut classes = docket.treaty.warhead_classes().filter(|class| can.has(key.0, class));
    classes.try_fold(0, |sum: u64, class| Some(sum.saturating_add(*sums.get(class)?)))
}

/// How many items crossed the gates of a party's warhead plants, by monitors, way and epoch.
fn crossed<'a>(docket: &Docket<'a>, host: &'a PartyCode) -> BTreeMap<(&'a PartyCode, Way), BTreeMap<u32, u64>> {
    let mut crossed: BTreeMap<_, BTreeMap<u32, u64>> = BTreeMap::new();
    let of_host = docket.gates.passages.iter().filter(|passage| passage.host == host);
    for passage in of_host.filter(|passage| passage.plant.sort == FacilitySort::WarheadPlant) {
        for monitors in monitors(docket, host) {
            let Some(gate) = passage.gate(monitors) else { continue };
            let of_epoch = crossed.entry((monitors, gate.way)).or_default().entry(gate.epoch.0).or_default();
            *of_epoch += u64::from(passage.items(monitors));
        }
    }
    crossed
}

fn differs(
    docket: &Docket<'_>,
    (host, monitors): (&PartyCode, &PartyCode),
    window: Epochs,
    (way, seen, opened): (Way, u64, u64),
) -> Option<Finding> {
    if seen == opened {
        return None;
    }
    let held = docket.held.get(&Author::Party(host.clone()))?;
    let of_sort =
        plants(docket.treaty, &held.book).into_values().find(|plant| plant.sort == FacilitySort::WarheadPlant);
    let clause = of_sort?.clause;
    let day = docket.treaty.epoch_day(window.last)?;
    let gate = GateOf {
        portal: clause.id.clone(),
        host: host.clone(),
        monitors: Some(monitors.clone()),
        site: None,
        number: None,
        epochs: window,
    };
    Some(told(docket.broken(clause, day), Some(day), gate, GateFact::GateSumDiffers { way, seen, opened }, Vec::new()))
}
