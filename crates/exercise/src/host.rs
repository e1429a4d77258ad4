//! One side: its ledger, its seed, its life, and what it closes every epoch.
//!
//! It walks the way of a real host: events into the ledger, an epoch salt drawn and spent, the epoch closed, sums opened when they are due. Only where its
//! file says so does it evade ([`crate::evasion`]).

mod openings;

use crate::cast::{Cast, Unplayable};
use crate::chance::Chance;
use crate::evasion::{self, Hindered};
use crate::file::{Deceit, LedgerDeceit, Side, Stock};
use crate::life::{Course, Room};
use crate::prove::Job;
use chacha20::ChaCha20Rng;
use inventory::{DurableSalt, Epoch, EpochSalt, Event, Keys, Ledger, Past, Reopened, Seed, close};
use proof::{BodyHash, Cell, Context, Place, PlaceKind, Salt, Shape};
use record::layout::{Ground, Layout};
use record::{EpochBody, Opening, Readers};
use std::collections::BTreeMap;
use std::sync::Arc;
use treaty::{Id, Instrument, PartyCode};

/// A party at play.
pub struct Host {
    party: PartyCode,
    seed: Seed,
    keys: Arc<Keys>,
    ledger: Ledger,
    past: Past,
    course: Course,
    events: Vec<Event>,
    ground: Ground,
    salts: ChaCha20Rng,
    evasions: Vec<(Epoch, LedgerDeceit)>,
    sites: Vec<Id>,
    baseline: BodyHash,
    baseline_salt: Salt,
    baseline_shape: Arc<Shape>,
    last: BodyHash,
    /// The epochs whose sums are not all opened yet, and the last one.
    kept: BTreeMap<Epoch, Reopened>,
}

/// An epoch as its host states it, without its proofs.
pub(crate) struct Stated {
    pub(crate) body: EpochBody,
    pub(crate) salt: Salt,
    pub(crate) openings: Vec<(Readers, Opening)>,
    pub(crate) job: Job,
}

impl Host {
    /// A side that has taken stock, at the baseline.
    ///
    /// # Errors
    /// Where its places cannot hold what the exercise gives it.
    pub fn begin(cast: &Cast, side: &Side) -> Result<Self, Unplayable> {
        let (treaty, party) = (cast.treaty(), side.party.clone());
        let ground = Ground::of(treaty, &party)?;
        let layout = Layout::on(treaty, &ground, Epoch::BASELINE)?;
        let context = Context::new(&treaty.hash.0, party.as_str().as_bytes());
        let seed = Seed::new(cast.seed.secret("inventory", party.as_str()));
        let keys = Arc::new(Keys::new(&seed, &context));
        let ledger = Ledger::new(keys.clone(), layout.shape.clone());
        let chance = Chance::new(cast.seed.generator("life", party.as_str()));
        let course = Course::new(party.as_str(), chance, side.life.clone(), cast.parts()?, Room::default());
        let evasions = cast.exercise.evasions.iter().filter(|evasion| evasion.party == party);
        let mut host = Self {
            salts: cast.seed.generator("salts", party.as_str()),
            evasions: evasions.filter_map(|evasion| Some((evasion.epoch, of_ledger(&evasion.deceit)?))).collect(),
            sites: side.sites.iter().map(|site| site.id.clone()).collect(),
            baseline: BodyHash::NONE,
            baseline_salt: Salt([0; 32]),
            baseline_shape: layout.shape,
            last: BodyHash::NONE,
            kept: BTreeMap::new(),
            events: Vec::new(),
            past: Past::none(),
            party,
            seed,
            keys,
            ledger,
            course,
            ground,
        };
        side.stock.iter().try_for_each(|stock| host.declare(cast, stock))?;
        host.course.begin(&host.ledger);
        Ok(host)
    }

    /// Who.
    pub fn party(&self) -> &PartyCode {
        &self.party
    }

    /// The ledger.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// All that has happened, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    pub(crate) fn seed(&self) -> &Seed {
        &self.seed
    }

    /// Lives through the open epoch, and evades where the exercise says so.
    ///
    /// # Errors
    /// Where the evasion cannot be carried out.
    pub fn live(&mut self, cast: &Cast) -> Result<(), Unplayable> {
        let epoch = self.ledger.epoch();
        let layout = Layout::on(cast.treaty(), &self.ground, epoch)?;
        if layout.shape != *self.ledger.shape() {
            // no exercise opens or closes sites, so a new shape has the same cells
            self.ledger.reshape(layout.shape).expect("the cells are the same and nothing has happened yet");
        }
        self.course.live(&mut self.ledger, &mut self.events);
        for deceit in self.deceits(epoch) {
            self.evade(cast, &deceit).map_err(|why| Unplayable::Evasion { party: self.party.clone(), epoch, why })?;
        }
        Ok(())
    }

    /// Ends the open epoch without closing it, for whoever looks at lives alone. Such a host states nothing any more.
    pub fn pass(&mut self) {
        self.ledger.turn();
    }

    /// Closes the open epoch.
    pub(crate) fn close(&mut self, cast: &Cast) -> Result<Stated, Unplayable> {
        let epoch = self.ledger.epoch();
        let previous = self.last;
        // nothing outlives an exercise that is cut off, so a salt is as durable as all else in it
        let salt = DurableSalt::after_write(EpochSalt::draw(epoch, &mut self.salts));
        let closed = close(&mut self.ledger, &mut self.past, salt).map_err(|why| Unplayable::Close {
            party: self.party.clone(),
            epoch,
            why,
        })?;
        let now = Reopened::new(&self.keys, closed.page, &previous, &closed.body.salt);
        let (body, salt) = (closed.body, closed.salt);
        let (body, job) = match self.deceits(epoch).is_empty() {
            true => (body, Job::Honest(Box::new(closed.job))),
            false => self.forge(epoch, body, salt, &now)?,
        };
        self.remember(cast.treaty(), epoch, &body, salt, now);
        Ok(Stated { openings: self.openings(cast.treaty(), epoch), body, salt, job })
    }

    fn declare(&mut self, cast: &Cast, stock: &Stock) -> Result<(), Unplayable> {
        let cell = self.cell(cast, stock)?;
        let Self { course, ledger, events, party, .. } = self;
        course.declare(ledger, cell, stock, events).map_err(|why| Unplayable::Stock {
            party: party.clone(),
            site: stock.site.clone(),
            class: stock.class.clone(),
            why,
        })
    }

    /// The cell of a class at a site.
    fn cell(&self, cast: &Cast, stock: &Stock) -> Result<Cell, Unplayable> {
        let class = cast.class(|| format!("the stock at `{}` of {}", stock.site, self.party), &stock.class)?;
        let number = self.sites.iter().position(|site| *site == stock.site);
        let number = number.and_then(|number| u16::try_from(number).ok());
        let number = number.expect("the reader of an exercise finds every site, and a side has at most 256");
        Ok(Cell { place: place_of(self.ledger.shape(), number), class })
    }

    fn deceits(&self, epoch: Epoch) -> Vec<LedgerDeceit> {
        self.evasions.iter().filter(|(when, _)| *when == epoch).map(|(_, deceit)| deceit.clone()).collect()
    }

    fn evade(&mut self, cast: &Cast, deceit: &LedgerDeceit) -> Result<(), Hindered> {
        let cell = |host: &Self, what: &Stock| host.cell(cast, what).map_err(|_| Hindered::NoClass(what.class.clone()));
        match deceit {
            LedgerDeceit::Appears(what) => {
                let cell = cell(self, what)?;
                evasion::appear(&mut self.ledger, &mut self.events, &mut self.course, cell, what.items)
            }
            LedgerDeceit::Vanishes(what) => {
                let cell = cell(self, what)?;
                evasion::vanish(&mut self.ledger, &mut self.events, cell, what.items)
            }
            LedgerDeceit::Called { what, to } => {
                let cell = cell(self, what)?;
                let to = cast.class(String::new, to).map_err(|_| Hindered::NoClass(to.clone()))?;
                evasion::rename(&mut self.ledger, &mut self.events, cell, to, what.items)
            }
        }
    }

    /// States the epoch without what it did, and goes on from what it stated.
    fn forge(
        &mut self,
        epoch: Epoch,
        body: EpochBody,
        salt: Salt,
        now: &Reopened,
    ) -> Result<(EpochBody, Job), Unplayable> {
        let previous = epoch.previous().and_then(|epoch| self.kept.get(&epoch));
        let previous = previous.expect("no evasion stands in the baseline, and the epoch before is kept");
        let baseline = self.baseline_again();
        let context = *self.keys.context();
        let forged = evasion::conceal(body, salt, context, [now, previous, &baseline])
            .map_err(|why| Unplayable::Evasion { party: self.party.clone(), epoch, why })?;
        let body = forged.body().clone();
        self.past = Past::resume(baseline, self.baseline, now, forged.hash());
        Ok((body, Job::Forged(Box::new(forged))))
    }

    /// The baseline, made again from the list of events, as after a restart.
    fn baseline_again(&self) -> Reopened {
        let mut ledger = Ledger::new(self.keys.clone(), self.baseline_shape.clone());
        let declared = self.events.iter().take_while(|event| event.epoch == Epoch::BASELINE);
        declared.for_each(|event| ledger.apply(event).expect("it was entered so before"));
        Reopened::new(&self.keys, ledger.turn(), &BodyHash::NONE, &self.baseline_salt)
    }

    fn remember(&mut self, treaty: &Instrument, epoch: Epoch, body: &EpochBody, salt: Salt, now: Reopened) {
        let hash = BodyHash::of(&salt, &record::Statement::Epoch(body.clone()).encode());
        if epoch == Epoch::BASELINE {
            (self.baseline, self.baseline_salt) = (hash, body.salt);
        }
        self.last = hash;
        self.kept.insert(epoch, now);
        let longest = treaty.openings().map(|(_, opening)| opening.every).max().unwrap_or(1);
        let first = Epoch((epoch.0 + 1).saturating_sub(longest));
        self.kept = self.kept.split_off(&first);
    }
}

fn of_ledger(deceit: &Deceit) -> Option<LedgerDeceit> {
    match deceit {
        Deceit::Ledger(deceit) => Some(deceit.clone()),
        Deceit::Record(_) => None,
    }
}

/// The site or plant of this number. One that may hold nothing has no cells, and stands for itself as a site.
fn place_of(shape: &Shape, number: u16) -> Place {
    let mut places = shape.places().map(|(place, _)| place);
    let found = places.find(|place| place.site == number && place.kind != PlaceKind::Road);
    found.unwrap_or(Place { kind: PlaceKind::Site, site: number })
}

#[cfg(test)]
mod tests;
