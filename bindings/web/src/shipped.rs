//! The instruments that ship with the command, which ship in the page too: a proposal stands on another instrument, and tables are held against one.

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../treaties/", $name)))),*]
    };
}

/// File names with their bytes.
pub(crate) const SHIPPED: &[(&str, &[u8])] = shipped![
    "new-start.toml",
    "offer-2020-10-us.toml",
    "offer-2020-10-ru.toml",
    "offer-2025-09-ru.toml",
    "illustrative-sampling.toml",
    "illustrative-portals.toml",
    "illustrative-freeze.toml",
    "replay-new-start.toml",
];

/// The bytes of one.
pub(crate) fn shipped(name: &str) -> Option<&'static [u8]> {
    SHIPPED.iter().find(|(shipped, _)| *shipped == name).map(|(_, bytes)| *bytes)
}
