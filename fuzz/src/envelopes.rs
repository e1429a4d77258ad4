//! Statements (`docs/spec/statement.md`) and the proofs in them. Each has one spelling, and proofs that hold have one too.

use crate::seeds::{RUN, TREATY};
use log::EntryBundle;
use proof::{Before, Context, Run, Shape, StatedCells, StatedEpoch, Verdict, Verifier};
use record::layout::Layout;
use record::{Author, Contents, Envelope, EpochBody, Head, Kind, Papers, Statement};
use std::sync::{Arc, LazyLock};

/// The first two epochs of a real record.
static FIRST: LazyLock<First> = LazyLock::new(|| {
    let first = First::of_run().expect("the record of the run begins with two epochs");
    assert!(first.verdict(&first.papers).is_some_and(|verdict| verdict.is_ok()), "the real epoch is proved");
    first
});
static VERIFIER: LazyLock<Verifier> = LazyLock::new(Verifier::new);

struct First {
    author: Author,
    before: Before,
    head: Head,
    papers: Papers,
}

/// Makes what the targets rest on.
pub fn begin() {
    LazyLock::force(&FIRST);
}

pub fn envelope(bytes: &[u8]) {
    if let Ok(envelope) = Envelope::decode(bytes) {
        assert_eq!(envelope.encode(), bytes);
        let _ = (envelope.contents(), envelope.head.message());
    }
}

pub fn papers(bytes: &[u8]) {
    if let Ok(papers) = Papers::decode(bytes) {
        assert_eq!(papers.encode(), bytes);
    }
}

/// The first byte is the kind. The body of an epoch is also held against the proofs of a real one.
pub fn body(bytes: &[u8]) {
    let Some((number, bytes)) = bytes.split_first() else { return };
    let Some(kind) = Kind::of(*number) else { return };
    let Ok(statement) = Statement::decode(kind, bytes) else { return };
    assert_eq!(statement.encode(), bytes);
    if kind == Kind::Epoch {
        proved_only_if_real(Papers { body: bytes.to_vec(), ..FIRST.papers.clone() });
    }
}

/// The proofs of a real epoch are these bytes.
pub fn proofs(bytes: &[u8]) {
    proved_only_if_real(Papers { proofs: Some(bytes.to_vec()), ..FIRST.papers.clone() });
}

fn proved_only_if_real(papers: Papers) {
    let verdict = FIRST.verdict(&papers);
    assert!(verdict.is_none_or(|verdict| verdict.is_err() || papers == FIRST.papers), "what nobody proved holds");
}

impl First {
    fn of_run() -> Option<Self> {
        let party = TREATY.parties.first()?.code.clone();
        let author = Author::Party(party);
        let bundle = RUN.files.iter().find(|file| file.path.starts_with(&format!("{author}/tile/entries/")))?;
        let address = log::TileAddress::parse(bundle.path.split_once('/')?.1).ok()?;
        let entries = EntryBundle::decode(address, &bundle.bytes).ok()?;
        let epochs = entries.entries().iter().filter_map(|entry| {
            let envelope = Envelope::decode(entry).ok()?;
            let Statement::Epoch(body) = envelope.contents().ok()??.statement else { return None };
            Some((envelope, body))
        });
        let [(_, baseline), (envelope, _)] = epochs.take(2).collect::<Vec<_>>().try_into().ok()?;
        let cells = StatedCells { shape: shape(&author, &baseline)?, cells: baseline.commitments.cells };
        let before = Before { previous: cells.clone(), baseline: cells };
        Some(Self { author, before, papers: envelope.papers?, head: envelope.head })
    }

    /// What a verifier says of these papers, if they can be read and are of the shape of a real epoch.
    fn verdict(&self, papers: &Papers) -> Option<Verdict> {
        let (body_hash, proofs_hash) = (papers.body_hash(), papers.proofs_hash());
        let head = Head { body_hash, proofs_hash, ..self.head.clone() };
        let Contents { statement, proofs } = papers.read(&head).ok()?;
        assert_eq!(Papers::new(papers.salt, &statement, proofs.as_ref()), *papers);
        let (Statement::Epoch(body), Some(proofs)) = (statement, proofs) else { return None };
        let shape = shape(&self.author, &body)?;
        body.fits(&shape).ok()?;
        let context = Context::new(&TREATY.hash.0, self.author.as_str().as_bytes());
        let epoch = StatedEpoch { shape, context, body: body_hash, commitments: body.commitments, proofs };
        VERIFIER.check(Run { before: Some(self.before.clone()), epochs: vec![epoch] }).pop()
    }
}

fn shape(author: &Author, body: &EpochBody) -> Option<Arc<Shape>> {
    Some(Layout::of(&TREATY, author.party()?, body.epoch, &[]).ok()?.shape)
}
