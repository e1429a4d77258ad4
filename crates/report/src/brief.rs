//! An assessment on two sheets of A4, in one language: what was agreed, how each obligation came out, the gravest findings with both readings, what
//! nobody can know, and how to check it again.
//!
//! The brief is a list of blocks, which HTML and DOCX show alike. Every sentence is one of the page; what does not fit is counted, and never left out in
//! silence.

#[cfg(feature = "files")]
mod docx;
mod html;
mod model;

#[cfg(feature = "files")]
pub use docx::docx;
pub use html::html;

use model::{Block, blocks};
