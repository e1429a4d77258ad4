//! The commands that check an assessment, or one finding of it, again: the same on the page, in words, in JSON and in the brief.

use crate::sentence::shown;
use audit::assessment::{Assessment, Finding};
use audit::evidence;
use std::collections::HashMap;

/// Into which folder findings are cut.
const CUT: &str = "findings";

/// The commands for one assessment. Findings are known by where they stand, so it is asked for those of that assessment alone.
pub(crate) struct Again {
    /// The instrument's file.
    pub(crate) treaty: String,
    /// What checks everything.
    pub(crate) whole: String,
    /// What cuts out the findings that can be, where there is one.
    pub(crate) cut: Option<String>,
    files: HashMap<*const Finding, String>,
}

impl Again {
    pub(crate) fn of(assessment: &Assessment) -> Self {
        let records = !assessment.records.is_empty();
        let treaty = if records { "treaty.toml".to_owned() } else { format!("{}.toml", assessment.instrument) };
        let mut whole = match (&assessment.reader, records) {
            (Some(reader), true) => format!("standstill audit . --reader {reader}"),
            (None, true) => "standstill audit .".to_owned(),
            (_, false) => format!("standstill audit --treaty {treaty}"),
        };
        if assessment.as_of_given {
            whole.push_str(&format!(" --as-of {}", assessment.as_of));
        }
        for input in &assessment.inputs {
            whole.push_str(&format!(" {}", quoted(&shown(&input.file))));
        }
        let files: HashMap<_, _> = evidence::files(&assessment.findings)
            .filter(|_| records)
            .map(|(file, finding)| (std::ptr::from_ref(finding), format!("{CUT}/{file}")))
            .collect();
        let cut = (!files.is_empty()).then(|| format!("{whole} --cut {CUT}"));
        Self { treaty, whole, cut, files }
    }

    /// What checks one finding: the file into which it is cut, where it can be, and else everything.
    pub(crate) fn finding(&self, finding: &Finding) -> String {
        match self.files.get(&std::ptr::from_ref(finding)) {
            Some(file) => format!("standstill audit --evidence {file} --treaty {}", self.treaty),
            None => self.whole.clone(),
        }
    }
}

/// A file's name as it is typed into a shell.
pub fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    if !name.is_empty() && !name.starts_with('-') && name.chars().all(plain) {
        return name.to_owned();
    }
    let name = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
    format!("'{}'", name.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use audit::assessment::{Fact, RecordFact, Severity};

    #[test]
    fn a_name_is_typed_as_a_shell_needs_it() {
        let names = ["a.csv", "a b.csv", "it's.csv", "-rf"].map(quoted);
        assert_eq!(names, ["a.csv", "'a b.csv'", r"'it'\''s.csv'", "'./-rf'"]);
    }

    #[test]
    fn a_finding_that_can_be_cut_is_checked_by_its_file_and_any_other_by_the_whole_audit() {
        let mut of = fixture::of_records();
        of.as_of_given = false;
        let again = Again::of(&of);
        assert_eq!(again.cut.as_deref(), Some("standstill audit . --cut findings"));
        let told: Vec<_> = of.findings.iter().map(|finding| again.finding(finding)).collect();
        let cut = "standstill audit --evidence findings/001-balance-open.evidence --treaty treaty.toml";
        assert_eq!(told, [cut, "standstill audit .", "standstill audit .", "standstill audit .", "standstill audit ."]);
    }

    #[test]
    fn two_heads_are_checked_by_their_file_where_the_instrument_lists_their_keys_and_else_by_the_whole_audit() {
        let command = |listed| {
            let mut of = fixture::of_records();
            of.as_of_given = false;
            let two = RecordFact::Equivocation { size: 4, seen_by: "i".into(), against: None, disowned: false, listed };
            let found = &mut of.findings[1];
            (found.severity, found.fact) = (Severity::Contradiction, Fact::Record(two));
            Again::of(&of).finding(&of.findings[1])
        };
        let cut = "standstill audit --evidence findings/002-equivocation.evidence --treaty treaty.toml";
        assert_eq!([command(true), command(false)], [cut, "standstill audit ."]);
    }

    #[test]
    fn what_was_found_with_a_readers_keys_is_checked_with_them() {
        let mut of = fixture::of_records();
        of.reader = Some(fixture::party("RU"));
        let cut = "standstill audit . --reader RU --as-of 2027-03-04 --cut findings";
        assert_eq!(Again::of(&of).cut.as_deref(), Some(cut));
        let mut of = fixture::assessment();
        of.as_of_given = false;
        let again = Again::of(&of);
        assert_eq!((again.whole.as_str(), again.cut), ("standstill audit --treaty small.toml small.csv", None));
    }
}
