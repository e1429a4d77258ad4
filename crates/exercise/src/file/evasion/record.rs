//! Evasions in what a party says, signs, keeps and shows.

use super::Row;
use crate::file::read::{known_witness, problem, within};
use crate::file::{DAYS_MAX, Exercise, Happening, Incident};
use inventory::Epoch;
use record::Author;
use treaty::instrument::KeyRole;
use treaty::strict::Table;
use treaty::{Id, PartyCode};

/// How a party evades in its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordDeceit {
    /// The statement of the epoch is put in another's place once all have acknowledged it.
    Rewritten,
    /// From the epoch on a witness is shown another record than everybody else.
    Split {
        /// Which witness.
        witness: Id,
    },
    /// The epoch is stated so many days late, with a date that is in time.
    BackDated {
        /// Days.
        days: u32,
    },
    /// The epoch is not stated, and those after it are.
    LeftOut,
    /// No epoch is stated from this one on.
    Ceases,
    /// The epoch is stated twice, with one body.
    Twice,
    /// The epoch is stated with proofs that were made for something else.
    Replayed(Replay),
    /// The copy of the record that is handed over is damaged.
    Garbled {
        /// Which file of it.
        file: Part,
        /// In which way.
        how: Damage,
    },
    /// The epoch is signed with a key that does not sign it.
    SignedBy(WrongKey),
    /// The other party's acceptance of a correction is logged, under a signature copied from elsewhere.
    AgreedAlone,
    /// The epoch is dated so many days ahead.
    DatedAhead {
        /// Days.
        days: u32,
    },
    /// The statement of the epoch is logged once more, in a form that no statement has.
    Spelt(Spelling),
    /// A state of its record after the epoch is handed over in place of what is known by now.
    Stale(Stale),
    /// From the epoch on it acknowledges nothing, so that the other side is late.
    Withholds,
    /// The epoch is stated so many days late, and a witness says that it had it in time.
    Friend {
        /// Which witness.
        witness: Id,
        /// Days.
        days: u32,
    },
    /// It takes a new key, and has the old one end at its baseline, as if all that it signed since were another's.
    Disowned(KeyRole),
    /// A thief, who holds its keys from before the epoch, goes on with its record in a way of his own.
    Stolen,
}

/// For what replayed proofs were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// For the epoch before.
    Day,
    /// For the same epoch of another party.
    Party,
    /// For the same cells in another order.
    Order,
    /// For the same epoch under another instrument, whose record the party keeps on the same ledger.
    Treaty,
}

/// A file of a record, of each kind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The head of the record.
    Checkpoint,
    /// A bundle of statements.
    Entries,
    /// A tile of hashes.
    Hashes,
}

/// How a file is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Its second half is gone.
    Cut,
    /// Nothing is in it.
    Empty,
    /// The same file of another party's record stands in its place.
    Swapped,
    /// Other bytes stand in it, as many as before.
    Noise,
}

/// A key that does not sign an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongKey {
    /// Its old statement key, which was revoked.
    Revoked,
    /// A key that begins to sign later.
    Early,
    /// Its offline key, which signs other things.
    Offline,
    /// The other party's: a signature that stands under one of its statements.
    OtherParty,
}

/// A form that no statement has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// The same values, of which one is spelt longer.
    Longer,
    /// A field more than there are.
    ExtraField,
    /// One key signs it twice.
    KeyTwice,
    /// As many arrays in each other as a leaf has bytes.
    Nested,
}

/// Which state of a record is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// The whole record, as it stood.
    Copy,
    /// As a view, the head of then.
    Head,
    /// As a view, a head of then which it signed over something else.
    OtherHead,
}

impl RecordDeceit {
    pub(super) fn rows(&self) -> &'static [Row] {
        match self {
            Self::Rewritten => &[Row("R1")],
            Self::Split { .. } => &[Row("R2"), Row("R14")],
            Self::BackDated { .. } => &[Row("R3")],
            Self::LeftOut | Self::Ceases => &[Row("R4")],
            Self::Twice => &[Row("R5"), Row("R14")],
            Self::Replayed(_) => &[Row("R6")],
            Self::Garbled { .. } => &[Row("R7")],
            Self::SignedBy(_) | Self::AgreedAlone => &[Row("R8")],
            Self::DatedAhead { .. } => &[Row("R9")],
            Self::Spelt(_) => &[Row("R10")],
            Self::Stale(_) => &[Row("R11")],
            Self::Withholds | Self::Friend { .. } => &[Row("R12")],
            Self::Disowned(_) | Self::Stolen => &[Row("R14")],
        }
    }
}

/// All that stand in the table.
pub(super) fn read(table: &Table<'_>, exercise: &Exercise, by: (&PartyCode, Epoch)) -> Vec<RecordDeceit> {
    let flags = [
        ("rewritten", RecordDeceit::Rewritten),
        ("left-out", RecordDeceit::LeftOut),
        ("ceases", RecordDeceit::Ceases),
        ("twice", RecordDeceit::Twice),
        ("agreed-alone", RecordDeceit::AgreedAlone),
        ("withholds", RecordDeceit::Withholds),
        ("stolen", RecordDeceit::Stolen),
    ];
    let flags = flags.into_iter().filter(|(key, _)| table.boolean(key) == Some(true)).map(|(_, deceit)| deceit);
    let words = [
        table.word("replayed", &REPLAYS).map(|at| RecordDeceit::Replayed(at.value)),
        table.word("spelt", &SPELLINGS).map(|at| RecordDeceit::Spelt(at.value)),
        table.word("stale", &STALE).map(|at| RecordDeceit::Stale(at.value)),
        table.word("disowned", &DISOWNED).map(|at| RecordDeceit::Disowned(at.value)),
        signed_by(table, exercise, by),
    ];
    let tables = [
        days(table, "back-dated").map(|days| RecordDeceit::BackDated { days }),
        days(table, "dated-ahead").map(|days| RecordDeceit::DatedAhead { days }),
        table.table("split").map(|table| {
            let witness = witness(&table, exercise);
            table.finish();
            RecordDeceit::Split { witness }
        }),
        table.table("friend").map(|table| {
            let (witness, days) = (witness(&table, exercise), need_days(&table));
            table.finish();
            RecordDeceit::Friend { witness, days }
        }),
        table.table("garbled").and_then(|table| {
            let (file, how) = (table.need_word("file", &PARTS), table.need_word("how", &DAMAGES));
            table.finish();
            Some(RecordDeceit::Garbled { file: file?.value, how: how?.value })
        }),
    ];
    flags.chain(words.into_iter().flatten()).chain(tables.into_iter().flatten()).collect()
}

const REPLAYS: [(&str, Replay); 4] =
    [("day", Replay::Day), ("party", Replay::Party), ("order", Replay::Order), ("treaty", Replay::Treaty)];
const PARTS: [(&str, Part); 3] =
    [("checkpoint", Part::Checkpoint), ("entries", Part::Entries), ("hashes", Part::Hashes)];
const DAMAGES: [(&str, Damage); 4] =
    [("cut", Damage::Cut), ("empty", Damage::Empty), ("swapped", Damage::Swapped), ("noise", Damage::Noise)];
const KEYS: [(&str, WrongKey); 4] = [
    ("revoked", WrongKey::Revoked),
    ("early", WrongKey::Early),
    ("offline", WrongKey::Offline),
    ("other-party", WrongKey::OtherParty),
];
const SPELLINGS: [(&str, Spelling); 4] = [
    ("longer", Spelling::Longer),
    ("extra-field", Spelling::ExtraField),
    ("key-twice", Spelling::KeyTwice),
    ("nested", Spelling::Nested),
];
const STALE: [(&str, Stale); 3] = [("copy", Stale::Copy), ("head", Stale::Head), ("other-head", Stale::OtherHead)];
const DISOWNED: [(&str, KeyRole); 2] = [("log", KeyRole::Log), ("statement", KeyRole::Statement)];

fn days(table: &Table<'_>, key: &'static str) -> Option<u32> {
    let table = table.table(key)?;
    let days = need_days(&table);
    table.finish();
    Some(days)
}

fn need_days(table: &Table<'_>) -> u32 {
    within(table, table.need_number("days", "days = 3"), "days", 1, DAYS_MAX)
}

fn witness(table: &Table<'_>, exercise: &Exercise) -> Id {
    let witness = table.need_id("witness", "witness = \"lake-institute\"");
    known_witness(table, &witness, exercise);
    witness.value
}

/// A revoked key is one that an incident before has revoked.
fn signed_by(table: &Table<'_>, exercise: &Exercise, (party, epoch): (&PartyCode, Epoch)) -> Option<RecordDeceit> {
    let key = table.word("signed-by", &KEYS)?;
    let owner = Author::Party(party.clone());
    let ends = |one: &Incident| {
        one.who == owner && one.epoch < epoch && one.happening == Happening::Revoked(KeyRole::Statement)
    };
    if key.value == WrongKey::Revoked && !exercise.incidents.iter().any(ends) {
        let help = "add an [[incident]] of this party, in an earlier epoch, with revoked = \"statement\"";
        problem(table, "no-such-key", key.span, format!("no statement key of {party} was revoked before"), help);
    }
    Some(RecordDeceit::SignedBy(key.value))
}
