//! The tables that are appended when an instrument is put into use: `[[witness]]`, `[[key]]`, `[[site]]`.

use crate::diagnostic::{Diagnostic, show};
use crate::instrument::{Holder, Instrument, Key, KeyRole, KeyText, Site, Witness};
use crate::strict::{At, Table};

/// Reads the three kinds of table into the instrument.
pub(super) fn read(root: &Table<'_>, built: &mut Instrument) {
    built.witnesses = root.tables("witness").iter().map(witness).collect();
    built.keys = root.tables("key").iter().filter_map(key).collect();
    built.sites = root.tables("site").iter().filter_map(site).collect();
}

fn witness(table: &Table<'_>) -> Witness {
    let id = table.need_id("id", "id = \"lakeside-institute\"").value;
    let witness = Witness { id, name: table.need_text("name"), span: table.span.clone() };
    table.finish();
    witness
}

fn key(table: &Table<'_>) -> Option<Key> {
    let holder = holder(table);
    let role = table.need_word("role", &KeyRole::WORDS);
    let key = key_text(table);
    let from = table.date("from").map(|at| at.value);
    let until = table.date("until").map(|at| at.value);
    table.finish();
    Some(Key { holder: holder?, role: role?.value, key: key?, from, until, span: table.span.clone() })
}

fn holder(table: &Table<'_>) -> Option<Holder> {
    let At { value, span } = table.need_string("holder", "holder = \"HAL\"");
    let found = Holder::new(&value);
    if found.is_none() && !value.is_empty() {
        let message = format!("`{}` is neither a party's code nor a witness's name", show(&value));
        let help = "codes are two to eight capital letters or digits, names are lower-case letters, digits and hyphens";
        table.log.push(Diagnostic::error("bad-name", span, message).label("not a holder").help(help));
    }
    found
}

fn key_text(table: &Table<'_>) -> Option<KeyText> {
    let At { value, span } = table.need_string("key", "key = \"…\"");
    let found = KeyText::new(&value);
    if found.is_none() && !value.is_empty() {
        let max = KeyText::MAX_LEN;
        let message =
            format!("a key is 1 to {max} printable ASCII characters without spaces; this has {} bytes", value.len());
        let help = "write it as a verifier key: name+hash+key";
        table.log.push(Diagnostic::error("bad-key", span, message).label("not a key").help(help));
    }
    found
}

fn site(table: &Table<'_>) -> Option<Site> {
    let party = table.party("party");
    if party.is_none() {
        table.missing("party", "party = \"HAL\"");
    }
    let id = table.need_id("id", "id = \"north\"").value;
    let facility = table.need_id("facility", "facility = \"warhead-store\"").value;
    let name = table.text("name");
    table.finish();
    Some(Site { party: party?.value, id, facility, name, span: table.span.clone() })
}
