//! What a brief says, block by block, within the bounds of two sheets.

use crate::again::Again;
use crate::known;
use crate::locale::Arg;
use crate::sentence::{self, shown};
use crate::teller::Teller;
use crate::{outline, year};
use audit::assessment::{Assessment, Finding, Obligation};
use treaty::PartyCode;
use treaty::instrument::{Clause, Kind, Rule};

/// How much of each part fits on the two sheets.
const RULES_MAX: usize = 6;
const OBLIGATIONS_MAX: usize = 12;
const FINDINGS_MAX: usize = 4;
const UNKNOWN_MAX: usize = 4;
const UNCHECKED_MAX: usize = 5;
const HASHES_MAX: usize = 6;
/// The longest text of one block, in letters.
const LETTERS_MAX: usize = 420;
const CELL_MAX: usize = 110;

/// A part of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// What the document is, over its title.
    Kind(String),
    /// The title.
    Title(String),
    /// A heading.
    Heading(String),
    /// The outcome in one sentence.
    Outcome(String),
    /// A paragraph.
    Text(String),
    /// A line of a list.
    Item(String),
    /// Who reads something how.
    Reading(String, String),
    /// What is typed.
    Command(String),
    /// A table: its columns and its rows.
    Table(Vec<String>, Vec<Vec<String>>),
    /// What the document is not.
    Note(String),
}

/// The whole brief.
pub(crate) fn blocks(teller: Teller<'_>, assessment: &Assessment) -> Vec<Block> {
    let brief = Brief { teller, assessment, again: Again::of(assessment) };
    let parts = [
        brief.opening(),
        brief.agreed(),
        brief.obligations(),
        brief.findings(),
        brief.unknown(),
        brief.sites(),
        brief.again(),
    ];
    let note = Block::Note(teller.word("report-note"));
    parts.into_iter().flatten().chain([note]).collect()
}

struct Brief<'a> {
    teller: Teller<'a>,
    assessment: &'a Assessment,
    again: Again,
}

impl Brief<'_> {
    fn heading(&self, key: &str) -> Block {
        Block::Heading(self.teller.word(key))
    }

    /// That so many more were left out, where any were.
    fn more(&self, key: &str, left_out: usize) -> Option<Block> {
        (left_out > 0).then(|| Block::Text(self.teller.say(key, &[("count", outline::number(left_out))])))
    }

    fn cut(&self, text: &str, letters: usize) -> String {
        let text = shown(text);
        match text.char_indices().nth(letters) {
            None => text,
            Some((end, _)) => self.teller.with("brief-cut", "words", text[..end].trim_end()),
        }
    }

    fn text(&self, text: &str) -> Block {
        Block::Text(self.cut(text, LETTERS_MAX))
    }

    fn opening(&self) -> Vec<Block> {
        let (teller, of) = (self.teller, self.assessment);
        let dated = teller.say("report-as-of", &[("date", Arg::Day(of.as_of))]);
        let mut blocks = vec![
            Block::Kind(format!("{} · {}", teller.word("brief-kind"), outline::kind(teller, of))),
            Block::Title(self.cut(&teller.text(&of.title), LETTERS_MAX)),
            Block::Text(format!("{dated}. {}.", outline::form(teller, of))),
            Block::Outcome(outline::summary(teller, of)),
        ];
        let blind = outline::Blind::of(&of.findings).count();
        let blind = teller.say("tally-blind", &[("count", outline::number(blind))]);
        let tally = (!of.obligations.is_empty()).then(|| outline::tally(teller, of));
        blocks.push(Block::Text(tally.into_iter().chain([blind]).collect::<Vec<_>>().join(" ")));
        blocks
    }

    /// The rules with numbers first, then everything else that somebody must do.
    fn agreed(&self) -> Vec<Block> {
        let kinds = [
            Kind::Limit,
            Kind::Freeze,
            Kind::Record,
            Kind::Opening,
            Kind::Inspection,
            Kind::Clock,
            Kind::Portal,
            Kind::Seals,
            Kind::Clarification,
        ];
        let rules: Vec<_> = kinds.into_iter().flat_map(|kind| self.teller.of.of(kind)).collect();
        let told = rules.iter().take(RULES_MAX).map(|clause| Block::Item(self.cut(&self.rule(clause), LETTERS_MAX)));
        let left_out = rules.len().saturating_sub(RULES_MAX);
        let heading = self.heading("brief-agreed-title");
        [heading].into_iter().chain(told).chain(self.more("brief-agreed-more", left_out)).collect()
    }

    fn rule(&self, clause: &Clause) -> String {
        let teller = self.teller;
        let name = sentence::clarification::clause(teller, clause.kind(), &clause.id);
        let article = teller.article(&clause.article);
        let (name, article) = (("name", Arg::Words(&name)), ("article", Arg::Words(&article)));
        match &clause.rule {
            Rule::Limit(limit) => {
                teller.say("brief-agreed-limit", &[name, article, ("most", Arg::Number(limit.value.into()))])
            }
            Rule::Freeze(_) => teller.say("brief-agreed-freeze", &[name, article]),
            _ => teller.say("brief-agreed-other", &[name, article]),
        }
    }

    /// A row for each obligation, and how it came out for each party.
    fn obligations(&self) -> Vec<Block> {
        let (teller, of) = (self.teller, self.assessment);
        let parties: Vec<_> = teller.of.parties.iter().map(|party| &party.code).collect();
        let mut head: Vec<_> =
            ["article", "obligation"].map(|column| teller.word(&format!("report-col-{column}"))).into();
        head.extend(parties.iter().map(|party| teller.party(party)));
        head.push(teller.word("report-col-basis"));
        let all = outline::obligations(teller, of);
        let same = |a: &Obligation, b: &Obligation| (a.kind, &a.id) == (b.kind, &b.id);
        let runs: Vec<_> = all.chunk_by(|a, b| same(a, b)).collect();
        let rows = runs.iter().take(OBLIGATIONS_MAX).map(|run| self.obligation(run, &parties)).collect();
        let heading = self.heading("report-obligations-title");
        if runs.is_empty() {
            return vec![heading, Block::Text(teller.word("report-obligations-none"))];
        }
        let more = self.more("brief-obligations-more", runs.len().saturating_sub(OBLIGATIONS_MAX));
        [heading, Block::Table(head, rows)].into_iter().chain(more).collect()
    }

    fn obligation(&self, run: &[&Obligation], parties: &[&PartyCode]) -> Vec<String> {
        let (teller, first) = (self.teller, run[0]);
        let of = |party: &PartyCode| {
            let own = run.iter().find(|one| one.party == *party);
            own.map(|one| teller.word(&format!("outcome-{}", one.outcome.word()))).unwrap_or_default()
        };
        let mut row = vec![teller.article(&first.article), self.cut(&outline::obligation(teller, first), CELL_MAX)];
        row.extend(parties.iter().map(|party| of(party)));
        row.push(outline::basis(teller, self.assessment, first));
        row
    }

    fn findings(&self) -> Vec<Block> {
        let grouped = outline::by_severity(&self.assessment.findings);
        let all: Vec<&Finding> = grouped.into_iter().flat_map(|(_, findings)| findings).collect();
        let heading = self.heading("brief-findings-title");
        if all.is_empty() {
            return vec![heading, Block::Text(self.teller.word("brief-findings-none"))];
        }
        let told = all.iter().take(FINDINGS_MAX).flat_map(|finding| self.finding(finding));
        let more = self.more("brief-findings-more", all.len().saturating_sub(FINDINGS_MAX));
        [heading].into_iter().chain(told).chain(more).collect()
    }

    fn finding(&self, finding: &Finding) -> Vec<Block> {
        let (teller, body) = (self.teller, sentence::body(self.teller, finding));
        // the article, the party, the day and the place are never cut off
        let head = sentence::head(teller, finding).map(|head| format!("{}.", head.trim_end_matches('.')));
        let places = sentence::evidence(teller, &finding.statements);
        let told = head.into_iter().chain([self.cut(&body, LETTERS_MAX)]).chain(places);
        let mut blocks = vec![Block::Text(shown(&told.collect::<Vec<_>>().join(" ")))];
        let readings = sentence::readings(self.teller, &finding.readings);
        blocks.extend(
            readings
                .into_iter()
                .take(2)
                .map(|(who, what)| Block::Reading(shown(&who), self.cut(&what, LETTERS_MAX / 2))),
        );
        let again = Some(self.again.finding(finding)).filter(|again| *again != self.again.whole);
        blocks.extend(again.map(|again| Block::Command(self.cut(&again, LETTERS_MAX / 2))));
        blocks
    }

    /// What nobody can know, with its chances; and what a public reader could not check.
    fn unknown(&self) -> Vec<Block> {
        let (teller, of) = (self.teller, self.assessment);
        let blind = outline::Blind::of(&of.findings);
        let mut all: Vec<_> = blind.chance(teller);
        for (key, measures) in blind.measures() {
            let named = measures.iter().map(|(measure, found)| outline::measure(teller, *measure, found));
            all.push(format!("{}: {}.", teller.word(key), named.collect::<Vec<_>>().join("; ")));
        }
        let told: Vec<_> = all.iter().take(UNKNOWN_MAX).map(|text| self.text(text)).collect();
        let left_out = all.len().saturating_sub(UNKNOWN_MAX) + blind.others.len();
        let unchecked = known::unchecked(teller, of);
        let more = unchecked.len().saturating_sub(UNCHECKED_MAX);
        let mut blocks = vec![self.heading("severity-blind"), Block::Text(outline::blind_intro(teller, of))];
        blocks.extend(told);
        blocks.extend(self.more("brief-unknown-more", left_out));
        blocks.push(self.heading("report-unchecked-title"));
        if unchecked.is_empty() {
            blocks.push(Block::Text(teller.word("report-unchecked-none")));
        }
        blocks
            .extend(unchecked.iter().take(UNCHECKED_MAX).map(|one| Block::Item(self.cut(&one.told, LETTERS_MAX / 2))));
        blocks.extend(self.more("brief-unknown-more", more));
        blocks
    }

    fn sites(&self) -> Vec<Block> {
        let parties = known::parties(self.assessment);
        let told = parties
            .iter()
            .map(|party| Block::Text(known::sum(self.teller, party, &known::of_party(self.assessment, party))));
        let heading = (!parties.is_empty()).then(|| self.heading("brief-sites-title"));
        heading.into_iter().chain(told).collect()
    }

    /// The command, and the identities of what it reads.
    fn again(&self) -> Vec<Block> {
        let (teller, of) = (self.teller, self.assessment);
        let mut rows = vec![vec![self.again.treaty.clone(), format!("SHA-256 {}", of.treaty)]];
        rows.extend(
            of.inputs.iter().map(|input| vec![self.cut(&input.file, CELL_MAX), format!("SHA-256 {}", input.hash)]),
        );
        rows.extend(year::records(of, teller.of).into_iter().map(|record| {
            let size = teller.say(
                "record-size",
                &[("size", Arg::Number(record.size)), ("root", Arg::Words(&record.root.to_string()))],
            );
            vec![outline::record_of(teller, record), size]
        }));
        rows.truncate(HASHES_MAX);
        let head = ["file", "hash"].map(|column| teller.word(&format!("report-col-{column}"))).into();
        vec![
            self.heading("report-again-title"),
            Block::Text(teller.word("report-again-intro")),
            Block::Command(self.cut(&self.again.whole, LETTERS_MAX)),
            Block::Table(head, rows),
        ]
    }
}
