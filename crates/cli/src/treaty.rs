//! `standstill treaty …`

use crate::args::{Treaty, TreatyVerb};
use crate::files::{self, Loaded, Source};
use crate::out::{Answer, Failure, Teller, UNUSABLE};
use report::{difference, positions, show};
use serde_json::json;
use std::path::{Path, PathBuf};
use treaty::Date;
use treaty::diff::diff;
use treaty::instrument::{Act, ActKind, Reading};
use treaty::text::Lang;
use treaty::time::{Span, Unit};
use treaty::timeline::{ExtensionRefusal, ProposedExtension, Timeline};

/// Answers a call.
pub fn run(call: &Treaty, teller: &Teller) -> Result<Answer, Failure> {
    match &call.verb {
        TreatyVerb::Check { files } => return check(files, teller),
        TreatyVerb::Show { file, on } => {
            let Loaded { instrument, .. } = files::instrument(file)?;
            teller.tell(
                || show::instrument(&instrument, *on, &teller.locale, teller.width),
                || show::instrument_json(&instrument, *on),
            )?;
        }
        TreatyVerb::Diff { left, right } => {
            let (left, right) = (files::instrument(left)?.instrument, files::instrument(right)?.instrument);
            let diff = diff(&left, &right);
            teller.tell(|| difference::diff(&diff, &teller.locale, teller.width), || difference::diff_json(&diff))?;
        }
        TreatyVerb::Positions { on, between, talks } => {
            let talks = files::talks(talks)?;
            let (locale, width) = (&teller.locale, teller.width);
            match (on, between.as_deref()) {
                (_, Some([from, to])) if from > to => {
                    return Err(Failure::Refused(format!("{from} comes after {to}: exchange the two days")));
                }
                (_, Some([from, to])) => teller.tell(
                    || positions::moves(&talks, *from, *to, locale, width),
                    || positions::moves_json(&talks, *from, *to),
                )?,
                (Some(on), _) => teller.tell(
                    || positions::positions(&talks, *on, locale, width),
                    || positions::positions_json(&talks, *on),
                )?,
                _ => return Err(Failure::Refused("name a day with --on, or two with --between".to_owned())),
            }
        }
        TreatyVerb::Clock { on, treaty, talks } => clock(*on, treaty, talks, teller)?,
        TreatyVerb::Extend { file, on, years, until, as_interpretation, out } => {
            let loaded = files::instrument(file)?;
            let wanted = Wanted { on: *on, years: *years, until: *until, as_interpretation: *as_interpretation };
            extend(&loaded, &wanted, out.as_deref(), teller)?;
        }
    }
    Ok(Answer { status: 0 })
}

/// Every file is checked, whatever is wrong with those before it.
fn check(paths: &[PathBuf], teller: &Teller) -> Result<Answer, Failure> {
    let mut refused = 0;
    let mut documents = Vec::new();
    let mut words = String::new();
    for path in paths {
        match files::instrument(path) {
            Ok(Loaded { instrument, source, warnings }) => {
                if !warnings.is_empty() {
                    teller.problems(&source.name, &source.text(), &warnings);
                }
                let warnings = report::diagnostic::json(&source.name, &source.text(), &warnings);
                documents
                    .push(json!({ "file": source.name, "sha256": instrument.hash.to_string(), "problems": warnings }));
                words += &format!(
                    "{}: {} ({} articles, {} clauses)\n",
                    source.name,
                    instrument.hash,
                    instrument.articles.len(),
                    instrument.clauses.len()
                );
            }
            Err(Failure::Problems { file, source_text, problems }) => {
                refused += 1;
                teller.problems(&file, &source_text, &problems);
                let problems = report::diagnostic::json(&file, &source_text, &problems);
                documents.push(json!({ "file": file, "sha256": null, "problems": problems }));
            }
            Err(other) => {
                refused += 1;
                teller.aside(&format!("error: {other}"));
                documents.push(json!({ "file": path.display().to_string(), "error": other.to_string() }));
            }
        }
    }
    teller.tell(|| words, || json!({ "files": documents, "refused": refused }))?;
    Ok(Answer { status: if refused == 0 { 0 } else { UNUSABLE } })
}

fn clock(on: Date, treaty: &Path, talks: &Path, teller: &Teller) -> Result<(), Failure> {
    let (Loaded { instrument, source, .. }, talks) = (files::instrument(treaty)?, files::talks(talks)?);
    if talks.instrument != instrument.id {
        let message =
            format!("the talks are about `{}`, and `{}` is `{}`", talks.instrument, source.name, instrument.id);
        return Err(Failure::Refused(format!("{message}: name its file with --treaty")));
    }
    if talks.time_left(&instrument, on).is_none() {
        let message = format!("`{}` is not in force on {on}: no time is left to count", instrument.id);
        return Err(Failure::Refused(message));
    }
    teller.tell(
        || positions::clock(&talks, &instrument, on, &teller.locale, teller.width),
        || positions::clock_json(&talks, &instrument, on),
    )
}

struct Wanted {
    on: Date,
    years: Option<u32>,
    until: Option<Date>,
    as_interpretation: bool,
}

fn extend(loaded: &Loaded, wanted: &Wanted, out: Option<&Path>, teller: &Teller) -> Result<(), Failure> {
    let instrument = &loaded.instrument;
    let timeline = Timeline::of(instrument, &instrument.id);
    let locale = &teller.locale;
    let refused = |refusal: ExtensionRefusal| Failure::Refused(positions::refusal(locale, &refusal));
    let until = match (wanted.until, wanted.years) {
        (Some(until), _) => until,
        (None, Some(count)) => {
            let end = timeline.term_end(wanted.on).ok_or_else(|| refused(ExtensionRefusal::NoTerm))?;
            Span { count, unit: Unit::Years }.after(end).map_err(|day| refused(day.into()))?
        }
        (None, None) => return Err(Failure::Refused("name --years or --until".to_owned())),
    };
    let extension = timeline.extend(wanted.on, until).map_err(refused)?;
    let is_second = !extension.interpretation.is_empty();
    if is_second && !wanted.as_interpretation {
        let mut message = locale.word("extend-again");
        for reading in extension.interpretation {
            message += &format!("\n  - {}", locale.said(instrument, &reading.text));
        }
        return Err(Failure::Refused(format!("{message}\n  = help: {}", locale.word("extend-as-interpretation"))));
    }
    let act = act_of(loaded, &extension, wanted.on);
    let (from, to, article) = (extension.from, extension.until, &extension.clause.article);
    let mut document = json!({ "article": article.0, "from": from.to_string(), "until": to.to_string(), "interpretation": is_second, "act": act });
    teller.aside(&format!("article {article}: the term would run to {to} instead of {from}"));
    if let Some(path) = out {
        let new = with_act(loaded, &act, wanted.on)?;
        files::write_new(path, &new.source.bytes)?;
        teller.aside(&format!("{}: {} -> {}", path.display(), instrument.hash, new.instrument.hash));
        document["old"] = json!(instrument.hash.to_string());
        document["new"] = json!(new.instrument.hash.to_string());
    }
    teller.tell(|| act.clone(), || document)
}

/// The instrument with the act in it: refused where later acts of its file, such as the extension that was made, do not go with it.
fn with_act(loaded: &Loaded, act: &str, on: Date) -> Result<Loaded, Failure> {
    let ends =
        |act: &&Act| matches!(act.kind, ActKind::Extension { .. } | ActKind::Expiry) && !act.proposed && act.date > on;
    let later: Vec<_> =
        loaded.instrument.acts.iter().filter(ends).map(|act| format!("`{}` of {}", act.id, act.date)).collect();
    if !later.is_empty() {
        let message = format!("the file holds {}, which came after {on}", later.join(" and "));
        return Err(Failure::Refused(format!("{message}: take that out of a copy first, and extend the copy")));
    }
    let text = loaded.source.text();
    let text = format!("{}\n\n{act}", text.trim_end());
    files::parse(Source { name: loaded.source.name.clone(), bytes: text.into_bytes() })
}

/// The act, as it stands in the file of the instrument.
fn act_of(loaded: &Loaded, extension: &ProposedExtension<'_>, on: Date) -> String {
    let instrument = &loaded.instrument;
    let taken = |id: &str| instrument.acts.iter().any(|act| act.id.as_str() == id);
    let plain = format!("extension-{on}");
    let id = (2..).map(|n| format!("{plain}-{n}")).find(|id| !taken(id)).filter(|_| taken(&plain)).unwrap_or(plain);
    let by: Vec<_> = instrument.parties.iter().map(|party| format!("\"{}\"", party.code)).collect();
    let (article, source) = (&extension.clause.article, &extension.clause.source);
    let mut act = format!(
        "[[act]]\nid = \"{id}\"\nkind = \"extension\"\ndate = {on}\nuntil = {}\nby = [{}]\ntitle.en = \"Extension\"\ntitle.ru = \"Продление\"\narticle = {}\nsource = {}\n",
        extension.until,
        by.join(", "),
        quoted(&article.0),
        quoted(&source.0),
    );
    for Reading { text, .. } in extension.interpretation {
        let (en, ru) = (quoted(text.in_lang(Lang::En)), quoted(text.in_lang(Lang::Ru)));
        act += &format!("[[act.readings]]\ntext.en = {en}\ntext.ru = {ru}\n");
    }
    act
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
