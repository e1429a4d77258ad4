//! What takes longer than the moment: trips, and stays in a plant.

use super::{Course, Events, again, enter, goal};
use inventory::{Deed, Epoch, Event, Ledger, Serial};
use proof::{Cell, Place, PlaceKind};

/// What is to be done with an item in a later epoch.
pub(super) struct Errand {
    serial: Serial,
    then: Then,
}

#[derive(Clone, Copy)]
enum Then {
    /// It arrives at the end of its road.
    Arrive,
    /// It comes out of the plant.
    Leave,
    /// It is put on the bench.
    Start,
    /// It is no warhead any more.
    Complete,
}

impl Course {
    /// Out of a plant, onto the road to a place that has room.
    pub(super) fn leave(
        &mut self,
        ledger: &mut Ledger,
        events: &mut Events,
        serial: Serial,
        gate: Cell,
        new: bool,
    ) -> Option<()> {
        let goal = goal(&mut self.chance, &self.room, ledger, gate.class, |place| place.kind == PlaceKind::Site)?;
        let road = Cell { place: road_to(goal), class: gate.class };
        if !self.room.allows(ledger, (!new).then_some(gate), road) {
            return None;
        }
        let (from, to) = (Some(gate.place), Some(road.place));
        let event =
            Event { epoch: ledger.epoch(), deed: Deed::ExitPlant, serial: again(&serial), from, to, class: gate.class };
        enter(ledger, events, event).ok()?;
        self.on_the_way(ledger, events, serial);
        Some(())
    }

    /// Off to another place, which has room.
    pub(super) fn travel(
        &mut self,
        ledger: &mut Ledger,
        events: &mut Events,
        serial: Serial,
        cell: Cell,
        goal: Place,
    ) -> Option<()> {
        let road = Cell { place: road_to(goal), class: cell.class };
        if !self.room.allows(ledger, Some(cell), road) {
            return None;
        }
        self.set_out(ledger, events, &serial, cell, goal)?;
        self.on_the_way(ledger, events, serial);
        Some(())
    }

    /// Onto the road.
    pub(super) fn set_out(
        &mut self,
        ledger: &mut Ledger,
        events: &mut Events,
        serial: &Serial,
        cell: Cell,
        goal: Place,
    ) -> Option<()> {
        let (epoch, from, to) = (ledger.epoch(), Some(cell.place), Some(road_to(goal)));
        let event = Event { epoch, deed: Deed::Ship, serial: again(serial), from, to, class: cell.class };
        enter(ledger, events, event).ok()
    }

    /// It arrives in the next epoch.
    pub(super) fn arrives_next(&mut self, ledger: &Ledger, serial: Serial) {
        self.later(ledger, 1, Errand { serial, then: Then::Arrive });
    }

    /// It arrives in this epoch, or in one of the next.
    fn on_the_way(&mut self, ledger: &mut Ledger, events: &mut Events, serial: Serial) {
        let errand = Errand { serial, then: Then::Arrive };
        match self.chance.below(self.rates.transit + 1) {
            0 => self.run(ledger, events, errand),
            closes => self.later(ledger, closes, errand),
        }
    }

    fn later(&mut self, ledger: &Ledger, epochs: u32, errand: Errand) {
        let when = Epoch(ledger.epoch().0.saturating_add(epochs));
        self.errands.entry(when).or_default().push(errand);
    }

    /// Does what was to be done; what has nowhere to go yet is tried again in the next epoch.
    pub(super) fn run(&mut self, ledger: &mut Ledger, events: &mut Events, Errand { serial, then }: Errand) {
        let Some(cell) = ledger.item(&serial).and_then(|life| life.cell) else { return };
        let (epoch, from, class) = (ledger.epoch(), Some(cell.place), cell.class);
        let event = |deed, to| Event { epoch, deed, serial: again(&serial), from, to, class };
        let done = "room was kept for it, and nothing else happens to an item on an errand";
        match then {
            Then::Arrive => {
                let goal = self.room.at_the_end_of(ledger, cell.place).expect("roads lead to open sites");
                let inside = goal.kind == PlaceKind::Interior;
                let deed = if inside { Deed::EnterPlant } else { Deed::Receive };
                enter(ledger, events, event(deed, Some(goal))).expect(done);
                if inside {
                    let then = if class == self.parts.retired { Then::Start } else { Then::Leave };
                    self.later(ledger, self.rates.stay.max(1), Errand { serial, then });
                }
            }
            Then::Leave => {
                if self.leave(ledger, events, again(&serial), cell, false).is_none() {
                    self.later(ledger, 1, Errand { serial, then });
                }
            }
            Then::Start => {
                enter(ledger, events, event(Deed::StartDismantle, from)).expect(done);
                self.later(ledger, 1, Errand { serial, then: Then::Complete });
            }
            Then::Complete => enter(ledger, events, event(Deed::CompleteDismantle, None)).expect(done),
        }
    }
}

fn road_to(goal: Place) -> Place {
    Place { kind: PlaceKind::Road, ..goal }
}
