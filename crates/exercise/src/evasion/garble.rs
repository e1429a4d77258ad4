//! R7: the copy of a record that is handed over is damaged.
//!
//! Whoever hands it over can change every byte of it. What he cannot do is sign for its owner, or find other bytes of the same hash.

use crate::file::{Damage, Part};
use crate::run::RunFile;
use record::Author;

/// Damages a file of the record of `of`, of each kind the last. Where files are swapped, those of `other` stand in for it.
pub(crate) fn garble(files: &mut [RunFile], (of, other): (&Author, &Author), part: Part, how: Damage) {
    let below = match part {
        Part::Checkpoint => "checkpoint",
        Part::Entries => "tile/entries/",
        Part::Hashes => "tile/0/",
    };
    let (own, foreign) = (format!("{of}/{below}"), format!("{other}/{below}"));
    let stand_in = files.iter().rfind(|file| file.path.starts_with(&foreign)).map(|file| file.bytes.clone());
    let file = files.iter_mut().rfind(|file| file.path.starts_with(&own)).expect("every record has files of each kind");
    match how {
        Damage::Cut => file.bytes.truncate(file.bytes.len() / 2),
        Damage::Empty => file.bytes.clear(),
        Damage::Swapped => file.bytes = stand_in.expect("every record has files of each kind"),
        // no bit stays as it was, so that nothing of it can be read by chance
        Damage::Noise => file.bytes.iter_mut().for_each(|byte| *byte = !*byte),
    }
}
