//! How code is named in a list, and what a function may answer at once.

use syn::{GenericArgument, Pat, PathArguments, PathSegment, Type};

/// The longest text of code in a name, in characters.
const TEXT_MAX: usize = 120;

/// A piece of code on one line, cut where it is long.
pub(super) fn one_line(code: &str) -> String {
    let words: Vec<_> = code.split_whitespace().collect();
    let line = words.join(" ").replace('`', "'");
    match line.char_indices().nth(TEXT_MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Whether a type is `bool`.
pub(super) fn is_bool(kind: &Type) -> bool {
    last(kind).is_some_and(|segment| segment.ident == "bool")
}

/// The values that a function of this type answers at once when its work is left out; none where no value is plain.
pub(super) fn answers(kind: &Type) -> &'static [&'static str] {
    let Some(segment) = last(kind) else { return &[] };
    match segment.ident.to_string().as_str() {
        "bool" => &["false", "true"],
        "Option" => &["None"],
        "Vec" => &["Vec::new()"],
        "Result" if first_argument(segment).is_some_and(is_unit) => &["Ok(())"],
        _ => &[],
    }
}

/// Whether a pattern takes whatever is left: `_`, or a name of one's own; a capital begins a constant or a variant.
pub(super) fn is_rest(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(name) => name.subpat.is_none() && !name.ident.to_string().starts_with(char::is_uppercase),
        _ => false,
    }
}

fn last(kind: &Type) -> Option<&PathSegment> {
    match kind {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

fn first_argument(segment: &PathSegment) -> Option<&Type> {
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(kind)) => Some(kind),
            _ => None,
        },
        _ => None,
    }
}

fn is_unit(kind: &Type) -> bool {
    matches!(kind, Type::Tuple(tuple) if tuple.elems.is_empty())
}
