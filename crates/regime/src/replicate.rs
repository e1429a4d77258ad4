//! One replicate: a side lives for some years, the other looks as its instrument lets it, and the first evades or does not.
//!
//! A calendar of hours. Where something is left to chance it is drawn; everything else happens as the clauses and the assumptions say. A replicate of an evasion ends
//! when it is found; one without an evasion runs to the end, and tells what verification costs an honest side.
//!
//! Most of what happens are steps that the side itself makes one after the other: an honest one's trips, an evader's items. They go on beside the calendar, which
//! holds the little that can come in another order.

mod evade;
mod honest;
mod visit;

use crate::calendar::Calendar;
use crate::draws::{Draws, Seed};
use crate::tally::{Burden, Channel, Outcome};
use crate::world::{Kind, World};
use std::collections::VecDeque;

/// What comes: the low five bits of an entry of the calendar; which of them it is stands above.
mod what {
    pub const YEAR: u16 = 0;
    pub const REQUEST: u16 = 1;
    pub const REPORT: u16 = 2;
    pub const STATED: u16 = 3;
    pub const WINDOW: u16 = 4;
    pub const STORE_SPOTTED: u16 = 5;
    pub const PLANT_SPOTTED: u16 = 6;
    pub const FALSE_CUE: u16 = 7;
    pub const BITS: u16 = 5;
}

/// The hour of what does not come.
const NEVER: u32 = u32::MAX;

/// A visit under way.
#[derive(Clone, Copy)]
struct Active {
    kind: usize,
    site: Option<u16>,
    /// Whether it follows a cue that is true.
    truth: bool,
    /// The items that left the site when it was designated.
    away: u32,
}

/// Somebody who runs replicates one after the other, and keeps the memory for it.
pub(crate) struct Runner<'w> {
    world: &'w World,
    draws: Draws,
    calendar: Calendar,
    now: u32,
    /// The hour of the side's next step.
    step: u32,
    outcome: Outcome,
    /// Entries without an item, by site.
    phantoms: Vec<u32>,
    /// Items without an entry, by site; on carriers, at bases.
    extras: Vec<u32>,
    still_until: Vec<u32>,
    /// By kind, what became of this year's quota.
    quotas: Vec<Quota>,
    active: Vec<Option<Active>>,
    waiting: VecDeque<(usize, bool)>,
    acquired: u32,
    hidden: u32,
    on_paper: u32,
    cue_waits: bool,
    trips: u32,
}

/// What became of the quota of a kind of visits in this year.
struct Quota {
    /// The requests that were put into the calendar.
    planned: u32,
    /// The visits that were made.
    used: u32,
    /// The same, by site.
    used_at: Vec<u32>,
    /// The sites that may be visited again.
    open: Vec<u16>,
}

impl Quota {
    fn new(kind: &Kind, sites: usize) -> Self {
        Self { planned: 0, used: 0, used_at: vec![0; sites], open: kind.at.clone() }
    }

    /// A year begins.
    fn begin(&mut self, kind: &Kind) {
        self.planned = 0;
        // of a quota of which nothing was used every site is open
        if std::mem::take(&mut self.used) > 0 {
            self.used_at.fill(0);
            self.open.clone_from(&kind.at);
        }
    }
}

impl<'w> Runner<'w> {
    pub fn new(world: &'w World, seed: Seed) -> Self {
        let sites = world.items.len();
        Self {
            world,
            draws: Draws::of(seed),
            calendar: Calendar::default(),
            now: 0,
            step: NEVER,
            outcome: Outcome::default(),
            phantoms: vec![0; sites],
            extras: vec![0; sites],
            still_until: vec![0; sites],
            quotas: world.kinds.iter().map(|kind| Quota::new(kind, sites)).collect(),
            active: Vec::new(),
            waiting: VecDeque::new(),
            acquired: 0,
            hidden: 0,
            on_paper: 0,
            cue_waits: false,
            trips: 0,
        }
    }

    /// Runs the one of this number.
    pub fn run(&mut self, number: u64) -> &Outcome {
        self.draws.turn_to(number);
        self.begin();
        while self.outcome.found.is_none() {
            // of one hour, what stands in the calendar comes first
            let steps = self.step < self.calendar.hour();
            self.now = self.step.min(self.calendar.hour());
            if self.now >= self.world.hours {
                break;
            }
            self.outcome.events += 1;
            if steps {
                self.make_step();
            } else if let Some(entry) = self.calendar.next() {
                self.happens(entry & ((1 << what::BITS) - 1), usize::from(entry >> what::BITS));
            }
        }
        &self.outcome
    }

    fn begin(&mut self) {
        self.calendar.clear();
        self.outcome = Outcome::default();
        self.phantoms.clone_from(&self.world.excess.padded);
        for numbers in [&mut self.extras, &mut self.still_until] {
            numbers.fill(0);
        }
        self.active.clear();
        self.waiting.clear();
        (self.now, self.acquired, self.hidden, self.on_paper, self.cue_waits) = (0, 0, 0, 0, false);
        (self.step, self.trips) = (NEVER, 0);
        self.calendar.put(0, what::YEAR);
        self.wait_for(what::FALSE_CUE);
        if let Some(every) = self.world.window {
            self.calendar.put(every, what::WINDOW);
        }
        if let Some(every) = self.world.statements {
            self.burden(Burden::Statements, u64::from(self.world.hours / every));
        }
        // the declared flows of an evader show nothing that those of an honest side do not
        if self.world.evasion.is_none() {
            self.cross();
            self.plan_trip();
        } else if self.world.can_evade() {
            self.step = self.world.excess.hour_of(1);
        }
    }

    fn make_step(&mut self) {
        if self.world.evasion.is_none() {
            self.trip();
        } else {
            self.excess();
        }
    }

    fn happens(&mut self, what: u16, which: usize) {
        match what {
            what::YEAR => self.year(),
            what::REQUEST => {
                self.plan(which);
                self.ask(which, false);
            }
            what::REPORT => self.report(which),
            what::STATED => self.found(Channel::Books),
            what::WINDOW => self.window(),
            what::STORE_SPOTTED | what::PLANT_SPOTTED => {
                self.spotted();
                self.wait_for(what);
            }
            _ => {
                self.false_cue();
                self.wait_for(what::FALSE_CUE);
            }
        }
    }

    fn found(&mut self, channel: Channel) {
        self.outcome.found.get_or_insert((self.now, channel));
    }

    fn burden(&mut self, burden: Burden, more: u64) {
        self.outcome.burden[burden as usize] += more;
    }

    fn window(&mut self) {
        if std::mem::take(&mut self.on_paper) > 0 && self.draws.happens(self.world.chances.entries_counted) {
            self.found(Channel::Dismantlement);
        }
        self.calendar.put(self.now + self.world.window.unwrap_or(u32::MAX / 2), what::WINDOW);
    }
}

fn entry(what: u16, which: usize) -> u16 {
    (which as u16) << what::BITS | what
}
