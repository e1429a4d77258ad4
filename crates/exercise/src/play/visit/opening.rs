//! From the request to the arrival: where the inspector goes, and what the host opens of the site.

use super::{HOUR, Visiting, nonce, salt, sooner};
use crate::calendar::day_of;
use crate::cast::Unplayable;
use crate::file::{Inspections, VisitDeceit};
use crate::host::Host;
use crate::play::{Stage, deceit, later};
use inventory::Epoch;
use log::Timestamp;
use proof::Count;
use record::draw::Lot;
use record::inspection::{Side, lot_sites};
use record::statement::{Acceptance, Deed, Designation, Reason, SealedHash, StepName};
use record::{Sealed, SiteNumber, SiteOpening};
use treaty::instrument::{Choice, Clause, Inspection, OpeningForm};
use treaty::quota::Visit;
use treaty::{Id, Instrument};

impl Stage<'_> {
    /// Up to the designation; whether there is one.
    pub(super) fn until_designated(
        &mut self,
        visiting: &mut Visiting,
        planned: &Inspections,
        clause: (&Clause, &Inspection),
    ) -> Result<bool, Unplayable> {
        let refused = match visiting.deceit {
            Some(VisitDeceit::Refuses { force_majeure: true }) => Some(Reason::ForceMajeure),
            Some(VisitDeceit::Refuses { force_majeure: false }) => Some(Reason::Other),
            Some(VisitDeceit::AsksFor { .. }) => Some(Reason::NoRight),
            _ => None,
        };
        if let Some(reason) = refused {
            self.take(visiting, Deed::Refusal(reason), None);
            return Ok(false);
        }
        let host_keeps = self.keeps_nonce(visiting, planned, Side::Host);
        if clause.1.choice == Choice::Drawn && !host_keeps {
            let nonce = nonce(&mut visiting.rng).reveal();
            self.take(visiting, Deed::Nonce(nonce), None);
        }
        if self.keeps_nonce(visiting, planned, Side::Inspector) {
            return Ok(false);
        }
        let site = self.chosen(visiting, planned, clause)?;
        // what is opened is fixed by what the inspector acknowledges before it says where it goes
        let at = later(visiting.at(StepName::Designation), 0).seconds() - 600;
        let at = Timestamp::new(at).expect("earlier than a time");
        self.keeper(&visiting.host.clone()).sign();
        let shown = self.keeper(&visiting.host.clone()).show();
        let own = visiting.inspector.clone();
        let shown = shown.into_iter().find(|shown| shown.is_for(&own)).expect("a record is shown to everybody");
        let is_silent = deceit::withholds(self.cast, &own, self.now);
        let keeper = self.keeper(&own);
        let covered = match keeper.acknowledged(&shown.of).filter(|_| is_silent) {
            Some(last) => last,
            None => {
                let at = keeper.not_before(at);
                keeper.acknowledge(&shown, at);
                shown.covered()
            }
        };
        let sampled = visiting.progress.request().form == OpeningForm::Sample;
        let draw = sampled.then(|| visiting.nonces[1].commit(visiting.progress.sides(), Lot::Objects));
        let nonce = visiting.progress.nonce().map(|_| visiting.nonces[0].reveal());
        let step = Deed::Designation(Designation { site, nonce, covered, draw });
        if host_keeps {
            visiting.begins = later(visiting.begins, 6 * HOUR);
        }
        self.take(visiting, step, None);
        Ok(true)
    }

    fn keeps_nonce(&self, visiting: &Visiting, planned: &Inspections, side: Side) -> bool {
        let party = if side == Side::Host { &planned.host } else { &planned.inspector };
        let own = |evasion: &crate::file::Evasion| evasion.party == *party && evasion.epoch == planned.epoch;
        visiting.deceit == Some(VisitDeceit::KeepsNonce) && self.cast.exercise.evasions.iter().any(own)
    }

    /// The site: the one of the lot, or the one that is planned.
    fn chosen(
        &self,
        visiting: &Visiting,
        planned: &Inspections,
        clause: (&Clause, &Inspection),
    ) -> Result<SiteNumber, Unplayable> {
        let (host, treaty) = (self.host(&visiting.host), self.cast.treaty());
        let refuse = |why: &str| Unplayable::Inspection { kind: planned.kind.clone(), why: why.to_owned() };
        let named = |site: &Id| host.ground().sites().iter().position(|known| known.alias == *site);
        let number = |place: usize| SiteNumber(u16::try_from(place).expect("a side has at most 256 sites"));
        if visiting.progress.nonce().is_none() {
            let place = planned.site.as_ref().and_then(named);
            let first = || lot_of(self, visiting, planned, clause, host, treaty).first().copied();
            return place
                .map(number)
                .or_else(first)
                .ok_or_else(|| refuse("it has no `site`, and the host has no site to which it could go"));
        }
        let lot = lot_of(self, visiting, planned, clause, host, treaty);
        let drawn = visiting.progress.site_drawn_by(&visiting.nonces[0].reveal(), &lot);
        let drawn = drawn.ok_or_else(|| refuse("there is no site on which the lot could fall"))?;
        match visiting.deceit {
            Some(VisitDeceit::DesignatesOther) => {
                let other = lot.iter().copied().find(|site| *site != drawn);
                other.ok_or_else(|| refuse("there is no other site to which the inspector could go"))
            }
            _ => Ok(drawn),
        }
    }

    /// From the opening to the arrival; whether the team looks.
    pub(super) fn until_opened(&mut self, visiting: &mut Visiting) -> Result<bool, Unplayable> {
        let site = visiting.site();
        let (_, snapshot, body, frame) = self.gone_back(visiting, site)?;
        let form = visiting.progress.request().form;
        let unopenable = |why: inventory::Unopenable| Unplayable::Inspection {
            kind: Id::default(),
            why: format!("{}: {why}", visiting.host),
        };
        let mut opened = self.host(&visiting.host).open_site(&snapshot, site, form).map_err(unopenable)?;
        if let Some(VisitDeceit::OpensOther { by }) = visiting.deceit {
            let more = u16::try_from(by).unwrap_or(u16::MAX);
            opened.counts.iter_mut().for_each(|opened| opened.count = Count(opened.count.0.saturating_add(more)));
        }
        let inspection = visiting.progress.id();
        let opening = SiteOpening { form, inspection, salt: salt(&mut visiting.rng), epoch: body.epoch, site, opened };
        let plaintext = opening.encode(&frame);
        let sealed = match visiting.deceit {
            Some(VisitDeceit::SealsToOther) => visiting.seal_to_other(&plaintext),
            _ => visiting.seal(Sealed::Opening, &plaintext),
        };
        let deed = Deed::Opening { epoch: body.epoch, sealed: SealedHash::of(&sealed) };
        self.take(visiting, deed, Some(sealed.clone()));
        let shows = visiting
            .unsealed(&sealed, form, &frame)
            .map(|opening| opening.opened.verify(&frame, &body.commitments.cells, &body.roots));
        let opens = matches!(shows, Some(Ok(_))) && visiting.deceit != Some(VisitDeceit::RejectsOpening);
        let opens = opens || visiting.accepts_unread;
        let acceptance = if opens { Acceptance::Opens } else { Acceptance::DoesNotOpen };
        self.take(visiting, Deed::Acceptance(acceptance), None);
        if acceptance != Acceptance::Opens {
            return Ok(false);
        }
        if let Some(VisitDeceit::ArrivesLate { hours }) = visiting.deceit {
            visiting.begins = later(visiting.begins, hours * HOUR);
        }
        visiting.begins = sooner(self.cast.treaty(), visiting);
        let at = visiting.at(StepName::Arrival);
        self.take(visiting, Deed::Arrival(at), None);
        Ok(true)
    }
}

/// The sites on which the lot may fall.
fn lot_of(
    stage: &Stage<'_>,
    visiting: &Visiting,
    planned: &Inspections,
    clause: (&Clause, &Inspection),
    host: &Host,
    treaty: &Instrument,
) -> Vec<SiteNumber> {
    let day = day_of(visiting.at(StepName::Designation));
    let asked = Visit { begins: day, ends: day, ..visiting.progress.counted(clause, Some(host.ground()), day_of) };
    let epoch = stage.stated.get(&planned.host).map_or(Epoch::BASELINE, |body| body.epoch);
    lot_sites(treaty, clause.1, host.ground(), epoch, &asked, &stage.visits)
}
