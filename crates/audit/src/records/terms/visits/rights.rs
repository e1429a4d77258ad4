//! What an inspector may ask for: kinds, forms, and quotas, over all inspections in their order.

use super::Followed;
use crate::records::terms::Docket;
use crate::records::times;
use record::SiteNumber;
use record::inspection::{Side, lot_sites};
use std::collections::BTreeMap;
use treaty::instrument::{Choice, Clause, Inspection, OpeningForm};
use treaty::quota::Visit;
use treaty::{Date, PartyCode};

/// The inspections that were judged so far.
#[derive(Debug, Default)]
pub(super) struct Rights {
    /// Refused ones among them: a refusal that comes later moves no lot.
    all: Vec<Visit>,
    /// Those that were not refused, which count against the quotas.
    visits: Vec<Visit>,
    refused: BTreeMap<(PartyCode, Option<Date>), u32>,
}

impl Rights {
    /// The rule that an inspection breaks; nothing where it is within the inspector's rights. One that was not refused counts against the quota.
    pub(super) fn admit(&mut self, docket: &Docket<'_>, visit: &Followed) -> Option<String> {
        let Some(clause) = visit.clause(docket.treaty) else {
            return Some("the instrument has no inspection of the number that was asked for".to_owned());
        };
        let host = visit.progress.party(Side::Host);
        // what a record lacks may be a refusal, and what was refused is not counted
        let whole = docket.holds_whole(host);
        let nowhere = whole && visit.progress.designation().is_some() && super::follow::site(docket, visit).is_none();
        let nowhere = nowhere.then_some("the host never had a site of the number that was designated");
        let beyond = asked(visit, clause.1).or(nowhere).map(str::to_owned);
        let asked = visit.progress.counted(clause, docket.ground(host), times::day_of);
        let refused = visit.progress.refusal().is_some();
        let over = || docket.treaty.admit(&self.visits, &asked).err().filter(|_| whole).map(|why| why.to_string());
        let beyond = beyond.or_else(over);
        self.all.push(asked.clone());
        if !refused {
            self.visits.push(asked);
        }
        beyond
    }

    /// The sites on which the lot of an inspection may fall, those before it having been admitted.
    pub(super) fn lot(&self, docket: &Docket<'_>, visit: &Followed, clause: (&Clause, &Inspection)) -> Vec<SiteNumber> {
        let host = docket.ground(visit.progress.party(Side::Host));
        let Some((ground, designation)) = host.zip(visit.progress.designation()) else { return Vec::new() };
        let Some(epoch) = super::epoch_below(docket, visit, designation.covered.0) else { return Vec::new() };
        let asked = visit.progress.counted(clause, Some(ground), times::day_of);
        lot_sites(docket.treaty, clause.1, ground, epoch, &asked, &self.all)
    }

    /// Counts a refusal: the how many-th of its host in the treaty year it is.
    pub(super) fn refused(&mut self, docket: &Docket<'_>, visit: &Followed) -> u32 {
        let day = times::day_of(visit.progress.taken()[0].at);
        let year = visit.clause(docket.treaty).and_then(|(_, kind)| docket.treaty.treaty_year(kind, day));
        let times = self.refused.entry((visit.progress.party(Side::Host).clone(), year)).or_default();
        *times += 1;
        *times
    }
}

/// What was asked for in another way than the instrument gives it.
fn asked(visit: &Followed, kind: &Inspection) -> Option<&'static str> {
    let request = visit.progress.request();
    let word = OpeningForm::WORDS.iter().find(|(_, form)| *form == request.form).map(|(word, _)| *word);
    if !kind.forms.contains(&request.form) {
        return Some(match word {
            Some("count") => "this kind of inspection gives no opening in the form `count`",
            Some("sample") => "this kind of inspection gives no opening in the form `sample`",
            Some("full") => "this kind of inspection gives no opening in the form `full`",
            _ => "this kind of inspection gives no opening in the form `absence`",
        });
    }
    let drawn = request.draw.is_some();
    (drawn != (kind.choice == Choice::Drawn)).then_some(match kind.choice {
        Choice::Drawn => "the site of this kind of inspection is drawn by lot, and the inspector asked to choose it",
        Choice::Free => "the site of this kind of inspection is the inspector's choice, and it asked for a lot",
    })
}
