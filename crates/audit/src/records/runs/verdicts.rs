//! The verdicts on a batch as bytes, from one instance of an audit to another that reads the same files.
//!
//! ```text
//! 5                         the author's length, one byte
//! 48 41 4c …                the author
//! 00                        01 where all records were read a second time
//! 00 00 00 00 00 00 00 07   the leaf of the first epoch
//! 00 00 00 10               how many epochs
//! for each epoch, in order:
//!   00 00 00 01             how many claims against it
//!   for each claim, in the order in which the verifier gives them:
//!     02 00 …               its kind, and what belongs to it
//! ```
//!
//! All integers are unsigned and big-endian. The bytes are taken for the batch that is awaited and for no other, and whole or not at all. They are as true as the instance
//! that made them: they go between parts of one program, never between parties.

use super::{Awaited, Checked, Place};
use proof::{Claim, List, ProofName};

/// The most claims against one epoch: one for each commitment of its lists, and a few more.
const CLAIMS_MAX: usize = 1 << 13;

/// Why bytes are not the verdicts on a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadVerdicts {
    /// They end too soon, go on too long, or have a code that means nothing.
    #[error("the bytes are no verdicts")]
    Malformed,
    /// They are about other epochs.
    #[error("the verdicts are about another batch of proofs than the one awaited")]
    OtherBatch,
    /// A claim that no verification of the batch makes.
    #[error("the verdicts have a claim that no verification of this batch makes")]
    Impossible,
}

impl Checked {
    /// The verdicts as bytes, for [`Awaited::settled`] of another instance.
    pub fn verdicts(&self) -> Vec<u8> {
        let first = self.verdicts.first().map_or(0, |(place, _)| place.index);
        let mut bytes = head(self.author.as_str(), self.again, first, self.verdicts.len());
        for (_, claims) in &self.verdicts {
            put(&mut bytes, claims.len());
            claims.iter().for_each(|claim| encode(&mut bytes, *claim));
        }
        bytes
    }
}

impl Awaited {
    /// How many epochs it has.
    pub fn epochs(&self) -> u64 {
        self.places.len() as u64
    }

    /// Takes the verdicts of the instance that checked the batch.
    ///
    /// # Errors
    /// Where they are not the verdicts on this batch, or say what none says. The batch is awaited still.
    pub fn settled(&self, verdicts: &[u8]) -> Result<Checked, BadVerdicts> {
        let first = self.places.first().map_or(0, |place| place.index);
        let head = head(self.author.as_str(), self.again, first, self.places.len());
        let (found, rest) = verdicts.split_at_checked(head.len()).ok_or(BadVerdicts::Malformed)?;
        if found != head {
            return Err(BadVerdicts::OtherBatch);
        }
        let mut rest = Rest(rest);
        let verdict = |place: &Place| Ok((place.clone(), claims(&mut rest, place)?));
        let verdicts = self.places.iter().map(verdict).collect::<Result<_, BadVerdicts>>()?;
        match rest.0.is_empty() {
            true => Ok(Checked { author: self.author.clone(), again: self.again, verdicts }),
            false => Err(BadVerdicts::Malformed),
        }
    }
}

fn head(author: &str, again: bool, first: u64, epochs: usize) -> Vec<u8> {
    let length = u8::try_from(author.len()).expect("an author's name has at most 64 bytes");
    let mut bytes = [&[length], author.as_bytes(), &[u8::from(again)], &first.to_be_bytes()[..]].concat();
    put(&mut bytes, epochs);
    bytes
}

/// The claims against one epoch: as many as there are said to be, in order, and each such as its shape allows.
fn claims(rest: &mut Rest<'_>, place: &Place) -> Result<Vec<Claim>, BadVerdicts> {
    let count = rest.number()?;
    if count > CLAIMS_MAX {
        return Err(BadVerdicts::Impossible);
    }
    let claims = (0..count).map(|_| decode(rest)).collect::<Result<Vec<_>, _>>()?;
    match claims.is_sorted() && claims.iter().all(|claim| is_of(claim, place)) {
        true => Ok(claims),
        false => Err(BadVerdicts::Impossible),
    }
}

fn is_of(claim: &Claim, place: &Place) -> bool {
    match claim {
        Claim::Malformed(ProofName::Balance(line)) | Claim::Fails(ProofName::Balance(line)) => {
            place.layout.line(*line).is_some()
        }
        Claim::Previous | Claim::Baseline => place.before.is_some(),
        _ => true,
    }
}

fn put(bytes: &mut Vec<u8>, number: usize) {
    let number = u32::try_from(number).expect("lists of an epoch, and epochs of a batch, are counted by 32 bits");
    bytes.extend(number.to_be_bytes());
}

const LISTS: [List; 6] =
    [List::Cells, List::Flows, List::Excess, List::Corrections, List::DerivedProof, List::Balances];

fn encode(bytes: &mut Vec<u8>, claim: Claim) {
    let list = |what: List| LISTS.iter().position(|list| *list == what).expect("all lists stand there") as u8;
    match claim {
        Claim::Length { what, found, expected } => {
            bytes.extend([0, list(what)]);
            put(bytes, found);
            put(bytes, expected);
        }
        Claim::NotAPoint { what, index } => {
            bytes.extend([1, list(what)]);
            put(bytes, index);
        }
        Claim::Previous => bytes.push(2),
        Claim::Baseline => bytes.push(3),
        Claim::Malformed(name) => {
            bytes.push(4);
            encode_name(bytes, name);
        }
        Claim::Fails(name) => {
            bytes.push(5);
            encode_name(bytes, name);
        }
    }
}

fn encode_name(bytes: &mut Vec<u8>, name: ProofName) {
    match name {
        ProofName::Cells => bytes.push(0),
        ProofName::Derived => bytes.push(1),
        ProofName::Balance(line) => {
            bytes.push(2);
            put(bytes, line);
        }
    }
}

fn decode(rest: &mut Rest<'_>) -> Result<Claim, BadVerdicts> {
    Ok(match rest.byte()? {
        0 => Claim::Length { what: rest.list()?, found: rest.number()?, expected: rest.number()? },
        1 => Claim::NotAPoint { what: rest.list()?, index: rest.number()? },
        2 => Claim::Previous,
        3 => Claim::Baseline,
        4 => Claim::Malformed(rest.name()?),
        5 => Claim::Fails(rest.name()?),
        _ => return Err(BadVerdicts::Malformed),
    })
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn byte(&mut self) -> Result<u8, BadVerdicts> {
        let (first, rest) = self.0.split_first().ok_or(BadVerdicts::Malformed)?;
        self.0 = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<usize, BadVerdicts> {
        let (number, rest) = self.0.split_first_chunk().ok_or(BadVerdicts::Malformed)?;
        self.0 = rest;
        usize::try_from(u32::from_be_bytes(*number)).map_err(|_| BadVerdicts::Malformed)
    }

    fn list(&mut self) -> Result<List, BadVerdicts> {
        LISTS.get(usize::from(self.byte()?)).copied().ok_or(BadVerdicts::Malformed)
    }

    fn name(&mut self) -> Result<ProofName, BadVerdicts> {
        Ok(match self.byte()? {
            0 => ProofName::Cells,
            1 => ProofName::Derived,
            2 => ProofName::Balance(self.number()?),
            _ => return Err(BadVerdicts::Malformed),
        })
    }
}
