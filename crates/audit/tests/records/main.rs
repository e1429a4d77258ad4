//! Records that are audited: one program, so that what all of them stand on, the epochs of honest days, is built and proved once.

#[path = "../world/mod.rs"]
mod world;

mod across;
mod answers;
mod choices;
mod clarifications;
mod copies;
mod corrections;
mod dossier;
mod evidence;
mod honest;
mod hostile;
mod inquiries;
mod inspections;
mod instances;
mod instruments;
mod keys;
mod ledger;
mod lives;
mod obligations;
mod others;
mod papers;
mod plants;
mod portals;
mod receipts;
mod seals;
mod sites;
mod terms;
mod visits;
