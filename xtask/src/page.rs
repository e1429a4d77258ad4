//! The page around the program: one file, with the words of the locales in it. The same program and sources give the same bytes.

use crate::words::Words;
use base64ct::{Base64, Encoding};
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::Path;

/// The page with a program inside.
pub fn page(root: &Path, program: &[u8]) -> Result<String, String> {
    let read = |path: &str| read(&root.join(path));
    // as it stands between its tags, of which the policy knows the hash
    let script = read("bindings/web/page/verify.js")?.trim_end().to_owned();
    let parts = [
        ("page.css", read("crates/report/src/page/page.css")?),
        ("verify.css", read("bindings/web/page/verify.css")?),
        ("worker.js", read("bindings/web/page/worker.js")?),
        ("script-hash", Base64::encode_string(&Sha256::digest(script.as_bytes()))),
        ("verify.js", script),
        ("program", Base64::encode_string(&packed(program))),
        ("program-hash", sha256(program)),
    ];
    let words = [Words::read(root, "en")?, Words::read(root, "ru")?];
    fill(&read("bindings/web/page/verify.html")?, &parts, &words)
}

/// A file of the sources.
pub fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("cannot read `{}`: {error}", file.display()))
}

/// A third of its length, so that the file can be sent in a letter; without a date or a name in it, so that it is the same every time.
fn packed(program: &[u8]) -> Vec<u8> {
    let mut packed = GzBuilder::new().write(Vec::new(), Compression::best());
    packed.write_all(program).and_then(|()| packed.finish()).expect("there is room in memory")
}

/// In hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Puts parts, and messages by their keys, in the place of `{{name}}`.
fn fill(template: &str, parts: &[(&str, String)], words: &[Words]) -> Result<String, String> {
    let mut pieces = template.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").ok_or("a place of the page is not closed")?;
        match parts.iter().find(|(part, _)| *part == name) {
            Some((_, part)) if part.contains("</s") => return Err(format!("`{name}` would close its element")),
            Some((_, part)) => page.push_str(part.trim_end()),
            None if name == "title" => {
                let titles: Result<Vec<_>, _> = words.iter().map(|words| words.say("web-title")).collect();
                page.push_str(&escaped(&titles?.join(" · ")));
            }
            None => page.push_str(&in_every(words, name)?),
        }
        page.push_str(rest);
    }
    Ok(page)
}

/// A message in every language; a rule of the page's style shows one of them.
fn in_every(words: &[Words], key: &str) -> Result<String, String> {
    let each = words
        .iter()
        .map(|words| Ok(format!("<span class=\"said\" lang=\"{}\">{}</span>", words.lang, escaped(&words.say(key)?))));
    each.collect()
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
    }

    #[test]
    fn the_page_refers_to_nothing_outside_itself_and_has_the_words_of_both_languages() {
        let page = page(root(), b"program").unwrap();
        for outside in
            ["://", " src=", "@import", "url(", "<link", "{{", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon"]
        {
            assert!(!page.contains(outside), "{outside}");
        }
        for within in ["default-src 'none'", "Verify a record yourself", "Проверьте запись сами"] {
            assert!(page.contains(within), "{within}");
        }
    }

    #[test]
    fn the_script_that_the_policy_allows_is_the_one_in_the_page() {
        let page = page(root(), b"").unwrap();
        let script = page.split_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
        let allowed = page.split_once("script-src 'sha256-").unwrap().1.split_once('\'').unwrap().0;
        assert_eq!(allowed, Base64::encode_string(&Sha256::digest(script.as_bytes())));
        assert_eq!(page.matches("<script>").count(), 1, "the others are data");
    }

    #[test]
    fn a_place_without_words_and_a_part_that_closes_its_element_are_refused() {
        let words = [Words::read(root(), "en").unwrap()];
        assert!(fill("{{web-no-such-words}}", &[], &words).unwrap_err().contains("web-no-such-words"));
        assert!(fill("{{x}}", &[("x", "</script>".to_owned())], &words).is_err());
        assert!(fill("{{x", &[], &words).is_err());
    }
}
