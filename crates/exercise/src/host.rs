//! One side: its ledger, its seed, its life, and what it closes every epoch.
//!
//! It walks the way of a real host: events into the ledger, an epoch salt drawn and spent, the epoch closed, sums opened when they are due. Only where its
//! file says so does it evade ([`crate::evasion`]).

mod acts;
mod evading;
mod gates;
mod listed;
mod moves;
mod openings;

use crate::cast::{Cast, Unplayable};
use crate::chance::Chance;
use crate::evasion::Hindered;
use crate::file::{Corrected, Deceit, Happening, LedgerDeceit, Side, Stock};
use crate::life::{Course, Room};
use crate::prove::Job;
use acts::Acts;
use chacha20::ChaCha20Rng;
pub(crate) use gates::Vehicle;
use inventory::{
    BadReshape, DurableSalt, Epoch, EpochSalt, Event, Keys, Ledger, List, NoWayBack, Past, ProofJob, Reopened, Seed,
    Snapshot, close, go_back, list,
};
pub(crate) use moves::Moved;
use proof::{BodyHash, Cell, Class, Context, Correction, Place, PlaceKind, Salt, Shape};
use record::layout::{Ground, Layout};
use record::{Act, EpochBody, Line, Opening, Readers};
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
    /// What happened and was never entered.
    outside: Vec<Event>,
    acts: Acts,
    corrected: BTreeMap<Epoch, Vec<Corrected>>,
    evasions: Vec<(Epoch, LedgerDeceit)>,
    /// What its manifests list that stands elsewhere, by epoch.
    listed: BTreeMap<Epoch, listed::Listed>,
    sites: Vec<Id>,
    /// What came to inspected sites and left them, by epoch and site.
    moved: BTreeMap<(Epoch, u16), Moved>,
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
    /// Changes of its sites that must be covered before the next epoch closes.
    pub(crate) acts: Vec<Act>,
    /// What it corrects and another accepts.
    pub(crate) accepted: Vec<(Line, Correction)>,
    /// The vehicles with items that crossed the gates of its plants.
    pub(crate) vehicles: Vec<Vehicle>,
    pub(crate) job: Job,
}

impl Host {
    /// A side that has taken stock, at the baseline.
    ///
    /// # Errors
    /// Where its places cannot hold what the exercise gives it.
    pub fn begin(cast: &Cast, side: &Side) -> Result<Self, Unplayable> {
        let (treaty, party) = (cast.treaty(), side.party.clone());
        let mut ground = Ground::of(treaty, &party)?;
        let mut sites = side.sites.iter().map(|site| site.id.clone()).collect();
        let acts = Acts::of(cast, &party, &mut ground, &mut sites)?;
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
            outside: Vec::new(),
            listed: BTreeMap::new(),
            corrected: corrected(cast, &party),
            sites,
            moved: BTreeMap::new(),
            acts,
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
        host.padding().iter().try_for_each(|stock| host.declare(cast, stock))?;
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

    /// What it holds and never entered, for its own eyes.
    pub fn outside(&self) -> &[Event] {
        &self.outside
    }

    /// Its sites, as all its acts leave them.
    pub(crate) fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Goes back to a closed epoch, by the list of events and the seed.
    pub(crate) fn go_back(&self, shapes: &[Arc<Shape>], stated: &EpochBody) -> Result<(Ledger, Snapshot), NoWayBack> {
        let list = List::parse(list::write(&self.events).as_bytes())?;
        go_back(&self.keys, &list, shapes, &self.truly_listed(stated))
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    pub(crate) fn seed(&self) -> &Seed {
        &self.seed
    }

    /// Lives through the open epoch, and evades where the exercise says so.
    ///
    /// # Errors
    /// Where an evasion or an incident cannot be carried out.
    pub fn live(&mut self, cast: &Cast) -> Result<(), Unplayable> {
        let epoch = self.ledger.epoch();
        let layout = Layout::on(cast.treaty(), &self.ground, epoch)?;
        if layout.shape != *self.ledger.shape() {
            let party = &self.party;
            let hindered = |why: BadReshape| Unplayable::Incident { party: party.clone(), epoch, why: why.into() };
            self.ledger.reshape(layout.shape).map_err(hindered)?;
        }
        self.come_and_go(cast, epoch)?;
        let transit = cast.exercise.side(&self.party).map_or(0, |side| side.life.transit);
        self.course.live(&mut self.ledger, &mut self.events, self.acts.closing(epoch, transit));
        self.depart(cast, epoch)
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
        let (body, salt, job) = self.state(cast, (closed.body, closed.salt, closed.job), &now)?;
        self.remember(cast.treaty(), epoch, &body, salt, now);
        let mut openings = self.openings(cast.treaty(), epoch);
        let hindered = |why| Unplayable::Evasion { party: self.party.clone(), epoch, why };
        self.misopen(cast, epoch, &mut openings).map_err(hindered)?;
        let vehicles = self.vehicles(cast, epoch)?;
        let accepted = if self.accepts(epoch) { corrections(&body) } else { Vec::new() };
        Ok(Stated { openings, acts: self.acts.said_with(epoch), accepted, vehicles, body, salt, job })
    }

    /// An epoch as it is stated: as it was closed, but for an evader.
    fn state(
        &mut self,
        cast: &Cast,
        (mut body, salt, job): (EpochBody, Salt, ProofJob),
        now: &Reopened,
    ) -> Result<(EpochBody, Salt, Job), Unplayable> {
        let (party, epoch) = (self.party.clone(), body.epoch);
        let hindered = |why| Unplayable::Evasion { party: party.clone(), epoch, why };
        let untruths = self.untruths(cast, epoch).map_err(hindered)?;
        let lists_others = self.list_others(cast, &mut body)?;
        if untruths.is_empty() && !lists_others {
            return Ok((body, salt, Job::Honest(Box::new(job))));
        }
        let forged = self.forge((body, salt), now, &untruths).map_err(hindered)?;
        let body = forged.body().clone();
        self.past = Past::resume(self.baseline_again(), self.baseline, now, forged.hash());
        Ok((body, salt, Job::Forged(Box::new(forged))))
    }

    fn declare(&mut self, cast: &Cast, stock: &Stock) -> Result<(), Unplayable> {
        let class = cast.class(|| format!("the stock at `{}` of {}", stock.site, self.party), &stock.class)?;
        let cell = self.cell(class, &stock.site).expect("the reader of an exercise finds every site");
        let Self { course, ledger, events, party, .. } = self;
        course.declare(ledger, cell, stock, events).map_err(|why| Unplayable::Stock {
            party: party.clone(),
            site: stock.site.clone(),
            class: stock.class.clone(),
            why,
        })
    }

    /// The cell of a class at a site.
    fn cell(&self, class: Class, site: &Id) -> Result<Cell, Hindered> {
        let number = self.sites.iter().position(|known| known == site);
        let number = number.and_then(|number| u16::try_from(number).ok());
        let number = number.ok_or_else(|| Hindered::NoSite(site.clone()))?;
        Ok(Cell { place: place_of(self.ledger.shape(), number), class })
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

/// The corrections of an honest side, by epoch.
fn corrected(cast: &Cast, party: &PartyCode) -> BTreeMap<Epoch, Vec<Corrected>> {
    let mut by_epoch: BTreeMap<Epoch, Vec<Corrected>> = BTreeMap::new();
    for incident in cast.exercise.incidents.iter().filter(|incident| incident.who.party() == Some(party)) {
        if let Happening::Corrected(corrected) = &incident.happening {
            by_epoch.entry(incident.epoch).or_default().push(corrected.clone());
        }
    }
    by_epoch
}

/// The lines that a statement corrects.
fn corrections(body: &EpochBody) -> Vec<(Line, Correction)> {
    let lines = (0..).map(Line).zip(body.commitments.corrections.iter().copied());
    lines.filter(|(_, correction)| *correction != Correction::default()).collect()
}

fn of_ledger(deceit: &Deceit) -> Option<LedgerDeceit> {
    match deceit {
        Deceit::Ledger(deceit) => Some(deceit.clone()),
        Deceit::Record(_) | Deceit::Visit(_) | Deceit::Gate(_) | Deceit::Seal(_) => None,
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
