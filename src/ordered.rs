//! Ordered collections made by inserting. `collect` sorts first, which brings a sort of its own for
//! every type into a program that must stay small. Holds nothing, touches nothing.

use std::collections::{BTreeMap, BTreeSet};

/// A set of these.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// A map of these; of two with one key the later stays.
pub fn map<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(items);
    map
}
