//! Why an input of records is refused.

use record::Author;

/// Why an input is refused. It says nothing about its author: a copy may have been damaged on the way. After a refused file an audit can only be
/// begun again, for nobody could say how much of the record was taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// An author whom the instrument does not name.
    #[error("the instrument names no party and no witness `{0}`")]
    Unknown(Author),
    /// The record of this author was read already.
    #[error("the record of {0} was given already: leave one of the two out")]
    Twice(Author),
    /// Another record was begun and not read to its end.
    #[error("the record of {0} is not read to its end yet")]
    Unfinished(Author),
    /// The instrument's tables for records cannot be used.
    #[error("{0}")]
    Instrument(String),
    /// A checkpoint that its log has not signed.
    #[error("the checkpoint of {author} does not verify: {why}; get the record again from its author")]
    Checkpoint {
        /// Whose.
        author: Author,
        /// Why.
        why: String,
    },
    /// A file that cannot be read, or that does not fit the others.
    #[error("{path} of the record of {author}: {why}; get the record again from its author")]
    File {
        /// Whose record.
        author: Author,
        /// Which file.
        path: String,
        /// Why.
        why: String,
    },
    /// A file that is not wanted.
    #[error("no file is wanted now: no record was begun, or it was read to its end")]
    NotWanted,
    /// Files that fit each other, and not the checkpoint.
    #[error(
        "the files of the record of {author} are not those that its checkpoint signs: at {size} statements the root should be {signed}, and is {found}; get the record again from its author"
    )]
    OtherRoot {
        /// Whose.
        author: Author,
        /// How many statements it has.
        size: u64,
        /// The root that is signed.
        signed: String,
        /// The root of the files.
        found: String,
    },
    /// A view that is no checkpoint of a record that was read.
    #[error("the view `{name}` is no checkpoint of a record that was read: {why}")]
    View {
        /// Which.
        name: String,
        /// Why.
        why: String,
    },
}
