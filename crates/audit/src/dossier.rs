//! What one reader holds beside the public records: the keys of its requests, and the sealed messages and papers of its inspections.
//!
//! Nothing in it is believed. A key is taken for the request that has its public key, a message or a paper for the step that has its hash; what no step names
//! says nothing. Without one the audit finds what everybody finds.

use record::ReaderSecret;
use record::statement::{PaperHash, SealedHash};
use std::collections::BTreeMap;
use std::fmt;
use treaty::PartyCode;
use zeroize::Zeroizing;

/// Keys and papers of one reader. Their number and length are for whoever reads the files to bound.
#[derive(Default)]
pub struct Dossier {
    reader: Option<PartyCode>,
    /// By the public key.
    keys: BTreeMap<Vec<u8>, ReaderSecret>,
    papers: Vec<Vec<u8>>,
    /// Where each paper stands, by both hashes under which a step may name it.
    places: BTreeMap<[u8; 32], usize>,
}

impl Dossier {
    /// What a party holds: as yet nothing.
    pub fn of(reader: PartyCode) -> Self {
        Self { reader: Some(reader), ..Self::default() }
    }

    /// Whose it is; nobody's where it was cut out with a finding.
    pub fn reader(&self) -> Option<&PartyCode> {
        self.reader.as_ref()
    }

    /// Takes in the secret key of a request.
    pub fn key(&mut self, secret: Zeroizing<[u8; 32]>) {
        let secret = ReaderSecret::new(secret);
        self.keys.insert(secret.public().encode(), secret);
    }

    /// Takes in a sealed message or a paper.
    pub fn paper(&mut self, bytes: Vec<u8>) {
        for hash in [SealedHash::of(&bytes).0, PaperHash::of(&bytes).0] {
            self.places.insert(hash, self.papers.len());
        }
        self.papers.push(bytes);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.papers.is_empty()
    }

    /// What of it these statements name: the keys whose public half, and the papers whose hash, stands in one of them.
    pub fn named_by(&self, statements: &[&[u8]]) -> (Vec<Zeroizing<[u8; 32]>>, Vec<Vec<u8>>) {
        let stands = |bytes: &[u8]| statements.iter().any(|statement| holds(statement, bytes));
        let keys = self.keys.iter().filter(|(public, _)| stands(public));
        let places: std::collections::BTreeSet<_> =
            self.places.iter().filter(|(hash, _)| stands(&hash[..])).map(|(_, place)| *place).collect();
        let papers = places.into_iter().map(|place| self.papers[place].clone());
        (keys.map(|(_, secret)| Zeroizing::new(*secret.reveal())).collect(), papers.collect())
    }

    /// The secret half of a request's key.
    pub(crate) fn secret(&self, public: &[u8]) -> Option<&ReaderSecret> {
        self.keys.get(public)
    }

    pub(crate) fn message(&self, hash: SealedHash) -> Option<&[u8]> {
        self.under(&hash.0)
    }

    pub(crate) fn paper_of(&self, hash: PaperHash) -> Option<&[u8]> {
        self.under(&hash.0)
    }

    fn under(&self, hash: &[u8; 32]) -> Option<&[u8]> {
        self.places.get(hash).map(|place| self.papers[*place].as_slice())
    }
}

fn holds(statement: &[u8], bytes: &[u8]) -> bool {
    statement.windows(bytes.len()).any(|window| window == bytes)
}

impl fmt::Debug for Dossier {
    /// How much it holds: what, is for its reader.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dossier({} keys, {} papers)", self.keys.len(), self.papers.len())
    }
}
