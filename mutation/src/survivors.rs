//! The list of survivors, `docs/mutation.md`, held against what survives.
//!
//! ```text
//! - `crates/log/src/key.rs` `KeyName::new` `name.is_empty()` is false (line 37): why it is no hole
//! ```
//!
//! What stands before the line's number is the mutant's name.

use crate::Outcome;
use crate::mutant::Mutant;
use crate::results::{Results, Verdict};
use crate::scratch::Prepared;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// Tells what survives and is not explained, and what is explained and does not survive. Whether there is neither.
pub fn compare(
    list: &Path,
    rooms: &[String],
    prepared: &Prepared,
    chosen: &[&Mutant],
    results: &Results,
) -> Outcome<bool> {
    let text = fs::read_to_string(list).unwrap_or_default();
    let listed: HashSet<_> = text.lines().filter_map(name).collect();
    let lives = |mutant: &&&Mutant| !matches!(results.of(mutant), Some(Verdict::Killed { .. }));
    let unexplained: Vec<_> =
        chosen.iter().filter(lives).filter(|mutant| !listed.contains(mutant.name().as_str())).collect();
    let of_rooms = |name: &&&str| rooms.iter().any(|room| name.starts_with(&format!("`crates/{room}/")));
    let still: HashSet<_> = prepared.mutants().map(Mutant::name).collect();
    let killed: HashSet<_> = chosen.iter().filter(|mutant| !lives(mutant)).map(|mutant| mutant.name()).collect();
    let stale = |name: &&&str| !still.contains(**name) || killed.contains(**name);
    let mut stale: Vec<_> = listed.iter().filter(of_rooms).filter(stale).collect();
    stale.sort();
    if !unexplained.is_empty() {
        println!("\nThese survive, and {} does not say why:", list.display());
        unexplained.iter().for_each(|mutant| println!("- {} (line {}): ", mutant.name(), mutant.line));
    }
    if !stale.is_empty() {
        println!("\nThese stand in {}, and are killed now, or no longer there:", list.display());
        stale.iter().for_each(|name| println!("- {name}"));
    }
    Ok(unexplained.is_empty() && stale.is_empty())
}

/// The name of the mutant that a line of the list explains.
fn name(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("- ").filter(|rest| rest.starts_with("`crates/"))?;
    rest.split_once(" (line ").map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_line_of_the_list_begins_with_the_name_of_its_mutant() {
        let line = "- `crates/log/src/key.rs` `f` `a || b` is true #2 (line 7): the same (line 8)";
        assert_eq!(name(line), Some("`crates/log/src/key.rs` `f` `a || b` is true #2"));
        assert_eq!(name("- a point of some other list (line 7)"), None);
        assert_eq!(name("`crates/log/src/key.rs` is a file"), None);
    }
}
