//! What replicates came to, added up: counts only, so that it does not matter in which order, or on which machine, they were run.

use crate::terms::Looked;

/// By what an excess is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// Warheads counted on a carrier.
    Carriers,
    /// A site held against its committed ledger.
    Ledger,
    /// A visit to a place declared empty.
    Absence,
    /// A challenge after a cue.
    Challenge,
    /// The portal of a plant.
    Portal,
    /// The portal of dismantlement.
    Dismantlement,
    /// The books themselves.
    Books,
}

impl Channel {
    /// All of them, with their words.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("carriers", Self::Carriers),
        ("ledger", Self::Ledger),
        ("absence", Self::Absence),
        ("challenge", Self::Challenge),
        ("portal", Self::Portal),
        ("dismantlement", Self::Dismantlement),
        ("books", Self::Books),
    ];

    pub(crate) fn of(look: Looked) -> Self {
        match look {
            Looked::Carriers => Self::Carriers,
            Looked::Ledger => Self::Ledger,
            Looked::Absence => Self::Absence,
            Looked::Spotted => Self::Challenge,
        }
    }
}

/// What verification costs a side, and what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Burden {
    /// Visits.
    Visits,
    /// Hours of inspectors on its territory.
    InspectorHours,
    /// Hours that a site stands still.
    StandstillHours,
    /// Trips that had to wait.
    TripsDelayed,
    /// Hours that trips waited.
    DelayHours,
    /// Items, or carriers, that were shown one by one.
    ItemsShown,
    /// Sites whose number of items was shown.
    SitesCounted,
    /// Crossings of portals.
    Crossings,
    /// Statements of totals or of commitments.
    Statements,
    /// Alarms that turned out to be none.
    FalseAlarms,
    /// Hours of inspectors that clearing them took.
    ClearingHours,
}

impl Burden {
    /// All of them, with their words.
    pub const WORDS: [(&'static str, Self); 11] = [
        ("visits", Self::Visits),
        ("inspector-hours", Self::InspectorHours),
        ("standstill-hours", Self::StandstillHours),
        ("trips-delayed", Self::TripsDelayed),
        ("delay-hours", Self::DelayHours),
        ("items-shown", Self::ItemsShown),
        ("sites-counted", Self::SitesCounted),
        ("crossings", Self::Crossings),
        ("statements", Self::Statements),
        ("false-alarms", Self::FalseAlarms),
        ("clearing-hours", Self::ClearingHours),
    ];
}

const CHANNELS: usize = Channel::WORDS.len();
const BURDENS: usize = Burden::WORDS.len();

/// What one replicate came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// When the excess was found, and by what.
    pub found: Option<(u32, Channel)>,
    /// When it was first spotted, whether or not anybody had a right to follow that up.
    pub spotted: Option<u32>,
    /// How often a team was not let in.
    pub refused: u32,
    pub burden: [u64; BURDENS],
    /// What happened: steps of the side, crossings, and what stood in the calendar.
    pub events: u64,
}

/// Replicates, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub replicates: u64,
    /// What happened in all of them: steps of the side, crossings, and what stood in the calendar.
    pub events: u64,
    /// In how many the excess was found on each day.
    pub found_on: Vec<u64>,
    /// In how many it was first spotted on each day.
    pub spotted_on: Vec<u64>,
    /// How often a team was not let in.
    pub refused: u64,
    found_by: [u64; CHANNELS],
    /// For each size of excess that is asked for: in how many it was found before, the sum of the hours left, and the sum of their squares.
    before: Vec<[u128; 3]>,
    burden: [[u128; 2]; BURDENS],
}

impl Tally {
    pub(crate) fn new(days: u32, thresholds: usize) -> Self {
        Self {
            replicates: 0,
            events: 0,
            found_on: vec![0; days as usize],
            spotted_on: vec![0; days as usize],
            refused: 0,
            found_by: [0; CHANNELS],
            before: vec![[0; 3]; thresholds],
            burden: [[0; 2]; BURDENS],
        }
    }

    /// `reached` is the hour at which the excess comes to each size that is asked for.
    pub(crate) fn add(&mut self, outcome: &Outcome, reached: &[Option<u32>]) {
        self.replicates += 1;
        self.events += outcome.events;
        self.refused += u64::from(outcome.refused);
        if let Some((hour, channel)) = outcome.found {
            self.found_on[(hour / 24) as usize] += 1;
            self.found_by[channel as usize] += 1;
            for (sums, reached) in self.before.iter_mut().zip(reached) {
                if let Some(left) = reached.and_then(|reached| reached.checked_sub(hour)).filter(|left| *left > 0) {
                    let left = u128::from(left);
                    [1, left, left * left].into_iter().zip(sums).for_each(|(more, sum)| *sum += more);
                }
            }
        }
        if let Some(hour) = outcome.spotted {
            self.spotted_on[(hour / 24) as usize] += 1;
        }
        for (sums, number) in self.burden.iter_mut().zip(outcome.burden).filter(|(_, number)| *number > 0) {
            let number = u128::from(number);
            [number, number * number].into_iter().zip(sums).for_each(|(more, sum)| *sum += more);
        }
    }

    /// Adds those of other replicates of the same simulation.
    ///
    /// # Panics
    /// Where they are of another number of days or sizes.
    pub fn merge(&mut self, other: &Self) {
        let same = self.found_on.len() == other.found_on.len() && self.before.len() == other.before.len();
        assert!(same, "tallies of one simulation are of one shape");
        self.replicates += other.replicates;
        self.events += other.events;
        self.refused += other.refused;
        let add = |to: &mut [u64], from: &[u64]| to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        add(&mut self.found_on, &other.found_on);
        add(&mut self.spotted_on, &other.spotted_on);
        add(&mut self.found_by, &other.found_by);
        self.before.iter_mut().zip(&other.before).for_each(|(to, from)| sum(to, from));
        self.burden.iter_mut().zip(&other.burden).for_each(|(to, from)| sum(to, from));
    }

    /// In how many the excess was found by this.
    pub fn found_by(&self, channel: Channel) -> u64 {
        self.found_by[channel as usize]
    }

    /// In how many it was found in the first so many days.
    pub fn found_within(&self, days: u32) -> u64 {
        self.found_on.iter().take(days as usize).sum()
    }

    /// In how many it was spotted in the first so many days, whether or not anybody had a right to follow that up.
    pub fn spotted_within(&self, days: u32) -> u64 {
        self.spotted_on.iter().take(days as usize).sum()
    }

    /// For the size of this number: in how many the excess was found before it had come to that, the sum of the hours that were left, and of their squares.
    pub fn before(&self, threshold: usize) -> [u128; 3] {
        self.before.get(threshold).copied().unwrap_or_default()
    }

    /// The sum of a burden over all replicates, and of its squares.
    pub fn burden(&self, burden: Burden) -> [u128; 2] {
        self.burden[burden as usize]
    }

    /// All its numbers, for whoever adds tallies up elsewhere; [`Tally::from_words`] is the way back.
    pub fn words(&self) -> Vec<u64> {
        let mut words = vec![self.found_on.len() as u64, self.before.len() as u64];
        words.extend([self.replicates, self.events, self.refused]);
        words.extend(self.found_on.iter().chain(&self.spotted_on).chain(&self.found_by));
        let halves = |number: &u128| [(*number >> 64) as u64, *number as u64];
        words.extend(self.before.iter().flatten().flat_map(halves));
        words.extend(self.burden.iter().flatten().flat_map(halves));
        words
    }

    /// From all its numbers; nothing where they are not those of a tally.
    pub fn from_words(words: &[u64]) -> Option<Self> {
        let [days, thresholds, replicates, events, refused, rest @ ..] = words else { return None };
        let (days, thresholds) = (usize::try_from(*days).ok()?, usize::try_from(*thresholds).ok()?);
        let wanted =
            days.checked_mul(2)?.checked_add(CHANNELS + 4 * BURDENS)?.checked_add(thresholds.checked_mul(6)?)?;
        if rest.len() != wanted {
            return None;
        }
        let (found_on, rest) = rest.split_at(days);
        let (spotted_on, rest) = rest.split_at(days);
        let (found_by, rest) = rest.split_at(CHANNELS);
        let whole = |halves: &[u64]| u128::from(halves[0]) << 64 | u128::from(halves[1]);
        let mut sums = rest.chunks_exact(2).map(whole);
        let before = (0..thresholds).map(|_| std::array::from_fn(|_| sums.next().unwrap_or_default())).collect();
        let burden = std::array::from_fn(|_| std::array::from_fn(|_| sums.next().unwrap_or_default()));
        let (found_on, spotted_on) = (found_on.to_vec(), spotted_on.to_vec());
        let found_by = found_by.try_into().ok()?;
        let [replicates, events, refused] = [*replicates, *events, *refused];
        Some(Self { replicates, events, found_on, spotted_on, refused, found_by, before, burden })
    }
}

fn sum<const N: usize>(to: &mut [u128; N], from: &[u128; N]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally() -> Tally {
        let mut tally = Tally::new(3, 2);
        let found = Outcome { found: Some((30, Channel::Portal)), spotted: Some(2), ..Outcome::default() };
        tally.add(&found, &[Some(31), None]);
        tally.add(&Outcome { burden: [7; BURDENS], events: 5, refused: 1, ..Outcome::default() }, &[Some(30), None]);
        tally
    }

    #[test]
    fn what_is_found_before_a_size_is_counted_with_the_hours_that_were_left() {
        let tally = tally();
        assert_eq!((tally.found_on.as_slice(), tally.found_within(1), tally.found_within(9)), (&[0, 1, 0][..], 0, 1));
        assert_eq!((tally.before(0), tally.before(1), tally.before(9)), ([1, 1, 1], [0; 3], [0; 3]));
        assert_eq!((tally.found_by(Channel::Portal), tally.spotted_within(1), tally.refused), (1, 1, 1));
        assert_eq!(tally.burden(Burden::Visits), [7, 49]);
    }

    #[test]
    fn what_is_found_in_the_hour_in_which_a_size_is_reached_is_not_found_before() {
        let mut tally = Tally::new(3, 1);
        tally.add(&Outcome { found: Some((30, Channel::Books)), ..Outcome::default() }, &[Some(30)]);
        assert_eq!(tally.before(0), [0; 3]);
    }

    #[test]
    fn adding_up_does_not_depend_on_the_order_and_numbers_lead_back_to_the_tally() {
        let (mut one, two) = (Tally::new(3, 2), tally());
        one.merge(&two);
        assert_eq!(one, two);
        one.merge(&two);
        assert_eq!((one.replicates, one.burden(Burden::Visits)), (4, [14, 98]));
        assert_eq!(Tally::from_words(&one.words()), Some(one.clone()));
        let words = one.words();
        for cut in 0..words.len() {
            assert_eq!(Tally::from_words(&words[..cut]), None, "{cut}");
        }
        assert_eq!(Tally::from_words(&[u64::MAX; 9]), None);
    }
}
