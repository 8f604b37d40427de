//! The log's tree against a second, naive writing of RFC 9162, and against the known values of its predecessor's tests.

use baton_store::merkle::{
    Frontier, Head, Nodes, consistency_proof, consistent, empty_root, included, inclusion_proof, leaf_hash, node_hash,
    root,
};
use baton_store::{Hash, StoreError};
use proptest::prelude::*;

/// Hashes of complete subtrees, made as the naive definition says.
struct Leaves(Vec<Hash>);

impl Nodes for Leaves {
    fn hash(&self, level: u8, index: u64) -> Result<Hash, StoreError> {
        let width = 1_usize << level;
        let start = index as usize * width;
        let part = self.0.get(start..start + width);
        part.map(naive_root).ok_or_else(|| StoreError::Corrupt(format!("no node {level} {index}")))
    }
}

/// MTH(D) of section 2.1.1, word for word.
fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let k = naive_split(leaves.len());
            node_hash(&naive_root(&leaves[..k]), &naive_root(&leaves[k..]))
        }
    }
}

fn naive_split(len: usize) -> usize {
    (0..20).map(|level| 1 << level).take_while(|k| *k < len).last().unwrap()
}

/// PATH(m, D) of section 2.1.3.1, word for word.
fn naive_path(m: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = naive_split(leaves.len());
    let (mut path, last) = if m < k {
        (naive_path(m, &leaves[..k]), naive_root(&leaves[k..]))
    } else {
        (naive_path(m - k, &leaves[k..]), naive_root(&leaves[..k]))
    };
    path.push(last);
    path
}

/// SUBPROOF(m, D, b) of section 2.1.4.1, word for word.
fn naive_subproof(m: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if whole { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let k = naive_split(leaves.len());
    let (mut proof, last) = if m <= k {
        (naive_subproof(m, &leaves[..k], whole), naive_root(&leaves[k..]))
    } else {
        (naive_subproof(m - k, &leaves[k..], false), naive_root(&leaves[..k]))
    };
    proof.push(last);
    proof
}

fn leaves(n: usize) -> Vec<Hash> {
    (0..n).map(|i| leaf_hash(&Hash::of(&[&i.to_be_bytes()]))).collect()
}

/// The eight leaves of the tests of certificate-transparency's log, and its roots over the first 1 to 8 of them.
#[test]
fn known_roots() {
    let inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    assert_eq!(empty_root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let leaf = |hex: &str| {
        let bytes: Vec<u8> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
        Hash::of(&[&[0], &bytes])
    };
    let mut tree = Frontier::default();
    for (input, expected) in inputs.iter().zip(roots) {
        tree.push(leaf(input));
        assert_eq!(tree.root().to_string(), expected);
    }
}

#[test]
fn roots_and_proofs_are_as_defined_for_every_size_up_to_70() {
    for size in 0..=70 {
        let nodes = Leaves(leaves(size));
        assert_eq!(root(&nodes, size as u64).unwrap(), naive_root(&nodes.0), "size {size}");
        for m in 0..size {
            assert_eq!(inclusion_proof(&nodes, m as u64, size as u64).unwrap(), naive_path(m, &nodes.0));
        }
        for old in 1..=size {
            let proof = consistency_proof(&nodes, old as u64, size as u64).unwrap();
            assert_eq!(proof, naive_subproof(old, &nodes.0, true), "{old} to {size}");
        }
    }
}

#[test]
fn what_is_outside_has_no_proof() {
    let nodes = Leaves(leaves(5));
    assert!(inclusion_proof(&nodes, 5, 5).is_err());
    assert!(inclusion_proof(&nodes, 0, 0).is_err());
    assert!(consistency_proof(&nodes, 6, 5).is_err());
    assert!(root(&nodes, 6).is_err());
}

#[test]
fn a_frontier_completes_each_subtree_once() {
    let all = leaves(21);
    let mut tree = Frontier::default();
    let mut completed = Vec::new();
    for leaf in &all {
        completed.extend(tree.push(*leaf));
    }
    assert_eq!(completed.len(), 10 + 5 + 2 + 1);
    for node in completed {
        assert_eq!(Leaves(all.clone()).hash(node.level, node.index).unwrap(), node.hash);
    }
}

/// A size, two places in it, and which bit of which hash of a proof to change.
fn cases() -> impl Strategy<Value = (usize, usize, usize)> {
    (1_usize..300).prop_flat_map(|size| (Just(size), 0..size, 1..=size))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_proof_holds_for_its_leaf_alone((size, m, _) in cases(), other in 0_usize..300) {
        let nodes = Leaves(leaves(size));
        let root = naive_root(&nodes.0);
        let proof = inclusion_proof(&nodes, m as u64, size as u64).unwrap();
        prop_assert!(included(&nodes.0[m], m as u64, size as u64, &proof, &root));
        prop_assert!(other % size == m || !included(&nodes.0[other % size], m as u64, size as u64, &proof, &root));
        prop_assert!(other == m || !included(&nodes.0[m], other as u64, size as u64, &proof, &root));
        prop_assert!(!included(&nodes.0[m], size as u64, size as u64, &proof, &root));
        let mut longer = proof.clone();
        longer.push(Hash::ZERO);
        prop_assert!(!included(&nodes.0[m], m as u64, size as u64, &longer, &root));
        for n in 0..proof.len() {
            let mut changed = proof.clone();
            changed[n].0[n % 32] ^= 1;
            prop_assert!(!included(&nodes.0[m], m as u64, size as u64, &changed, &root));
        }
        prop_assert!(proof.is_empty() || !included(&nodes.0[m], m as u64, size as u64, &proof[1..], &root));
    }

    #[test]
    fn a_continuation_holds_and_a_changed_past_does_not((size, changed, old) in cases()) {
        let nodes = Leaves(leaves(size));
        let head = |leaves: &[Hash]| Head { size: leaves.len() as u64, root: naive_root(leaves) };
        let (before, after) = (head(&nodes.0[..old]), head(&nodes.0));
        let proof = consistency_proof(&nodes, old as u64, size as u64).unwrap();
        prop_assert!(consistent(before, after, &proof));
        let mut forged = Leaves(nodes.0.clone());
        forged.0[changed].0[0] ^= 1;
        let forged_proof = consistency_proof(&forged, old as u64, size as u64).unwrap();
        prop_assert_eq!(consistent(before, head(&forged.0), &forged_proof), changed >= old);
        for n in 0..proof.len() {
            let mut broken = proof.clone();
            broken[n].0[n % 32] ^= 1;
            prop_assert!(!consistent(before, after, &broken));
        }
    }
}

#[test]
fn of_an_empty_log_everything_is_a_continuation() {
    let empty = Head { size: 0, root: empty_root() };
    let some = Head { size: 3, root: Hash([1; 32]) };
    assert!(consistent(empty, some, &[]));
    assert!(!consistent(empty, some, &[Hash::ZERO]));
    assert!(consistent(some, some, &[]));
    assert!(!consistent(some, Head { root: Hash([2; 32]), ..some }, &[]));
    assert!(!consistent(some, empty, &[]));
}
