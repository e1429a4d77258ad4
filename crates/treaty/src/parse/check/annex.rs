//! Witnesses, keys and sites: each named once, of somebody who is there, and nobody with a part of the keys.

use super::Check;
use crate::diagnostic::show;
use crate::instrument::{Holder, Key, KeyRole, Kind};
use crate::parse::record::QUORUM_MAX;
use std::collections::{BTreeMap, BTreeSet};

/// Names that a run folder has for something else than the record of a witness.
const RESERVED: [&str; 1] = ["views"];

impl Check<'_> {
    pub(super) fn annex(&self) {
        self.witnesses();
        self.keys();
        self.sites();
    }

    fn witnesses(&self) {
        let mut seen = BTreeSet::new();
        for witness in &self.built.witnesses {
            self.text(Some(&witness.name), &witness.span);
            if RESERVED.contains(&witness.id.as_str()) {
                let message = format!("a witness cannot be called `{}`", witness.id);
                let help = "a run folder has a folder of that name for something else: choose another id";
                self.error("reserved-name", &witness.span, message, help);
            }
            if !seen.insert(&witness.id) && !witness.id.as_str().is_empty() {
                let message = format!("the witness `{}` is named twice", witness.id);
                self.error("named-twice", &witness.span, message, "rename one of the two, or merge them");
            }
        }
        let (Some(last), count) = (self.built.witnesses.last(), self.built.witnesses.len()) else { return };
        if count > QUORUM_MAX as usize {
            let message = format!("{count} witnesses; {QUORUM_MAX} are read");
            self.error("too-many", &last.span, message, "choose fewer");
        }
        let Some((_, record)) = self.built.record() else { return };
        if (record.quorum as usize) > count {
            let message = format!("the receipts of {} witnesses are asked for, and there are {count}", record.quorum);
            self.error("quorum-unreachable", &last.span, message, "name more witnesses, or ask for fewer receipts");
        }
    }

    /// One key signs one thing: a key that signs two could have what it signed in one use shown as the other.
    fn keys(&self) {
        let mut texts = BTreeSet::new();
        let mut used: BTreeMap<(&Holder, KeyRole), Vec<&Key>> = BTreeMap::new();
        for key in &self.built.keys {
            self.holder(key);
            if key.from.zip(key.until).is_some_and(|(from, until)| until <= from) {
                let message = "a key that goes out of use before it comes into use".to_owned();
                self.error("out-of-order", &key.span, message, "correct one of the two days");
            }
            if !texts.insert(&key.key) {
                let message = format!("the key `{}` is listed twice", show(key.key.as_str()));
                self.error("named-twice", &key.span, message, "give each use a key of its own");
            }
            let others = used.entry((&key.holder, key.role)).or_default();
            if key.role != KeyRole::Offline && others.iter().any(|other| other.meets(key)) {
                let message = format!("`{}` has two keys for the role `{}` on one day", key.holder, key.role.word());
                let help = "let the first end, with `until`, on the day on which the second begins, with `from`";
                self.error("keys-overlap", &key.span, message, help);
            }
            others.push(key);
        }
        self.roles(&used);
    }

    fn holder(&self, key: &Key) {
        let known = match &key.holder {
            Holder::Party(code) => self.built.party(code).is_some(),
            Holder::Witness(id) => self.built.witness(id).is_some(),
        };
        if !known {
            let message = format!("there is no party or witness `{}`", key.holder);
            self.error(
                "refers-to-nothing",
                &key.span,
                message,
                "add its [[party]] or [[witness]], or correct the name",
            );
        }
    }

    /// A party with some of its keys could begin a record that it cannot go on with; a party without any, beside one that has them, none.
    fn roles(&self, used: &BTreeMap<(&Holder, KeyRole), Vec<&Key>>) {
        let Some(first) = self.built.keys.iter().find(|key| matches!(key.holder, Holder::Party(_))) else { return };
        for party in &self.built.parties {
            let holder = Holder::Party(party.code.clone());
            let span = self.built.keys_of(&holder).next().map_or(&first.span, |key| &key.span);
            let lacking = KeyRole::WORDS.iter().filter(|(_, role)| !used.contains_key(&(&holder, *role)));
            let lacking: Vec<_> = lacking.map(|(word, _)| *word).collect();
            if !lacking.is_empty() {
                let message = format!("`{holder}` has no key for: {}", lacking.join(", "));
                self.error("no-key", span, message, "each party needs a key for each of the four roles");
            }
        }
    }

    fn sites(&self) {
        let mut seen = BTreeSet::new();
        for site in &self.built.sites {
            if self.built.party(&site.party).is_none() && !site.party.as_str().is_empty() {
                let message = format!("there is no party `{}`", site.party);
                self.error("refers-to-nothing", &site.span, message, "a site is a party's; observers have none");
            }
            self.refers(Kind::Facility, &site.facility, &site.span);
            self.text(site.name.as_ref(), &site.span);
            if !seen.insert((&site.party, &site.id)) && !site.id.as_str().is_empty() {
                let message = format!("`{}` has two sites called `{}`", site.party, site.id);
                self.error("named-twice", &site.span, message, "rename one of the two, or merge them");
            }
        }
    }
}
