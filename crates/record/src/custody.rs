//! Custody seals as all records tell of them: which seal is on what, what became of it, and between which times nobody can have opened what it
//! closes. The audit and the two sides ask the same.
//!
//! A seal's owner states what it did and found, in its own record and its order; the host states that it breaks one. What of it contradicts what the
//! owner itself stated before is [`Odd`], and changes nothing.

use crate::site::SealNumber;
use crate::statement::{SealAct, SealDeed, SealStatement};
use crate::words::{Author, SiteNumber};
use log::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use treaty::PartyCode;
use treaty::instrument::SealOn;

/// A statement about a seal, where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// In whose record.
    pub author: &'a Author,
    /// At which leaf.
    pub leaf: u64,
    /// When, by its author's clock.
    pub dated: Timestamp,
    /// What it says.
    pub statement: &'a SealStatement,
}

/// A seal that was put on.
#[derive(Debug, Clone)]
pub struct Seal<'a> {
    /// Its first statement.
    pub applied: Said<'a>,
    /// On what it is.
    pub on: SealOn,
    /// The seal in whose place it is, among all seals.
    pub instead: Option<usize>,
    /// When its owner last had it whole: put on, looked at, or taken off.
    pub whole: Timestamp,
    /// Where its owner took it off, or found it broken.
    pub ended: Option<Said<'a>>,
    /// Where the host says that it breaks it; nothing where the owner found it whole after that time.
    pub broken: Option<Said<'a>>,
    /// The seal that was put in its place.
    pub next: Option<usize>,
}

/// Why a statement does not fit what was stated before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// A seal of this number of this owner was put on before.
    Twice(usize),
    /// No seal of this number was put on there by then.
    Never,
    /// Its owner had taken it off, or found it broken, before.
    Gone(usize),
    /// The seal in whose place it is put is none that ended there, or has another in its place already.
    NotInPlace,
}

/// All custody seals.
#[derive(Debug, Default)]
pub struct Custody<'a> {
    /// In the order of owners and their statements.
    pub seals: Vec<Seal<'a>>,
    /// What does not fit.
    pub odd: Vec<(Said<'a>, Odd)>,
}

/// A time over which what is sealed was closed, as far as its owner knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unbroken<'a> {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// By which seals, one after the other.
    pub seals: Vec<&'a SealNumber>,
    /// Whether the last of them is still on; what is after `until` then shows at the next look.
    pub stands: bool,
}

impl<'a> Seal<'a> {
    /// Its number.
    pub fn number(&self) -> &'a SealNumber {
        &self.applied.statement.number
    }

    /// Whose it is.
    pub fn owner(&self) -> &'a PartyCode {
        &self.applied.statement.owner
    }

    /// On whose door, container or canister.
    pub fn host(&self) -> &'a PartyCode {
        &self.applied.statement.host
    }

    /// At which of the host's sites.
    pub fn site(&self) -> SiteNumber {
        self.applied.statement.site
    }

    /// When it was no more on, by the first who says so.
    pub fn gone(&self) -> Option<Timestamp> {
        let times = [self.ended, self.broken].into_iter().flatten().map(|said| said.statement.at);
        times.min()
    }

    /// Until when its owner knows that nobody passed it: until it took it off or the host broke it, else until it was last seen whole.
    pub fn known_whole_until(&self) -> Timestamp {
        self.broken.map_or(self.whole, |said| said.statement.at.max(self.whole))
    }
}

/// Puts what all records say of seals beside each other: each record in its order. `tolerance` is by how many seconds clocks may differ.
pub fn follow<'a>(said: &[Said<'a>], tolerance: u64) -> Custody<'a> {
    let mut custody = Custody::default();
    let mut known = BTreeMap::new();
    let (broken, own): (Vec<Said<'a>>, Vec<Said<'a>>) =
        said.iter().partition(|said| said.statement.deed.act() == SealAct::Broken);
    let breaks = Breaks::of(&broken);
    for said in own {
        let taken = custody.take(&mut known, &breaks, said, tolerance);
        custody.odd.extend(taken.err().map(|odd| (said, odd)));
    }
    for said in broken {
        let of = said.statement;
        let seal = known.get(&(&of.owner, &of.number)).copied();
        let seal = seal.filter(|seal| was_there(&custody.seals[*seal], of, tolerance));
        match seal.map(|seal| &mut custody.seals[seal]) {
            None => custody.odd.push((said, Odd::Never)),
            // found whole later, it was not broken then
            Some(seal) if seal.whole.seconds() > of.at.seconds() + tolerance || seal.broken.is_some() => {}
            Some(seal) => seal.broken = Some(said),
        }
    }
    custody
}

type Known<'a> = BTreeMap<(&'a PartyCode, &'a SealNumber), usize>;

/// The times at which hosts say that they break a seal, by owner, number and place: looked up and not walked through, however many there are.
struct Breaks<'a>(BTreeMap<(&'a PartyCode, &'a SealNumber, &'a PartyCode, SiteNumber), BTreeSet<u64>>);

impl<'a> Breaks<'a> {
    fn of(broken: &[Said<'a>]) -> Self {
        let mut breaks: BTreeMap<_, BTreeSet<u64>> = BTreeMap::new();
        for of in broken.iter().map(|said| said.statement) {
            breaks.entry((&of.owner, &of.number, &of.host, of.site)).or_default().insert(of.at.seconds());
        }
        Self(breaks)
    }

    /// Whether a seal was broken by a time, as far as its owner did not have it whole later.
    fn by(&self, seal: &Seal<'a>, time: Timestamp, tolerance: u64) -> bool {
        let (from, to) = (seal.whole.seconds().saturating_sub(tolerance), time.seconds() + tolerance);
        let times = self.0.get(&(seal.owner(), seal.number(), seal.host(), seal.site()));
        from <= to && times.is_some_and(|times| times.range(from..=to).next().is_some())
    }
}

impl<'a> Custody<'a> {
    /// Takes in what an owner says of a seal of its own.
    fn take(&mut self, known: &mut Known<'a>, breaks: &Breaks<'a>, said: Said<'a>, tolerance: u64) -> Result<(), Odd> {
        let of = said.statement;
        let key = (&of.owner, &of.number);
        if let SealDeed::Applied { on, instead } = &of.deed {
            if let Some(before) = known.get(&key) {
                return Err(Odd::Twice(*before));
            }
            known.insert(key, self.seals.len());
            let place = instead.as_ref().map(|instead| self.place(known, breaks, said, *on, instead, tolerance));
            let at = place.transpose();
            let before = at.as_ref().ok().copied().flatten();
            before.into_iter().for_each(|before| self.seals[before].next = Some(self.seals.len()));
            let (ended, broken, next) = (None, None, None);
            self.seals.push(Seal { applied: said, on: *on, instead: before, whole: of.at, ended, broken, next });
            return at.map(drop);
        }
        let at = known.get(&key).copied().ok_or(Odd::Never)?;
        let seal = &mut self.seals[at];
        if !was_there(seal, of, tolerance) {
            return Err(Odd::Never);
        }
        if seal.ended.is_some() {
            return Err(Odd::Gone(at));
        }
        if of.deed != SealDeed::Found {
            seal.whole = seal.whole.max(of.at);
        }
        if of.deed != SealDeed::Verified {
            seal.ended = Some(said);
        }
        Ok(())
    }

    /// The seal in whose place another is put: one on the same thing that ended by then, and that has no other in its place.
    fn place(
        &self,
        known: &Known<'a>,
        breaks: &Breaks<'a>,
        said: Said<'a>,
        on: SealOn,
        instead: &'a SealNumber,
        tolerance: u64,
    ) -> Result<usize, Odd> {
        let of = said.statement;
        let by_then = |at: Timestamp| at.seconds() <= of.at.seconds() + tolerance;
        let at = known.get(&(&of.owner, instead)).copied().ok_or(Odd::NotInPlace)?;
        let seal = self.seals.get(at).ok_or(Odd::NotInPlace)?;
        let same = seal.host() == &of.host && seal.site() == of.site && seal.on == on;
        let ended = seal.ended.is_some_and(|said| by_then(said.statement.at)) || breaks.by(seal, of.at, tolerance);
        if same && ended && seal.next.is_none() { Ok(at) } else { Err(Odd::NotInPlace) }
    }

    /// The times over which each sealed thing was closed, by the first of its seals: the seals of one thing are those that stand in the place of one
    /// another. Between two of its times is a hole.
    pub fn unbroken(&self, tolerance: u64) -> Vec<(&Seal<'a>, Vec<Unbroken<'a>>)> {
        let first = self.seals.iter().filter(|seal| seal.instead.is_none());
        first.map(|seal| (seal, self.of_thing(seal, tolerance))).collect()
    }

    fn of_thing(&self, first: &Seal<'a>, tolerance: u64) -> Vec<Unbroken<'a>> {
        let mut times: Vec<Unbroken<'a>> = Vec::new();
        let mut seal = Some(first);
        while let Some(here) = seal {
            let (from, until) = (here.applied.statement.at, here.known_whole_until());
            let stands = here.gone().is_none();
            let joined = times.last_mut().filter(|last| from.seconds() <= last.until.seconds() + tolerance);
            match joined {
                Some(last) => {
                    last.seals.push(here.number());
                    (last.until, last.stands) = (last.until.max(until), stands);
                }
                None => times.push(Unbroken { from, until, seals: vec![here.number()], stands }),
            }
            seal = here.next.map(|next| &self.seals[next]);
        }
        times
    }
}

/// Whether a statement speaks of the place where a seal is, and of no time before it was put on.
fn was_there(seal: &Seal<'_>, of: &SealStatement, tolerance: u64) -> bool {
    is_there(seal, of) && of.at.seconds() + tolerance >= seal.applied.statement.at.seconds()
}

/// Whether a statement speaks of the place where a seal is.
fn is_there(seal: &Seal<'_>, of: &SealStatement) -> bool {
    *seal.host() == of.host && seal.site() == of.site
}
