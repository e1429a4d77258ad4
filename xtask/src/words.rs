//! The words of the page, out of the files that the program has its words from. They are read here and not asked of `report`, which stands on every other
//! room: those would be compiled for this machine too, and a page takes more than twice as long.

use crate::page::read;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use std::path::Path;

/// The files with messages that the page has.
const FILES: [&str; 2] = ["assessment", "web"];

/// The messages of one language.
pub struct Words {
    /// Its code.
    pub lang: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads them.
    pub fn read(root: &Path, lang: &'static str) -> Result<Self, String> {
        let id = lang.parse().map_err(|error| format!("`{lang}` is no language: {error}"))?;
        let mut bundle = FluentBundle::new(vec![id]);
        bundle.set_use_isolating(false);
        for name in FILES {
            let file = root.join(format!("crates/report/locales/{name}.{lang}.ftl"));
            let bad = |why: String| format!("`{}` holds no messages that can be read: {why}", file.display());
            let resource = FluentResource::try_new(read(&file)?).map_err(|(_, why)| bad(format!("{why:?}")))?;
            bundle.add_resource(resource).map_err(|why| bad(format!("{why:?}")))?;
        }
        Ok(Self { lang, bundle })
    }

    /// The message of a key; an argument of it is the version.
    pub fn say(&self, key: &str) -> Result<String, String> {
        let message = self.bundle.get_message(key).and_then(|message| message.value());
        let pattern = message.ok_or_else(|| format!("there are no words for `{key}` in `{}`", self.lang))?;
        let version = FluentArgs::from_iter([("version", env!("CARGO_PKG_VERSION"))]);
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&version), &mut errors).into_owned();
        match errors.is_empty() {
            true => Ok(said),
            false => Err(format!("the words for `{key}` ask for more than the version: {errors:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use std::path::Path;

    #[test]
    fn the_words_of_both_languages_are_read_and_one_that_asks_for_more_is_refused() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let words = ["en", "ru"].map(|lang| Words::read(root, lang).unwrap());
        let built = words.each_ref().map(|words| words.say("web-about-built").unwrap());
        assert!(
            built.iter().all(|built| built.contains(env!("CARGO_PKG_VERSION"))) && built[0] != built[1],
            "{built:?}"
        );
        assert!(words[0].say("web-taken-table").unwrap_err().contains("web-taken-table"));
        assert!(words[1].say("web-none").unwrap_err().contains("no words"));
        assert!(Words::read(root, "xx").is_err_and(|why| why.contains("assessment.xx.ftl")));
    }
}
