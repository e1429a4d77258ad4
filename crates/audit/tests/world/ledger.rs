//! The ledgers: counts, the secrets that hide them, and the closing of an epoch, honest or not.

use super::played::proved;
use super::{Keeper, TREATY};
use proof::chain::{EpochNumber, Event, EventCode, OpenedLink, OpenedStory};
use proof::hash::tagged;
use proof::manifest::{Frame, Item, Link, Manifest, SaltOf, Tag};
use proof::{
    Blinding, BodyHash, Carried, Cell, Class, Clear, Closing, Context, Count, EpochSecrets, Flow, Generators,
    OpenedContents, OpenedCount, OpenedSite, Place, PlaceKind, Proofs, Salt, SecretSalt, Shape, SiteFrame, open_sum,
};
use rand::rngs::ChaCha20Rng;
use rand::{Rng, SeedableRng};
use record::layout::Layout;
use record::{
    Act, Author, Envelope, Epoch, EpochBody, OpenedSum, Opening, OpeningNumber, ShapeHash, Statement, SumBlinding,
};
use std::sync::{Arc, LazyLock, OnceLock};
use treaty::Instrument;

pub static GENERATORS: LazyLock<Generators> = LazyLock::new(Generators::new);
const EPOCHS: usize = super::LAST as usize + 1;
/// The honest epochs of both parties, each closed once, when it is first asked for.
static HONEST: [[OnceLock<Stated>; EPOCHS]; 2] = [const { [const { OnceLock::new() }; EPOCHS] }; 2];

/// What an epoch's commitments hide: counts by cell, flows, and the clear numbers.
#[derive(Clone, Debug)]
pub struct Plan {
    pub cells: Vec<u16>,
    pub flows: Vec<u16>,
    pub clear: Clear,
}

/// An epoch as it is stated.
#[derive(Clone)]
pub struct Stated {
    party: &'static str,
    pub plan: Plan,
    pub shape: Arc<Shape>,
    pub body: EpochBody,
    pub hash: BodyHash,
    pub proofs: Proofs,
}

/// What a forger does that a host does not.
pub struct Forge<'a> {
    /// Changes the counts.
    pub plan: &'a dyn Fn(&mut Plan),
    /// Proves against these counts of the epoch before, whatever was stated.
    pub before: Option<Vec<u16>>,
    /// Proves against these counts of the baseline.
    pub baseline: Option<Vec<u16>>,
    /// Changes the body before it is hashed and proved.
    pub body: &'a dyn Fn(&mut EpochBody),
    /// Changes the proofs.
    pub proofs: &'a dyn Fn(&mut Proofs),
}

impl Default for Forge<'_> {
    fn default() -> Self {
        Self { plan: &|_| {}, before: None, baseline: None, body: &|_| {}, proofs: &|_| {} }
    }
}

impl Stated {
    pub fn envelope(&self, keeper: &Keeper, dated: u64) -> Envelope {
        let statement = Statement::Epoch(self.body.clone());
        let salt = Salt([9; 32]);
        Envelope::new(keeper.heading(dated), &statement, Some(&self.proofs), salt, &[&keeper.signer]).0
    }

    /// The counts of a site and of the road to it, opened.
    pub fn counts_at(&self, site: u16) -> (OpenedSite, SiteFrame) {
        let secret = secrets(self.party, self.body.epoch.0, &self.plan);
        let frame = SiteFrame::of(&self.shape, site).unwrap();
        let place = |cell| self.shape.cells().iter().position(|other| *other == cell).unwrap();
        let opened = |cell| {
            let opened = open_sum([&secret.cells[place(cell)]]);
            OpenedCount { count: Count(opened.sum.try_into().unwrap()), blinding: opened.blinding }
        };
        (OpenedSite { counts: frame.cells().map(opened).collect(), contents: OpenedContents::Closed }, frame)
    }

    fn carried(&self, cells: Option<&Vec<u16>>) -> Carried {
        let mut plan = self.plan.clone();
        plan.cells = cells.unwrap_or(&plan.cells).clone();
        Carried::of(&self.shape, &secrets(self.party, self.body.epoch.0, &plan).cells).unwrap()
    }
}

pub fn honest(party: &'static str, epoch: u32) -> &'static Stated {
    HONEST[usize::from(party == "OND")][epoch as usize].get_or_init(|| {
        let chain: Vec<_> = (0..epoch).map(|before| honest(party, before).clone()).collect();
        close(&TREATY, party, epoch, &[], &chain, &Forge::default())
    })
}

pub fn layout(treaty: &Instrument, party: &str, epoch: u32, acts: &[Act]) -> Layout {
    let party = Author::new(party).unwrap().party().unwrap().clone();
    Layout::of(treaty, &party, Epoch(epoch), acts).unwrap()
}

/// The first cell holds stored, the second retired; one is retired in epoch 2 and one lost in epoch 3.
fn plan(shape: &Shape, epoch: u32, before: Option<&Plan>) -> Plan {
    let mut cells = vec![0; shape.cells().len()];
    (cells[0], cells[1]) = (10, 3);
    if let Some(before) = before {
        cells[..3].copy_from_slice(&before.cells[..3]);
    }
    let mut flows = if epoch == 0 { Vec::new() } else { vec![0; shape.flows().len()] };
    if epoch == 2 {
        (cells[0], cells[1], flows[0]) = (cells[0] - 1, cells[1] + 1, 1);
    }
    if epoch == 3 {
        (cells[0], flows[1]) = (cells[0] - 1, 1);
    }
    let clear = if epoch == 0 { Clear { excess: vec![], corrections: vec![] } } else { Clear::nothing(shape) };
    Plan { cells, flows, clear }
}

/// The secrets of an epoch, which follow from its number: whoever asks twice gets the same.
fn secrets(party: &str, epoch: u32, plan: &Plan) -> EpochSecrets {
    let seed = u64::from(epoch) << 8 | u64::from(party.as_bytes()[0]);
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let mut opening = |count: &u16| {
        let mut wide = [0; 64];
        rng.fill_bytes(&mut wide);
        proof::Opening { count: Count(*count), blinding: Blinding::from_wide(&wide) }
    };
    let cells = plan.cells.iter().map(&mut opening).collect();
    EpochSecrets { cells, flows: plan.flows.iter().map(&mut opening).collect() }
}

/// Closes an epoch after those of the chain.
pub fn close(
    treaty: &Instrument,
    party: &'static str,
    epoch: u32,
    acts: &[Act],
    chain: &[Stated],
    forge: &Forge<'_>,
) -> Stated {
    let shape = layout(treaty, party, epoch, acts).shape;
    let mut plan = plan(&shape, epoch, chain.last().map(|last| &last.plan));
    (forge.plan)(&mut plan);
    let secret = secrets(party, epoch, &plan);
    let before = if epoch == 0 { None } else { chain.last().zip(chain.first()) };
    let closing = match before {
        None => Closing::baseline(&shape, &secret),
        Some((last, first)) => {
            let (last, first) = (last.carried(forge.before.as_ref()), first.carried(forge.baseline.as_ref()));
            Closing::new(&shape, &secret, plan.clear.clone(), &last, &first)
        }
    };
    let closing = closing.unwrap_or_else(|why| panic!("{party} {epoch}: {why}"));
    let mut body = EpochBody {
        epoch: Epoch(epoch),
        previous: before.map_or(BodyHash::NONE, |(last, _)| last.hash),
        baseline: before.map_or(BodyHash::NONE, |(_, first)| first.hash),
        salt: Salt([epoch as u8; 32]),
        shape: ShapeHash::of(&shape),
        commitments: closing.commitments().clone(),
        roots: manifests(&shape, epoch).iter().map(Manifest::root).collect(),
    };
    (forge.body)(&mut body);
    let hash = BodyHash::of(&Salt([9; 32]), &Statement::Epoch(body.clone()).encode());
    let context = Context::new(&treaty.hash.0, party.as_bytes());
    // what is proved follows from these, and from the secrets, which follow from the counts
    let plans = [chain.last(), chain.first()].map(|stated| stated.map(|stated| &stated.plan));
    let counts = format!("{plan:?} {plans:?} {:?} {:?}", forge.before, forge.baseline);
    let mut proofs = proved(&[&treaty.hash.0, party.as_bytes(), &hash.0, counts.as_bytes()], || {
        let mut rng = ChaCha20Rng::seed_from_u64(epoch.into());
        closing.prove(&GENERATORS, &context, &hash, &mut rng)
    });
    (forge.proofs)(&mut proofs);
    Stated { party, plan, shape, body, hash, proofs }
}

/// An item that stays on the road to the first site, and one that stands there and is sent off to the second in epoch 2.
pub fn story(tag: Tag, epoch: u32) -> OpenedStory {
    let link = |code, epoch, place| OpenedLink {
        salt: Salt([tag.0[0]; 32]),
        event: Event { code: EventCode(code), epoch: EpochNumber(epoch), place, class: Class(0) },
    };
    let sent = (tag == MOVES && epoch >= 2).then(|| link(5, 2, Place { kind: PlaceKind::Road, site: 1 }));
    let links = sent.into_iter().chain([link(1, 0, if tag == MOVES { STORE } else { ROAD })]).collect();
    OpenedStory { links, before: Link::NONE }
}

pub const STAYS: Tag = Tag([1; 16]);
pub const MOVES: Tag = Tag([2; 16]);
pub const STORE: Place = Place { kind: PlaceKind::Site, site: 0 };
pub const ROAD: Place = Place { kind: PlaceKind::Road, site: 0 };

/// The manifests of an epoch, with these two items in them.
pub fn manifests(shape: &Shape, epoch: u32) -> Vec<Manifest<impl Fn(SaltOf) -> SecretSalt + use<>>> {
    manifests_of(shape, epoch, &|cell| {
        let stands = |tag: &Tag| cell.class == Class(0) && story(*tag, epoch).links[0].event.place == cell.place;
        let item = |tag: Tag| Item { tag, head: *story(tag, epoch).told().unwrap().head() };
        [STAYS, MOVES].into_iter().filter(stands).map(item).collect()
    })
}

/// The manifests of an epoch, with these items in each cell.
pub fn manifests_of(
    shape: &Shape,
    epoch: u32,
    items: &dyn Fn(Cell) -> Vec<Item>,
) -> Vec<Manifest<impl Fn(SaltOf) -> SecretSalt + use<>>> {
    let manifest = |frame: Frame| {
        let here = frame.place();
        let items = frame.classes().iter().map(|&class| items(Cell { place: here, class })).collect();
        let salt = move |of: SaltOf| SecretSalt::new(tagged("test", &[format!("{epoch} {here} {of:?}").as_bytes()]));
        Manifest::new(frame, items, salt).unwrap()
    };
    Frame::all(shape).map(manifest).collect()
}

/// The opening of the total of retired at the end of a window.
pub fn total_of_retired(party: &str, chain: &[Stated], last: u32) -> Opening {
    let stated = chain.iter().find(|stated| stated.body.epoch.0 == last).expect("the epoch is stated");
    let secret = secrets(party, last, &stated.plan);
    let cells = stated.shape.cells().iter().zip(&secret.cells).filter(|(cell, _)| cell.class == proof::Class(1));
    let opened = open_sum(cells.map(|(_, opening)| opening));
    let sum = OpenedSum { sum: opened.sum, blinding: SumBlinding(opened.blinding) };
    Opening { opening: OpeningNumber(0), first: Epoch(last), last: Epoch(last), sums: vec![sum] }
}

/// The opened sum of some flows of these epochs.
pub fn sum_of_flows(window: &[Stated], is: fn(&Flow) -> bool) -> OpenedSum {
    let secrets: Vec<_> =
        window.iter().map(|stated| secrets(stated.party, stated.body.epoch.0, &stated.plan)).collect();
    let each = window.iter().zip(&secrets).flat_map(|(stated, secret)| stated.shape.flows().iter().zip(&secret.flows));
    let opened = open_sum(each.filter(|(flow, _)| is(flow)).map(|(_, opening)| opening));
    OpenedSum { sum: opened.sum, blinding: SumBlinding(opened.blinding) }
}

/// The counts of a site and of the road to it in an honest epoch, opened.
pub fn counts_of(party: &'static str, epoch: u32, site: u16) -> (OpenedSite, SiteFrame) {
    honest(party, epoch).counts_at(site)
}
