//! How a side's stock lives: which items move, are deployed, retired, dismantled, refurbished and born in each epoch.
//!
//! A [`Course`] asks the ledger what stands where and enters events that can have happened. It keeps what an honest party must keep: every place has room
//! for what is on its way to it, no bound is exceeded by what is done, and what leaves also arrives. A deed for which nothing is fit, or nowhere has
//! room, is left undone in that epoch. All follows from the generator that it was given.

mod errand;
mod room;

pub(crate) use room::Room;

use crate::chance::Chance;
use crate::file::{Rates, Stock};
use errand::Errand;
use inventory::{Deed, Epoch, Event, Impossible, Ledger, Serial};
use proof::{Cell, Class, Place, PlaceKind};
use std::collections::{BTreeMap, BTreeSet};

/// How one side's stock lives.
pub(crate) struct Course {
    chance: Chance,
    rates: Rates,
    parts: ByNumber,
    room: Room,
    errands: BTreeMap<Epoch, Vec<Errand>>,
    made: u32,
    party: String,
}

/// The classes that play a part, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ByNumber {
    pub(crate) deployed: Class,
    pub(crate) stored: Class,
    pub(crate) retired: Class,
}

#[derive(Clone, Copy)]
enum Plan {
    Move,
    Deploy,
    Remove,
    Retire,
    Dismantle,
    Refurbish,
    Bear,
}

/// Events that were entered, in order.
type Events = Vec<Event>;

impl Course {
    pub(crate) fn new(party: &str, chance: Chance, rates: Rates, parts: ByNumber, room: Room) -> Self {
        Self { chance, rates, parts, room, errands: BTreeMap::new(), made: 0, party: party.to_owned() }
    }

    /// Takes stock of items at the baseline.
    pub(crate) fn declare(
        &mut self,
        ledger: &mut Ledger,
        cell: Cell,
        stock: &Stock,
        events: &mut Events,
    ) -> Result<(), Impossible> {
        for _ in 0..stock.items {
            let serial = self.new_serial();
            let to = Some(cell.place);
            enter(
                ledger,
                events,
                Event { epoch: ledger.epoch(), deed: Deed::Declare, serial, from: None, to, class: cell.class },
            )?;
        }
        Ok(())
    }

    /// Remembers where the bounds start from: called once, at the end of the baseline.
    pub(crate) fn begin(&mut self, ledger: &Ledger) {
        self.room.begin(ledger);
    }

    /// Lives through the open epoch. What stands at a site that closes leaves it, and nothing sets out for it any more.
    pub(crate) fn live(&mut self, ledger: &mut Ledger, events: &mut Events, closing: BTreeSet<u16>) {
        self.room.closing = closing;
        for errand in self.errands.remove(&ledger.epoch()).unwrap_or_default() {
            self.run(ledger, events, errand);
        }
        self.leave_what_closes(ledger, events);
        for plan in self.plans() {
            self.carry_out(ledger, events, plan);
        }
    }

    /// What is planned for an epoch, in any order.
    fn plans(&mut self) -> Vec<Plan> {
        let Rates { moves, deployments, removals, retirements, dismantlements, refurbishments, births, .. } =
            self.rates;
        let rates = [
            (Plan::Move, moves),
            (Plan::Deploy, deployments),
            (Plan::Remove, removals),
            (Plan::Retire, retirements),
            (Plan::Dismantle, dismantlements),
            (Plan::Refurbish, refurbishments),
            (Plan::Bear, births),
        ];
        let mut plans = Vec::new();
        for (plan, rate) in rates {
            plans.extend((0..self.chance.times(rate)).map(|_| plan));
        }
        self.chance.shuffle(&mut plans);
        plans
    }

    fn carry_out(&mut self, ledger: &mut Ledger, events: &mut Events, plan: Plan) -> Option<()> {
        let ByNumber { deployed, stored, retired } = self.parts;
        match plan {
            Plan::Move => {
                let (serial, cell) = item(&mut self.chance, ledger, |_| true)?;
                let to = self.other_site(ledger, cell)?;
                self.travel(ledger, events, serial, cell, to)
            }
            Plan::Deploy => {
                self.convert(ledger, events, Deed::Emplace, |cell| (cell.class == stored).then_some(deployed))
            }
            Plan::Remove => {
                self.convert(ledger, events, Deed::Remove, |cell| (cell.class == deployed).then_some(stored))
            }
            Plan::Retire => {
                self.convert(ledger, events, Deed::Retire, |cell| (cell.class != retired).then_some(retired))
            }
            Plan::Dismantle => self.send_to_plant(ledger, events, |class| class == retired),
            Plan::Refurbish => self.send_to_plant(ledger, events, |class| class != retired && class != deployed),
            Plan::Bear => self.bear(ledger, events),
        }
    }

    /// An item of the class sets out for another site and arrives in the next epoch, whatever the bounds say.
    pub(crate) fn send(&mut self, ledger: &mut Ledger, events: &mut Events, class: Class) -> Option<()> {
        let (serial, cell) = item(&mut self.chance, ledger, |cell| cell.class == class)?;
        let to = self.other_site(ledger, cell)?;
        self.set_out(ledger, events, &serial, cell, to)?;
        self.arrives_next(ledger, serial);
        Some(())
    }

    /// Off from all sites that close. What only the one that closes may hold is taken off its carrier first.
    fn leave_what_closes(&mut self, ledger: &mut Ledger, events: &mut Events) {
        let closes = |place: Place| place.kind != PlaceKind::Road && self.room.closing.contains(&place.site);
        let there = ledger.items().filter_map(|(serial, life)| Some((again(serial), life.cell?)));
        let there: Vec<_> = there.filter(|(_, cell)| closes(cell.place)).collect();
        let ByNumber { deployed, stored, .. } = self.parts;
        for (serial, mut cell) in there {
            if cell.class == deployed && self.other_site(ledger, cell).is_none() {
                let (epoch, place) = (ledger.epoch(), Some(cell.place));
                let deed = Deed::Remove;
                let event = Event { epoch, deed, serial: again(&serial), from: place, to: place, class: stored };
                if enter(ledger, events, event).is_ok() {
                    cell.class = stored;
                }
            }
            if let Some(to) = self.other_site(ledger, cell) {
                self.travel(ledger, events, serial, cell, to);
            }
        }
    }

    fn other_site(&mut self, ledger: &Ledger, cell: Cell) -> Option<Place> {
        goal(&mut self.chance, &self.room, ledger, cell.class, |place| {
            place.kind == PlaceKind::Site && place != cell.place
        })
    }

    /// An item that changes its class where it stands, if the instrument knows the way and the place has room.
    fn convert(
        &mut self,
        ledger: &mut Ledger,
        events: &mut Events,
        deed: Deed,
        into: impl Fn(Cell) -> Option<Class>,
    ) -> Option<()> {
        let after = |cell: Cell| into(cell).map(|class| Cell { class, ..cell });
        let may = |cell: Cell| {
            after(cell).is_some_and(|after| {
                let way = ledger.shape().conversions().contains(&(cell.class, after.class));
                way && self.room.has_room(ledger, after) && self.room.allows(ledger, Some(cell), after)
            })
        };
        let (serial, cell) = item(&mut self.chance, ledger, may)?;
        let class = after(cell)?.class;
        let (epoch, place) = (ledger.epoch(), Some(cell.place));
        enter(ledger, events, Event { epoch, deed, serial, from: place, to: place, class }).ok()
    }

    fn send_to_plant(&mut self, ledger: &mut Ledger, events: &mut Events, which: impl Fn(Class) -> bool) -> Option<()> {
        let in_plant = |class| self.room.holding(ledger, class).any(|place| place.kind == PlaceKind::Interior);
        let (serial, cell) = item(&mut self.chance, ledger, |cell| which(cell.class) && in_plant(cell.class))?;
        let plant = goal(&mut self.chance, &self.room, ledger, cell.class, |place| place.kind == PlaceKind::Interior)?;
        self.travel(ledger, events, serial, cell, plant)
    }

    /// A new item, of a class that is neither on carriers nor out of service, if every bound has room for one more.
    fn bear(&mut self, ledger: &mut Ledger, events: &mut Events) -> Option<()> {
        let ByNumber { deployed, retired, .. } = self.parts;
        let interiors = ledger.shape().interiors().iter().map(|&index| ledger.shape().cells()[index]);
        let gates = interiors.filter(|cell| ![deployed, retired].contains(&cell.class));
        let gate = self.chance.one(gates.collect())?;
        let serial = self.new_serial();
        self.leave(ledger, events, serial, gate, true)
    }

    pub(crate) fn new_serial(&mut self) -> Serial {
        self.made += 1;
        Serial::new(&format!("{}-{:06}", self.party, self.made)).expect("a party's code and a number make a serial")
    }
}

/// An item at a site that is fit.
fn item(chance: &mut Chance, ledger: &Ledger, fit: impl Fn(Cell) -> bool) -> Option<(Serial, Cell)> {
    // what a cell is fit for holds for all its items, so it is asked once a cell
    let cells = ledger.shape().cells().iter().copied();
    let at_sites = cells.filter(|cell| cell.place.kind == PlaceKind::Site && ledger.count(*cell) > 0);
    let fit: BTreeSet<_> = at_sites.filter(|cell| fit(*cell)).collect();
    let items = ledger.items();
    let found = items.filter_map(|(serial, life)| Some((serial, life.cell.filter(|cell| fit.contains(cell))?)));
    let (serial, cell) = chance.one(found.collect())?;
    Some((again(serial), cell))
}

/// A place that may hold the class, has room for one more on the road and at its end, and is fit.
fn goal(chance: &mut Chance, room: &Room, ledger: &Ledger, class: Class, fit: impl Fn(Place) -> bool) -> Option<Place> {
    let goals = room.holding(ledger, class).filter(|place| fit(*place));
    let goals = goals.filter(|&place| room.has_room(ledger, Cell { place, class }));
    chance.one(goals.collect())
}

/// The same serial once more.
pub(crate) fn again(serial: &Serial) -> Serial {
    Serial::new(serial.reveal()).expect("it was a serial before")
}

/// Enters an event and keeps it.
pub(crate) fn enter(ledger: &mut Ledger, events: &mut Events, event: Event) -> Result<(), Impossible> {
    ledger.apply(&event)?;
    events.push(event);
    Ok(())
}
