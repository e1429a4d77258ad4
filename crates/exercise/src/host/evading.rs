//! What a host does beside living: its evasions, and the corrections of an honest one.

use super::Host;
use crate::cast::{Cast, Unplayable};
use crate::evasion::{self, Books, Forged, Hindered, Own, Untruth};
use crate::file::{Corrected, Deceit, LedgerDeceit, RecordDeceit, Replay, Stock, Way};
use inventory::{Deed, Epoch, Event, Ledger, Reopened, Serial};
use proof::{BodyHash, Cell, Class, Context, Salt};
use record::{EpochBody, Opening, Readers};
use std::collections::BTreeSet;
use treaty::Id;

impl Host {
    /// What is corrected in the open epoch, and all that is done in it against the treaty.
    pub(super) fn depart(&mut self, cast: &Cast, epoch: Epoch) -> Result<(), Unplayable> {
        let (party, corrected) = (self.party.clone(), self.corrected.get(&epoch).cloned().unwrap_or_default());
        let hindered = |why| Unplayable::Incident { party: party.clone(), epoch, why };
        corrected.iter().try_for_each(|corrected| self.correct(cast, corrected)).map_err(hindered)?;
        let hindered = |why| Unplayable::Evasion { party: party.clone(), epoch, why };
        self.deceits(epoch).iter().try_for_each(|deceit| self.evade(cast, epoch, deceit)).map_err(hindered)
    }

    /// What is done in the ledger. The rest is done when it is stated, or opened.
    fn evade(&mut self, cast: &Cast, epoch: Epoch, deceit: &LedgerDeceit) -> Result<(), Hindered> {
        match deceit {
            LedgerDeceit::Appears(what) => {
                let cell = self.cell_of(cast, what)?;
                self.books().appear(cell, what.items)
            }
            LedgerDeceit::Vanishes(what) | LedgerDeceit::Netted(what) => {
                let cell = self.cell_of(cast, what)?;
                self.books().vanish(cell, what.items)
            }
            LedgerDeceit::Called { what, to } => {
                let (cell, to) = (self.cell_of(cast, what)?, class(cast, to)?);
                self.books().rename(cell, to, what.items)
            }
            LedgerDeceit::OnRoad { class: of, items, .. } => {
                let of = class(cast, of)?;
                self.books().set_out(of, *items)
            }
            LedgerDeceit::Born { what, .. } => {
                let cell = self.cell_of(cast, what)?;
                self.books().bear(cell, &what.class, what.items)
            }
            LedgerDeceit::Corrected(corrected) => self.correct(cast, corrected),
            LedgerDeceit::Padded(what) => {
                let cell = self.cell_of(cast, what)?;
                self.hold_outside(epoch, cell.class, Some(cell), what.items);
                Ok(())
            }
            LedgerDeceit::KeptApart { class: of, items } => {
                let of = class(cast, of)?;
                self.hold_outside(epoch, of, None, *items);
                Ok(())
            }
            LedgerDeceit::KeptBack(what) => {
                let cell = self.cell_of(cast, what)?;
                let of_epoch = self.events.iter().filter(|event| event.epoch == epoch && event.class == cell.class);
                let dead = of_epoch.filter(|event| event.deed == Deed::CompleteDismantle).count();
                let held = u32::try_from(dead).unwrap_or(u32::MAX);
                if held < what.items {
                    return Err(Hindered::TooFew { held, asked: what.items });
                }
                self.hold_outside(epoch, cell.class, Some(cell), what.items);
                Ok(())
            }
            LedgerDeceit::BelowZero { .. } | LedgerDeceit::SumAltered { .. } | LedgerDeceit::ListsOther { .. } => {
                Ok(())
            }
        }
    }

    fn correct(&mut self, cast: &Cast, Corrected { what, way, .. }: &Corrected) -> Result<(), Hindered> {
        let cell = self.cell_of(cast, what)?;
        match way {
            Way::Up => self.books().appear(cell, what.items),
            Way::Down => self.books().vanish(cell, what.items),
        }
    }

    /// N4, N7, N11: items that the ledger does not have. Their list is the host's own, and nothing of it is ever stated.
    pub(super) fn hold_outside(&mut self, epoch: Epoch, class: Class, stands_in: Option<Cell>, items: u32) {
        for number in 1..=items {
            let serial = Serial::new(&format!("{}-outside-{epoch}-{number}", self.party));
            let serial = serial.expect("a party's code and two numbers make a serial");
            let to = stands_in.map(|cell| cell.place);
            self.outside.push(Event { epoch, deed: Deed::Declare, serial, from: None, to, class });
        }
    }

    fn books(&mut self) -> Books<'_> {
        Books { ledger: &mut self.ledger, events: &mut self.events, course: &mut self.course }
    }

    fn cell_of(&self, cast: &Cast, what: &Stock) -> Result<Cell, Hindered> {
        self.cell(class(cast, &what.class)?, &what.site)
    }

    pub(super) fn deceits(&self, epoch: Epoch) -> Vec<LedgerDeceit> {
        self.evasions.iter().filter(|(when, _)| *when == epoch).map(|(_, deceit)| deceit.clone()).collect()
    }

    /// N7: what is declared in the baseline and does not exist.
    pub(super) fn padding(&self) -> Vec<Stock> {
        let padded = self.evasions.iter().filter_map(|(_, deceit)| match deceit {
            LedgerDeceit::Padded(what) => Some(what.clone()),
            _ => None,
        });
        padded.collect()
    }

    /// How many objects of a class stand at a site after an epoch, where the ledger has so many: what it never had is there beside them, and what only it
    /// has is not. What does not exist moves nowhere.
    pub(crate) fn objects(&self, cast: &Cast, (cell, after): (Cell, Epoch), in_ledger: u16) -> u16 {
        let by_then = self.outside.iter().filter(|event| event.epoch <= after);
        let beside = by_then.filter(|event| event.to == Some(cell.place) && event.class == cell.class);
        let padding = self.padding().into_iter().filter(|stock| self.cell_of(cast, stock).ok() == Some(cell));
        let padded: u32 = padding.map(|stock| stock.items).sum();
        let there = usize::from(in_ledger) + beside.count();
        u16::try_from(there.saturating_sub(padded as usize)).unwrap_or(u16::MAX)
    }

    /// Whether another accepts what the epoch corrects.
    pub(super) fn accepts(&self, epoch: Epoch) -> bool {
        let deceits = self.deceits(epoch);
        let of_deceits = deceits.iter().filter_map(|deceit| match deceit {
            LedgerDeceit::Corrected(corrected) => Some(corrected),
            _ => None,
        });
        let honest = self.corrected.get(&epoch).into_iter().flatten();
        honest.chain(of_deceits).any(|corrected| corrected.accepted)
    }

    /// What the statement of an epoch says that is not so.
    pub(super) fn untruths(&self, cast: &Cast, epoch: Epoch) -> Result<Vec<Untruth>, Hindered> {
        // what two deceits leave out is left out once
        let (mut left_out, mut altered) = (BTreeSet::new(), Vec::new());
        altered.extend(self.replays(cast, epoch).then(|| Untruth::OtherTreaty(self.of_other_treaty(cast))));
        for deceit in self.deceits(epoch) {
            match deceit {
                LedgerDeceit::Appears(_) | LedgerDeceit::Vanishes(_) | LedgerDeceit::Called { .. } => {
                    left_out.insert(Untruth::NoCorrection);
                }
                LedgerDeceit::OnRoad { concealed: true, .. } | LedgerDeceit::Born { concealed: true, .. } => {
                    left_out.insert(Untruth::NoExcess);
                }
                LedgerDeceit::Netted(what) => {
                    let gate = evasion::gate(&self.ledger, self.cell_of(cast, &what)?.class);
                    let gate = gate.ok_or(Hindered::NoPlant(what.class))?;
                    left_out.insert(Untruth::NoCorrection);
                    altered.push(Untruth::Unborn { gate, items: what.items });
                }
                LedgerDeceit::BelowZero { from, to } => {
                    let (cell, items) = (self.cell_of(cast, &from)?, from.items);
                    altered.push(Untruth::Moved { from: cell, to: self.cell(cell.class, &to)?, items });
                }
                _ => {}
            }
        }
        Ok(left_out.into_iter().chain(altered).collect())
    }

    /// R6: whether it takes its proofs from its record under another instrument.
    fn replays(&self, cast: &Cast, epoch: Epoch) -> bool {
        let treaty = Deceit::Record(RecordDeceit::Replayed(Replay::Treaty));
        let mut evasions = cast.exercise().evasions.iter();
        evasions.any(|evasion| evasion.party == self.party && evasion.epoch == epoch && evasion.deceit == treaty)
    }

    /// The context of the same party under an instrument of another hash.
    fn of_other_treaty(&self, cast: &Cast) -> Context {
        Context::new(&cast.treaty().hash.0.map(|byte| !byte), self.party.as_str().as_bytes())
    }

    /// The epoch, stated with these untruths.
    pub(super) fn forge(
        &self,
        (body, salt): (EpochBody, Salt),
        now: &Reopened,
        untruths: &[Untruth],
    ) -> Result<Forged, Hindered> {
        let previous = body.epoch.previous().and_then(|epoch| self.kept.get(&epoch));
        let previous = previous.expect("no evasion stands in the baseline, and the epoch before is kept");
        let baseline = &self.baseline_again();
        evasion::forge(body, salt, *self.keys.context(), Own { now, previous, baseline }, untruths)
    }

    /// The baseline, made again from the list of events, as after a restart.
    pub(super) fn baseline_again(&self) -> Reopened {
        let mut ledger = Ledger::new(self.keys.clone(), self.baseline_shape.clone());
        let declared = self.events.iter().take_while(|event| event.epoch == Epoch::BASELINE);
        declared.for_each(|event| ledger.apply(event).expect("it was entered so before"));
        Reopened::new(&self.keys, ledger.turn(), &BodyHash::NONE, &self.baseline_salt)
    }

    /// N8: opens sums to fewer items than were committed to, with the blinding of those that were.
    pub(super) fn misopen(
        &self,
        cast: &Cast,
        epoch: Epoch,
        openings: &mut [(Readers, Opening)],
    ) -> Result<(), Hindered> {
        for deceit in self.deceits(epoch) {
            let LedgerDeceit::SumAltered { opening, class, by } = deceit else { continue };
            let mut rules = (0..).zip(cast.treaty().openings());
            let rule = rules.find(|(_, (clause, _))| clause.id == opening);
            let not_opened = || Hindered::NotOpened { opening: opening.clone(), class: class.clone() };
            let (number, (_, rule)) = rule.ok_or_else(not_opened)?;
            let place = cast.treaty().opened_classes(rule).into_iter().position(|of| *of == class);
            let stated = openings.iter_mut().map(|(_, stated)| stated).find(|stated| stated.opening.0 == number);
            let sum = stated.zip(place).and_then(|(stated, place)| stated.sums.get_mut(place));
            let sum = sum.ok_or_else(not_opened)?;
            let held = u32::try_from(sum.sum).unwrap_or(u32::MAX);
            sum.sum = sum.sum.checked_sub(by.into()).ok_or(Hindered::TooFew { held, asked: by })?;
        }
        Ok(())
    }
}

fn class(cast: &Cast, class: &Id) -> Result<Class, Hindered> {
    cast.class(String::new, class).map_err(|_| Hindered::NoClass(class.clone()))
}
