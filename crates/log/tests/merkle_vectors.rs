//! The inclusion and consistency cases of the transparency-dev `merkle` module, good and bad.

mod common;

use common::*;
use log::*;
use serde_json::Value;

fn cases(folder: &str) -> Vec<(String, Value)> {
    let read = |path: std::path::PathBuf| {
        (path.display().to_string(), serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap())
    };
    files(folder).into_iter().map(read).collect()
}

/// A field that is no hash at all is refused where hashes are parsed: `None`.
fn hash(value: &Value) -> Option<Hash> {
    Hash::from_base64(value.as_str().unwrap_or(""))
}

fn hashes(value: &Value) -> Option<Vec<Hash>> {
    value.as_array().into_iter().flatten().map(hash).collect()
}

fn number(case: &Value, field: &str) -> u64 {
    case[field].as_u64().unwrap_or_else(|| panic!("{field} in {case}"))
}

#[test]
fn inclusion() {
    let cases = cases("rfc6962-merkle/inclusion");
    for (file, case) in &cases {
        let accepted = || -> Option<()> {
            let (index, size) = (LeafIndex::new(number(case, "leafIdx"))?, TreeSize::new(number(case, "treeSize"))?);
            let proof = InclusionProof(hashes(&case["proof"])?);
            proof.verify(&hash(&case["leafHash"])?, index, size, &hash(&case["root"])?).ok()
        };
        assert_eq!(accepted().is_none(), case["wantErr"].as_bool().unwrap(), "{file}: {}", case["desc"]);
    }
    assert_eq!(cases.len(), 98);
}

#[test]
fn consistency() {
    let cases = cases("rfc6962-merkle/consistency");
    for (file, case) in &cases {
        let accepted = || -> Option<()> {
            let (earlier, later) = (TreeSize::new(number(case, "size1"))?, TreeSize::new(number(case, "size2"))?);
            let proof = ConsistencyProof(hashes(&case["proof"])?);
            proof.verify(earlier, &hash(&case["root1"])?, later, &hash(&case["root2"])?).ok()
        };
        let wanted = case["wantErr"].as_bool().unwrap();
        // this case has one text, which is no hash, for both roots; its sizes and its empty proof are good
        let no_hash = case["desc"].as_str().unwrap().starts_with("sizes are equal (one) and proof is empty");
        assert_eq!(accepted().is_none(), wanted || no_hash, "{file}: {}", case["desc"]);
    }
    assert_eq!(cases.len(), 98);
    let root = tree(1).root();
    assert_eq!(ConsistencyProof(vec![]).verify(size(1), &root, size(1), &root), Ok(()));
}
