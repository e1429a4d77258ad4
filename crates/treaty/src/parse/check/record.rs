//! The record: what an epoch's proof cannot carry is refused before anybody signs it, and what its openings give away is told.

use super::Check;
use crate::instrument::{
    Clause, FacilitySort, Freeze, Growth, Inspection, Kind, Opened, Opening, RecordRule, Rule, Site, Sort, Status,
};
use crate::measure::Measure;
use crate::parse::span;
use crate::text::{Id, PartyCode};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The most classes of warheads that an epoch's proof tells apart.
pub(crate) const CLASSES_MAX: usize = 16;
/// The most cells of a party: two for each site, itself and the road to it, and each class that may stand there.
pub(crate) const CELLS_MAX: usize = 1024;
/// The most flows and bounds of a party together.
pub(crate) const DERIVED_MAX: usize = 1024;
/// The largest number of a bound: a proof shows that what is left below it has 16 bits.
pub(crate) const BOUND_MAX: u32 = u16::MAX as u32;
/// The largest weight of an item towards a bound.
pub(crate) const WEIGHT_MAX: u32 = u8::MAX as u32;

impl Check<'_> {
    /// A clause of the record by itself.
    pub(super) fn kept(&self, clause: &Clause) {
        match &clause.rule {
            Rule::Record(record) => {
                record.ends.iter().chain([&record.baseline]).for_each(|m| self.moment(m, &clause.span))
            }
            Rule::Opening(opening) => self.opening(clause, opening),
            _ => {}
        }
    }

    /// All that hangs together with the record.
    pub(super) fn record(&self) {
        // what an instrument takes over from its base as it was, was checked there
        let is_own = |clause: &Clause| clause.origin == self.built.id && clause.kind() != Kind::Parameter;
        if self.built.sites.is_empty() && !self.built.clauses.iter().any(is_own) {
            return;
        }
        self.sums_opened_twice();
        let Some((clause, record)) = self.built.record() else { return self.without_record() };
        self.days(clause, record);
        self.freezes(clause, record);
        self.classes_of_record(clause);
        self.size(clause);
        self.bounds();
        self.windows();
        // a file with errors may be of any size and shape; these two are for one that could be signed
        if !self.log.has_errors() {
            self.last_sites();
            span::warn(self.built, self.log);
        }
    }

    /// Where to tell a problem of a clause; those of the base stand in another file.
    fn place(&self, clause: &Clause) -> Range<usize> {
        if clause.origin == self.built.id { clause.span.clone() } else { 0..1 }
    }

    fn without_record(&self) {
        let commitments = self.built.measures().into_iter().find(|(_, measure)| *measure == Measure::Commitments);
        if let Some((clause, _)) = commitments.filter(|(clause, _)| clause.status != Status::Silent) {
            let message = "the ledgers are committed to, and nothing says how the records are kept".to_owned();
            self.warning(
                "no-record",
                &self.place(clause),
                message,
                "add [record], with its period, its baseline and its clocks",
            );
        }
        for (clause, _) in self.built.openings() {
            let message = format!("`{}` is opened out of a record that the file does not have", clause.id);
            self.error("no-record", &self.place(clause), message, "add [record], or take the opening out");
        }
    }

    fn days(&self, clause: &Clause, record: &RecordRule) {
        let days =
            record.ends.as_ref().and_then(|ends| Some((self.built.day(&record.baseline)?, self.built.day(ends)?)));
        if let Some((baseline, ends)) = days.filter(|(baseline, ends)| ends <= baseline) {
            let message = format!("the record ends on {ends}, not after its baseline of {baseline}");
            self.error("record-before-baseline", &self.place(clause), message, "correct one of the two days");
        }
    }

    /// A freeze that counts from another day than the record has no baseline in it. (Both may lie before entry into force.)
    fn freezes(&self, clause: &Clause, record: &RecordRule) {
        if self.built.freezes().next().is_none() && self.built.clarification().is_none() {
            let message = "records are kept, and no freeze is held against them".to_owned();
            self.warning(
                "no-freeze",
                &self.place(clause),
                message,
                "add [[freeze]], or say in an article what the record is for",
            );
        }
        let baseline = self.built.day(&record.baseline);
        for (of, freeze) in self.built.freezes().take_while(|_| !self.log.is_full()) {
            let other = freeze.baseline.as_ref().and_then(|moment| self.built.day(moment));
            if let Some((other, baseline)) = other.zip(baseline).filter(|(other, baseline)| other != baseline) {
                let message = format!("the freeze counts from {other}, the record from {baseline}");
                self.error("baselines-differ", &self.place(of), message, "let both have the same baseline");
            }
            self.reactivation(of, freeze);
        }
    }

    /// A return from retirement that counts as growth, and a conversion that lets items return.
    fn reactivation(&self, clause: &Clause, freeze: &Freeze) {
        if freeze.reactivation != Some(Growth::Growth) || freeze.groups.is_empty() {
            return;
        }
        let frozen: BTreeSet<_> = freeze.groups.iter().flat_map(|group| &group.classes).collect();
        for (from, to) in self.built.ways().filter(|(from, to)| frozen.contains(to) && !frozen.contains(from)) {
            let message = format!(
                "reactivation is growth, and a conversion leads from `{from}`, which no group holds, into `{to}`"
            );
            let help =
                "make the conversion one-way outwards, put the class into a group, or say reactivation = \"allowed\"";
            self.warning("reactivation", &self.place(clause), message, help);
        }
    }

    /// Every warhead is in one class of the record: a line that is part of another would be counted twice in each total.
    fn classes_of_record(&self, record: &Clause) {
        let count = self.built.warhead_classes().count();
        if !(1..=CLASSES_MAX).contains(&count) {
            let message = format!("{count} classes of warheads; a record tells 1 to {CLASSES_MAX} apart");
            self.error("out-of-range", &self.place(record), message, "merge some, or leave the record out");
        }
        for (clause, class) in self.built.classes().filter(|(_, class)| class.sort == Sort::Warhead) {
            if let Some(whole) = &class.of_which {
                let message = format!("the record would count `{}` twice, by itself and inside `{whole}`", clause.id);
                self.error("counted-twice", &self.place(record), message, "make it a class beside the other");
            }
        }
    }

    fn size(&self, record: &Clause) {
        let holds: BTreeMap<_, _> = self.built.facilities().map(|(clause, facility)| (&clause.id, facility)).collect();
        let warheads: BTreeSet<_> = self.built.warhead_classes().collect();
        let ways = self.built.ways().count();
        let bounds = self.built.freezes().map(|(_, freeze)| freeze.groups.len()).sum::<usize>()
            + self.built.limits().count()
            + 1;
        for party in &self.built.parties {
            let (mut cells, mut interiors) = (0, 0);
            for facility in self.built.sites_of(&party.code).filter_map(|site| holds.get(&site.facility)) {
                let held = facility.holds.iter().filter(|class| warheads.contains(class)).count();
                cells += 2 * held;
                interiors += if facility.sort == FacilitySort::WarheadPlant { held } else { 0 };
            }
            let derived = ways + warheads.len() + 4 * interiors + bounds;
            for (what, found, most) in [("cells", cells, CELLS_MAX), ("flows and bounds", derived, DERIVED_MAX)] {
                if found > most {
                    let message =
                        format!("`{}` would have {found} {what}; an epoch's proof carries {most}", party.code);
                    self.error("record-too-large", &self.place(record), message, "merge sites or classes");
                }
            }
        }
    }

    /// What is left below a bound must have 16 bits, or an honest party with few items could prove nothing.
    fn bounds(&self) {
        let warheads: BTreeSet<_> = self.built.warhead_classes().collect();
        for (clause, limit) in self.built.limits() {
            if !limit.counts.iter().any(|counted| warheads.contains(&counted.class)) {
                continue;
            }
            let weight = limit.counts.iter().map(|counted| counted.each).max().unwrap_or(0);
            if limit.value > BOUND_MAX || weight > WEIGHT_MAX {
                let message = format!("a limit of {} with a weight of {weight} cannot be proved", limit.value);
                let help = format!("a record carries limits up to {BOUND_MAX} and weights up to {WEIGHT_MAX}");
                self.error("bound-too-large", &self.place(clause), message, &help);
            }
        }
    }

    fn opening(&self, clause: &Clause, opening: &Opening) {
        let mut seen = BTreeSet::new();
        for class in &opening.classes {
            self.refers(Kind::Class, class, &self.place(clause));
            if !seen.insert(class) {
                let message = format!("`{class}` is listed twice");
                self.error("named-twice", &self.place(clause), message, "keep one of the two");
            }
            if self.names.contains(&(Kind::Class, class)) && !self.sums.has(opening.of, class) {
                let message = format!("there are no {} of `{class}` to open", opening.of.word());
                let help = "take the class out: sums are of warheads, births and deaths of classes that a warhead plant may hold, conversions of classes that one leaves";
                self.error("opens-nothing", &self.place(clause), message, help);
            }
        }
        if self.sums.classes(opening).is_empty() {
            let message = format!("no class has {} to open", opening.of.word());
            self.error("opens-nothing", &self.place(clause), message, "take the opening out");
        }
    }

    /// Each commitment enters one opened sum at most: the difference of two sums could be a single hidden number.
    fn sums_opened_twice(&self) {
        let mut opened: BTreeMap<_, &Id> = BTreeMap::new();
        for (clause, opening) in self.built.openings().take_while(|_| !self.log.is_full()) {
            for class in self.sums.classes(opening) {
                match opened.get(&(opening.of, class)) {
                    Some(first) if **first != clause.id => {
                        let of = opening.of.word();
                        let message =
                            format!("`{}` opens the {of} of `{class}`, which `{first}` opens already", clause.id);
                        let help = "each commitment enters at most one opened sum: keep the class in one of the two";
                        self.error("opened-twice", &self.place(clause), message, help);
                    }
                    _ => drop(opened.insert((opening.of, class), &clause.id)),
                }
            }
        }
    }

    /// A window longer than the record is never opened.
    fn windows(&self) {
        let Some(last) = self.built.last_epoch() else { return };
        for (clause, opening) in self.built.openings().filter(|(_, opening)| opening.every > last) {
            let message =
                format!("a window of {} epochs, and the record has {last}: it is never opened", opening.every);
            self.warning(
                "opens-never",
                &self.place(clause),
                message,
                "shorten the window, or let the record last longer",
            );
        }
    }

    /// The last cell of a class whose total is opened: what is left of it stands at the one site, and on the road to it, that is not opened too.
    fn last_sites(&self) {
        let holds: BTreeMap<_, _> =
            self.built.facilities().map(|(clause, facility)| (&clause.id, &facility.holds)).collect();
        for party in &self.built.parties {
            for (clause, opening) in self.built.openings().filter(|(_, o)| o.of == Opened::Totals) {
                for class in &opening.classes {
                    let at = |facility| holds.get(facility).is_some_and(|classes| classes.contains(class));
                    let sites: Vec<_> = self.built.sites_of(&party.code).filter(|site| at(&site.facility)).collect();
                    self.last_site(clause, class, &party.code, &sites);
                }
            }
        }
    }

    fn last_site(&self, clause: &Clause, class: &Id, of: &PartyCode, sites: &[&Site]) {
        let visits = self.openable(sites);
        let all_but_one = u32::try_from(sites.len().saturating_sub(1)).unwrap_or(u32::MAX);
        match sites {
            [] => {}
            [only] => {
                let message =
                    format!("`{class}` of `{of}` stands at `{}` only: its total gives that site away", only.id);
                let help = "let another site hold the class, or leave it out of the opening";
                self.warning("gives-site-away", &self.place(clause), message, help);
            }
            several if visits >= all_but_one => {
                let message = format!(
                    "`{class}` of `{of}` stands at {} sites, and {visits} of them may be opened in a treaty year: with the total of the same epoch the last one is known without a visit",
                    several.len()
                );
                let help = "give fewer inspections that open such sites, or more epochs, or leave the class out of the opening";
                self.warning("gives-last-site-away", &self.place(clause), message, help);
            }
            _ => {}
        }
    }

    /// How many of these sites one inspector may have opened in a treaty year.
    fn openable(&self, sites: &[&Site]) -> u32 {
        let kinds = self.built.of(Kind::Inspection).filter_map(|clause| match &clause.rule {
            Rule::Inspection(kind) if !kind.forms.is_empty() => Some(kind),
            _ => None,
        });
        let opened = |kind: &Inspection| {
            let goes_to = sites.iter().filter(|site| kind.at.contains(&site.facility)).count();
            kind.quota.value.min(u32::try_from(goes_to).unwrap_or(u32::MAX))
        };
        let all: u32 = kinds.map(opened).fold(0, u32::saturating_add);
        all.min(u32::try_from(sites.len()).unwrap_or(u32::MAX))
    }
}
