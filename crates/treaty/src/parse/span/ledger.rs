//! The unknowns of one party's ledger and the equations between them.
//!
//! An unknown stands in one column for each end of a segment: a stock at that end, a flow over the segment that ends there. (Over the
//! segment that would end at the baseline there is no flow; those columns are never asked for.)

use super::is_flow;
use super::null::{MINUS, ONE, Row};
use crate::instrument::{FacilitySort, Instrument, Opened};
use crate::text::{Id, PartyCode};
use std::collections::BTreeSet;

/// A hidden number, at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unknown {
    /// All items of a class.
    Total(usize),
    /// The items of a class inside a plant.
    Interior(usize),
    /// From class to class.
    Way(usize),
    /// Out of a class by loss.
    Loss(usize),
    /// Births, deaths, arrivals, returns of a class at a plant.
    AtPlant(Opened, usize),
}

impl Unknown {
    /// Whether it is a stock at an epoch, and not a flow over some.
    pub(super) fn is_stock(self) -> bool {
        matches!(self, Self::Total(_) | Self::Interior(_))
    }
}

const AT_PLANT: [Opened; 4] = [Opened::Births, Opened::Deaths, Opened::Arrivals, Opened::Returns];

/// One party's ledger, or that of any party whose sites are not listed.
pub(super) struct Ledger<'a> {
    party: Option<&'a PartyCode>,
    classes: Vec<&'a Id>,
    ways: Vec<(&'a Id, &'a Id)>,
    /// Each class at each plant, with the plant's site. Without sites: each class that plants may hold, in all of them together.
    plants: Vec<(&'a Id, Option<&'a Id>)>,
    /// The sites of plants at whose gates the crossings are counted.
    watched: BTreeSet<&'a Id>,
    unknowns: Vec<Unknown>,
}

impl<'a> Ledger<'a> {
    /// Of a party whose sites are listed.
    pub(super) fn of(instrument: &'a Instrument, party: &'a PartyCode) -> Self {
        let plants = instrument.sites_of(party).flat_map(|site| {
            let kinds = instrument.facilities().filter(|(clause, _)| clause.id == site.facility);
            let plants = kinds.filter(|(_, facility)| facility.sort == FacilitySort::WarheadPlant);
            plants.flat_map(|(_, facility)| &facility.holds).map(|class| (class, Some(&site.id)))
        });
        Self::with(instrument, Some(party), plants.collect())
    }

    /// Of a party whose plants are not known: births and deaths of a class are those of all plants, and no interior is looked at.
    pub(super) fn of_any(instrument: &'a Instrument) -> Self {
        let sums = instrument.sums();
        let planted = instrument.warhead_classes().filter(|class| sums.has(Opened::Births, class));
        Self::with(instrument, None, planted.map(|class| (class, None)).collect())
    }

    fn with(instrument: &'a Instrument, party: Option<&'a PartyCode>, plants: Vec<(&'a Id, Option<&'a Id>)>) -> Self {
        let classes: Vec<_> = instrument.warhead_classes().collect();
        let plants: Vec<_> = plants.into_iter().filter(|(class, _)| classes.contains(class)).collect();
        let ways: Vec<_> = instrument.ways().collect();
        let interiors = (0..plants.len()).filter(|plant| plants[*plant].1.is_some()).map(Unknown::Interior);
        let unknowns = (0..classes.len()).flat_map(|class| [Unknown::Total(class), Unknown::Loss(class)]);
        let unknowns = unknowns.chain((0..ways.len()).map(Unknown::Way)).chain(interiors);
        let at_plants = (0..plants.len()).flat_map(|plant| AT_PLANT.map(|of| Unknown::AtPlant(of, plant)));
        let mut unknowns: Vec<_> = unknowns.chain(at_plants).collect();
        unknowns.sort_unstable();
        let mut watched = BTreeSet::new();
        if let Some(party) = party {
            let gates = instrument.sites_of(party).filter(|site| instrument.portal_at(&site.facility).is_some());
            watched.extend(gates.map(|site| &site.id));
        }
        Self { party, classes, ways, plants, watched, unknowns }
    }

    /// How many unknowns stand in each column.
    pub(super) fn width(&self) -> usize {
        self.unknowns.len()
    }

    /// The unknown of an index, and its end.
    pub(super) fn unknown(&self, index: usize, ends: usize) -> Option<(Unknown, usize)> {
        Some((*self.unknowns.get(index / ends)?, index % ends))
    }

    fn index(&self, unknown: Unknown, at: usize, ends: usize) -> usize {
        let found = self.unknowns.binary_search(&unknown);
        found.expect("every unknown that an equation names was listed when the ledger was made") * ends + at
    }

    /// The balances of all classes and interiors over all segments.
    pub(super) fn balances(&self, ends: usize) -> Vec<Row> {
        let accounts = (0..self.classes.len()).map(|class| (Unknown::Total(class), self.flows_of_class(class)));
        let interiors = (0..self.plants.len()).filter(|plant| self.plants[*plant].1.is_some());
        let interiors = interiors.map(|plant| (Unknown::Interior(plant), Self::flows_of_interior(plant)));
        let balance = |(stock, flows): (Unknown, Vec<(Unknown, bool)>)| {
            (1..ends).map(move |at| {
                let mut row: Row = flows
                    .iter()
                    .map(|(flow, is_in)| (self.index(*flow, at, ends), if *is_in { MINUS } else { ONE }))
                    .collect();
                row.insert(self.index(stock, at, ends), ONE);
                row.insert(self.index(stock, at - 1, ends), MINUS);
                row
            })
        };
        accounts.chain(interiors).flat_map(balance).collect()
    }

    /// What monitors count at each gate over each segment: the items of all classes that leave, and those that enter.
    pub(super) fn crossings(&self, ends: usize) -> Vec<Row> {
        let ways: [&[Opened]; 2] = [&[Opened::Births, Opened::Returns], &[Opened::Arrivals]];
        let gates = self.watched.iter().flat_map(|site| ways.map(|way| (*site, way)));
        let row = |(site, way): (&Id, &[Opened]), at| {
            let plants = (0..self.plants.len()).filter(|plant| self.plants[*plant].1 == Some(site));
            let flows = plants.flat_map(|plant| way.iter().map(move |of| Unknown::AtPlant(*of, plant)));
            flows.map(|flow| (self.index(flow, at, ends), ONE)).collect()
        };
        let rows = gates.flat_map(|gate| (1..ends).map(move |at| (gate, at)));
        rows.map(|(gate, at)| row(gate, at)).filter(|row: &Row| !row.is_empty()).collect()
    }

    /// Each flow of a class, and whether it leads in.
    fn flows_of_class(&self, class: usize) -> Vec<(Unknown, bool)> {
        let of = self.classes[class];
        let ways = self.ways.iter().enumerate().filter(|(_, (from, to))| from == &of || to == &of);
        let ways = ways.map(|(way, (_, to))| (Unknown::Way(way), to == &of));
        let plants = (0..self.plants.len()).filter(|plant| self.plants[*plant].0 == of);
        let plants = plants.flat_map(|plant| {
            [(Opened::Births, true), (Opened::Deaths, false)].map(|(of, is_in)| (Unknown::AtPlant(of, plant), is_in))
        });
        ways.chain(plants).chain([(Unknown::Loss(class), false)]).collect()
    }

    fn flows_of_interior(plant: usize) -> Vec<(Unknown, bool)> {
        [(Opened::Arrivals, true), (Opened::Returns, false), (Opened::Deaths, false)]
            .map(|(of, is_in)| (Unknown::AtPlant(of, plant), is_in))
            .to_vec()
    }

    /// The sum that an opening opens of a class: at the end of a window, or over its segments.
    pub(super) fn opened(&self, of: Opened, class: &Id, (before, last): (usize, usize), ends: usize) -> Row {
        let segments = if is_flow(of) { before + 1..=last } else { last..=last };
        let summed = self.unknowns.iter().filter(|unknown| self.is_summed(of, class, **unknown));
        summed.flat_map(|unknown| segments.clone().map(|at| (self.index(*unknown, at, ends), ONE))).collect()
    }

    fn is_summed(&self, of: Opened, class: &Id, unknown: Unknown) -> bool {
        match unknown {
            Unknown::Total(index) => of == Opened::Totals && self.classes[index] == class,
            Unknown::Loss(index) => of == Opened::Losses && self.classes[index] == class,
            Unknown::Way(index) => of == Opened::Conversions && self.ways[index].0 == class,
            Unknown::AtPlant(what, index) => of == what && self.plants[index].0 == class,
            Unknown::Interior(_) => false,
        }
    }

    /// A hidden number in words.
    pub(super) fn tell(&self, unknown: Unknown) -> String {
        let what = match unknown {
            Unknown::Total(class) => format!("the total of `{}`", self.classes[class]),
            Unknown::Interior(plant) => format!("the items of `{}` inside the plant", self.plants[plant].0),
            Unknown::Loss(class) => format!("the losses of `{}`", self.classes[class]),
            Unknown::Way(way) => format!("the conversions from `{}` to `{}`", self.ways[way].0, self.ways[way].1),
            Unknown::AtPlant(of, plant) => format!("the {} of `{}`", of.word(), self.plants[plant].0),
        };
        let plant = match unknown {
            Unknown::Interior(plant) | Unknown::AtPlant(_, plant) => self.plants[plant].1,
            _ => None,
        };
        let at = plant.map_or_else(String::new, |site| format!(" at `{site}`"));
        let of = self.party.map_or_else(String::new, |party| format!(" of `{party}`"));
        format!("{what}{at}{of}")
    }
}
