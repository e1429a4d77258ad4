//! An instrument put into use: to its text are added who witnesses, everyone's keys and the sites.
//!
//! The text itself stands at the beginning of the new file, byte for byte, so that whoever has read the one has read the other but for its end. What
//! comes out is the `treaty.toml` of a run, and its SHA-256 is the identity under which everything is signed.

use crate::file::{Exercise, ScenarioSeed};
use crate::keys::Keys;
use record::Author;
use std::fmt::Write;
use treaty::instrument::Party;
use treaty::{Diagnostic, Id, Instrument, Text};

/// The instrument of a run.
#[derive(Clone, Debug)]
pub struct Instantiated {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// What they say.
    pub treaty: Instrument,
}

/// Puts the text of an instrument into use for an exercise.
///
/// # Errors
/// What is wrong with the instrument, before or after the tables are added to it.
pub fn instantiate(exercise: &Exercise, text: &[u8], seed: ScenarioSeed) -> Result<Instantiated, Vec<Diagnostic>> {
    let template = treaty::parse(text, None)?.instrument;
    let mut bytes = text.to_vec();
    bytes.extend(annex(exercise, &template.parties, seed).into_bytes());
    let treaty = treaty::parse(&bytes, None)?.instrument;
    Ok(Instantiated { bytes, treaty })
}

/// The keys of a party or a witness.
pub(crate) fn keys_of(treaty: &Instrument, seed: ScenarioSeed, author: &Author) -> Keys {
    let called = match author {
        Author::Party(code) => treaty.party(code).map_or(code.as_str(), |party| &party.short.en),
        Author::Witness(id) => id.as_str(),
    };
    Keys::derive(seed, author, called)
}

fn annex(exercise: &Exercise, parties: &[Party], seed: ScenarioSeed) -> String {
    let mut text = format!("\n# Added for the exercise `{}` and its seed {}\n", exercise.id, seed.0);
    for witness in &exercise.witnesses {
        table(&mut text, "witness", &[("id", &quoted(&witness.id)), ("name", &both(&witness.name))]);
    }
    for party in parties {
        keys(&mut text, &Keys::derive(seed, &Author::Party(party.code.clone()), &party.short.en), party.code.as_str());
    }
    for witness in &exercise.witnesses {
        let author = Author::Witness(witness.id.clone());
        keys(&mut text, &Keys::derive(seed, &author, witness.id.as_str()), author.as_str());
    }
    for side in &exercise.sides {
        for site in &side.sites {
            let [party, id] = [side.party.as_str(), site.id.as_str()].map(escaped);
            let entries =
                [("party", &party), ("id", &id), ("facility", &quoted(&site.facility)), ("name", &both(&site.name))];
            table(&mut text, "site", &entries);
        }
    }
    text
}

fn keys(text: &mut String, keys: &Keys, holder: &str) {
    for (role, key) in keys.listed() {
        let entries = [("holder", &escaped(holder)), ("role", &escaped(role.word())), ("key", &escaped(&key))];
        table(text, "key", &entries);
    }
}

fn table(text: &mut String, name: &str, entries: &[(&str, &String)]) {
    let mut line = |words: std::fmt::Arguments<'_>| text.write_fmt(words).expect("a string takes what is written");
    line(format_args!("\n[[{name}]]\n"));
    entries.iter().for_each(|(key, value)| line(format_args!("{key} = {value}\n")));
}

fn quoted(id: &Id) -> String {
    escaped(id.as_str())
}

fn both(text: &Text) -> String {
    format!("{{ en = {}, ru = {} }}", escaped(&text.en), escaped(&text.ru))
}

/// A TOML string. Control characters are refused where an exercise is read.
fn escaped(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
