//! The files of a room that are built into it: followed from its root by its `mod`s, so that what is for tests alone is left out.

use crate::Outcome;
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Item};

/// A file with its text and syntax.
pub struct Source {
    /// Where it lies.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Its syntax, with places in the text.
    pub syntax: syn::File,
}

/// The files of the library whose root is `root`, that one first.
pub fn files(root: &Path) -> Outcome<Vec<Source>> {
    let mut found = Vec::new();
    let folder = root.parent().expect("a file lies in a folder");
    follow(root.to_owned(), folder, &mut found)?;
    Ok(found)
}

/// Reads a file whose modules lie in `folder`, and those.
fn follow(path: PathBuf, folder: &Path, found: &mut Vec<Source>) -> Outcome<()> {
    let text = fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    let syntax = syn::parse_file(&text).map_err(|why| format!("{}: {why}", path.display()))?;
    let modules: Vec<_> = syntax.items.iter().filter_map(module).collect();
    found.push(Source { path, text, syntax });
    for module in modules {
        let below = folder.join(&module);
        let file = below.with_extension("rs");
        follow(if file.exists() { file } else { below.join("mod.rs") }, &below, found)?;
    }
    Ok(())
}

/// The name of a module that stands in a file of its own and is no test.
fn module(item: &Item) -> Option<String> {
    match item {
        Item::Mod(module) if module.content.is_none() && !is_test(&module.attrs) => Some(module.ident.to_string()),
        _ => None,
    }
}

/// Whether something is built for tests alone.
pub fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = match &attribute.meta {
            syn::Meta::List(list) => list.tokens.to_string(),
            _ => String::new(),
        };
        attribute.path().is_ident("test") || (attribute.path().is_ident("cfg") && text == "test")
    })
}
