//! The log of a record: as every keeper's own writer keeps it, or as a forger's code does.

use crate::evasion::AnyLog;
use log::tree::leaf_hash;
use log::{Hash, LogSigner, SignedNote, TreeSize};
use record::writer::RecordFile;
use record::{Author, Envelope, RecordWriter};

/// A log with whoever keeps it.
pub(crate) enum Log {
    /// The writer of the record's own room, with the hashes of its leaves.
    Kept(RecordWriter, Vec<Hash>),
    /// A forger's.
    Forged(AnyLog),
}

impl Log {
    pub(super) fn new(author: Author) -> Self {
        Self::Kept(RecordWriter::new(author), Vec::new())
    }

    /// A leaf more; its index.
    pub(super) fn append(&mut self, envelope: &Envelope) -> u64 {
        match self {
            Self::Kept(writer, leaves) => {
                leaves.push(leaf_hash(&envelope.encode()));
                writer.append(envelope).expect("what the record's own types have made, its own reader takes").get()
            }
            Self::Forged(log) => log.append(envelope.encode()),
        }
    }

    pub(super) fn head(&self, signer: &LogSigner) -> SignedNote {
        match self {
            Self::Kept(writer, _) => writer.checkpoint(signer),
            Self::Forged(log) => log.head(signer),
        }
    }

    pub(super) fn leaves(&self) -> Vec<Hash> {
        match self {
            Self::Kept(_, leaves) => leaves.clone(),
            Self::Forged(log) => log.leaves(),
        }
    }

    pub(crate) fn entries(&self) -> &[Vec<u8>] {
        match self {
            Self::Kept(writer, _) => writer.entries(),
            Self::Forged(log) => log.entries(),
        }
    }

    pub(super) fn files(&self, head: &SignedNote) -> Vec<RecordFile> {
        match self {
            Self::Kept(writer, _) => writer.files(TreeSize::ZERO, head).collect(),
            Self::Forged(log) => log.files(head),
        }
    }

    /// Hands it over to a forger's code, which goes on from the same leaves.
    pub(crate) fn forge(&mut self) -> &mut AnyLog {
        if let Self::Kept(writer, _) = self {
            *self = Self::Forged(AnyLog::of(writer.entries()));
        }
        match self {
            Self::Forged(log) => log,
            Self::Kept(..) => unreachable!("it was handed over just above"),
        }
    }
}
