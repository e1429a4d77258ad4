//! Balance proofs: Schnorr's proof that D is a multiple of H, by whom knows which (`docs/spec/proof.md`, section 5).
//!
//! If counts do not balance, D has a part on G, and a multiple x with `D = x·H` would be a discrete logarithm between G and H, which nobody knows.

use crate::commitment::{blind, blinding_base};
use crate::transcript::{append, challenge};
use crate::wire::BalanceProof;
use curve25519_dalek::rand_core::{CryptoRng, Rng};
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{IsIdentity, VartimeMultiscalarMul};
use tari_bulletproofs_plus::Transcript;
use zeroize::Zeroizing;

/// Proves `D = x·H` on its own transcript.
pub(crate) fn prove(mut transcript: Transcript, x: &Scalar, rng: &mut impl CryptoRng) -> BalanceProof {
    append(&mut transcript, b"D", &blind(x).compress());
    // keyed with x and with randomness from outside: neither a repeated nor a bad generator makes two proofs share a k, which would give x away
    let mut own = transcript.build_rng().rekey_with_witness_bytes(b"x", x.as_bytes()).finalize(rng);
    let mut wide = Zeroizing::new([0; 64]);
    own.fill_bytes(&mut *wide);
    let k = Zeroizing::new(Scalar::from_bytes_mod_order_wide(&wide));
    let r = blind(&k).compress();
    append(&mut transcript, b"R", &r);
    let s = *k + challenge(&mut transcript, b"c") * x;
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(r.as_bytes());
    bytes[32..].copy_from_slice(s.as_bytes());
    BalanceProof(bytes)
}

/// One claim `s·H = R + c·D`, read and not yet checked.
pub(crate) struct BalanceClaim {
    d: RistrettoPoint,
    r: RistrettoPoint,
    c: Scalar,
    s: Scalar,
    bound: [u8; 32],
}

impl BalanceClaim {
    /// Nothing where R is no point or s no canonical scalar: a second spelling would be a second proof.
    pub(crate) fn read(mut transcript: Transcript, d: RistrettoPoint, proof: &BalanceProof) -> Option<Self> {
        let (r, s) = proof.0.split_first_chunk::<32>()?;
        let r = CompressedRistretto(*r);
        let s = Option::<Scalar>::from(Scalar::from_canonical_bytes(s.try_into().ok()?))?;
        append(&mut transcript, b"D", &d.compress());
        append(&mut transcript, b"R", &r);
        let c = challenge(&mut transcript, b"c");
        let r = r.decompress()?;
        // what the weights of a batch are drawn from: everything that this claim stands on
        transcript.append_message(b"s", s.as_bytes());
        let mut bound = [0; 32];
        transcript.challenge_bytes(b"batch", &mut bound);
        Some(Self { d, r, c, s, bound })
    }
}

/// Whether all these hold: one sum with a weight for each claim, which a false claim survives with a chance of 2^-128. The weights are drawn from all
/// claims together, so nobody can choose claims to fit them, and the same claims have the same weights for every auditor.
pub(crate) fn hold(claims: &[BalanceClaim]) -> bool {
    let mut transcript = Transcript::new(b"standstill/v1/balances");
    claims.iter().for_each(|claim| transcript.append_message(b"claim", &claim.bound));
    let mut on_base = Scalar::ZERO;
    let (mut scalars, mut points) = (Vec::with_capacity(claims.len() * 2), Vec::with_capacity(claims.len() * 2));
    for claim in claims {
        let mut bytes = [0; 16];
        transcript.challenge_bytes(b"weight", &mut bytes);
        let weight = Scalar::from(u128::from_le_bytes(bytes));
        on_base += weight * claim.s;
        scalars.extend([-weight, -(weight * claim.c)]);
        points.extend([claim.r, claim.d]);
    }
    scalars.push(on_base);
    points.push(*blinding_base());
    RistrettoPoint::vartime_multiscalar_mul(scalars, points).is_identity()
}
