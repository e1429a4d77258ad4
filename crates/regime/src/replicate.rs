//! One replicate: a side lives for some years, the other looks as its instrument lets it, and the first evades or does not.
//!
//! A calendar of hours. Where something is left to chance it is drawn; everything else happens as the clauses and the assumptions say. A replicate of an evasion ends
//! when it is found; one without an evasion runs to the end, and tells what verification costs an honest side.

mod evade;
mod visit;

use crate::calendar::Calendar;
use crate::draws::Draws;
use crate::tally::{Burden, Channel, Outcome};
use crate::world::{World, YEAR};
use std::collections::VecDeque;

/// What comes: the low five bits of an entry of the calendar; which of them it is stands above.
mod what {
    pub const YEAR: u16 = 0;
    pub const REQUEST: u16 = 1;
    pub const REPORT: u16 = 2;
    pub const TRIP: u16 = 3;
    pub const EXIT: u16 = 4;
    pub const DISMANTLED: u16 = 5;
    pub const EXCESS: u16 = 6;
    pub const STATED: u16 = 7;
    pub const WINDOW: u16 = 8;
    pub const STORE_SPOTTED: u16 = 9;
    pub const PLANT_SPOTTED: u16 = 10;
    pub const FALSE_CUE: u16 = 11;
    pub const BITS: u16 = 5;
}

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
    outcome: Outcome,
    /// Entries without an item, by site.
    phantoms: Vec<u32>,
    /// Items without an entry, by site; on carriers, at bases.
    extras: Vec<u32>,
    still_until: Vec<u32>,
    /// Visits of the year, by kind; and by kind and site.
    used: Vec<u32>,
    used_at: Vec<u32>,
    active: Vec<Option<Active>>,
    waiting: VecDeque<(usize, bool)>,
    acquired: u32,
    hidden: u32,
    on_paper: u32,
    cue_waits: bool,
    /// How many trips, exits and dismantlements there were.
    flows: [u32; 3],
}

impl<'w> Runner<'w> {
    pub fn new(world: &'w World) -> Self {
        let (sites, kinds) = (world.items.len(), world.kinds.len());
        Self {
            world,
            draws: Draws::of(crate::draws::Seed(0), 0),
            calendar: Calendar::default(),
            now: 0,
            outcome: Outcome::default(),
            phantoms: vec![0; sites],
            extras: vec![0; sites],
            still_until: vec![0; sites],
            used: vec![0; kinds],
            used_at: vec![0; kinds * sites],
            active: Vec::new(),
            waiting: VecDeque::new(),
            acquired: 0,
            hidden: 0,
            on_paper: 0,
            cue_waits: false,
            flows: [0; 3],
        }
    }

    /// Runs one.
    pub fn run(&mut self, draws: Draws) -> &Outcome {
        self.begin(draws);
        while self.outcome.found.is_none() {
            let Some((hour, entry)) = self.calendar.next().filter(|(hour, _)| *hour < self.world.hours) else { break };
            self.now = hour;
            self.outcome.events += 1;
            self.happens(entry & ((1 << what::BITS) - 1), usize::from(entry >> what::BITS));
        }
        &self.outcome
    }

    fn begin(&mut self, draws: Draws) {
        self.draws = draws;
        self.calendar.clear();
        self.outcome = Outcome::default();
        for numbers in [&mut self.phantoms, &mut self.extras, &mut self.still_until] {
            numbers.fill(0);
        }
        self.active.clear();
        self.waiting.clear();
        (self.now, self.acquired, self.hidden, self.on_paper, self.cue_waits) = (0, 0, 0, 0, false);
        self.flows = [0; 3];
        self.calendar.put(0, what::YEAR);
        // the declared flows of an evader show nothing that those of an honest side do not
        if self.world.evasion.is_none() {
            (0..3).for_each(|flow| self.next_flow(flow));
        }
        self.wait_for(what::FALSE_CUE);
        if let Some(every) = self.world.window {
            self.calendar.put(every, what::WINDOW);
        }
        if let Some(every) = self.world.statements {
            self.burden(Burden::Statements, u64::from(self.world.hours / every));
        }
        if self.world.can_evade() {
            self.pad();
            self.calendar.put(self.world.excess.hour_of(1), what::EXCESS);
        }
    }

    fn happens(&mut self, what: u16, which: usize) {
        match what {
            what::YEAR => self.year(),
            what::REQUEST => self.ask(which, false),
            what::REPORT => self.report(which),
            what::TRIP => self.trip(),
            what::EXIT => self.crossing(1),
            what::DISMANTLED => self.crossing(2),
            what::EXCESS => self.excess(),
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

    /// The next event of a flow, drawn within its part of the time.
    fn next_flow(&mut self, flow: usize) {
        let rates = &self.world.rates;
        let (rate, what) =
            [(rates.shipments, what::TRIP), (rates.exits, what::EXIT), (rates.dismantled, what::DISMANTLED)][flow];
        let hour_of = |number: u32| u64::from(number) * u64::from(YEAR) * 1_000_000 / rate;
        if rate > 0 {
            let number = self.flows[flow];
            self.flows[flow] += 1;
            let (from, until) = (hour_of(number), hour_of(number + 1));
            if from < u64::from(self.world.hours) {
                let hour = from as u32 + self.draws.below((until - from) as u32);
                self.calendar.put(hour, what);
            }
        }
    }

    fn trip(&mut self) {
        let sites = self.world.declared;
        let ends = [self.draws.below(sites), self.draws.below(sites)].map(|site| self.still_until[site as usize]);
        let until = ends[0].max(ends[1]);
        if until > self.now {
            self.burden(Burden::TripsDelayed, 1);
            self.burden(Burden::DelayHours, u64::from(until - self.now));
        }
        self.next_flow(0);
    }

    /// An item crosses a portal as declared: out of a plant, or into dismantlement.
    fn crossing(&mut self, flow: usize) {
        if if flow == 1 { self.world.portal } else { self.world.window.is_some() } {
            self.burden(Burden::Crossings, 1);
            if self.draws.happens(self.world.chances.exit_mistaken) {
                self.false_alarm();
            }
        }
        self.next_flow(flow);
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
